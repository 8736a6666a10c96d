"""What we really sent, judged by the libraries that receivers use."""

import asyncio
import base64
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest
import standardwebhooks
import svix
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.applications import Starlette

from domain.base import new_id
from infra.database import Place
from tenants.lifecycle import delete_tenant
from tenants.tenant import tenant_of
from tenants.work import open_work
from tests.api.live import INTEROP
from tests.asking import EVERY_SCOPE
from tests.people import Cast, acting
from tests.webhooks.receiver import Received, Receiver
from tests.webhooks.story import an_endpoint, closed, tell
from webhooks.commands import rotate_webhook_secret
from webhooks.signing import Signer, as_secret, new_key


async def a_webhook(cast: Cast, receiver: Receiver) -> tuple[Received, list[str]]:
    """Sent while two secrets are good; they come with it, the older one first."""
    made = await an_endpoint(cast, receiver.url)
    async with open_work(cast.place, acting(cast.wei)) as work:
        rotated = await rotate_webhook_secret(work, endpoint_id=made.endpoint.id, held=EVERY_SCOPE)
    await tell(cast.place, closed())
    return receiver.received[-1], [made.secret, rotated.secret]


@pytest.mark.parametrize("library", [standardwebhooks.Webhook, svix.Webhook])
async def test_the_libraries_of_python_accept_both_secrets_and_no_other(
    cast: Cast,
    receiver: Receiver,
    library: Any,  # noqa: ANN401 - either class
) -> None:
    came, secrets = await a_webhook(cast, receiver)
    for secret in secrets:
        library(secret).verify(came.body, came.headers)
    changed = came.body.replace(b"ACHIEVED", b"MISSED")
    wrong = "whsec_" + base64.b64encode(bytes(32)).decode()
    for secret, body in ((secrets[0], changed), (wrong, came.body)):
        with pytest.raises(Exception, match="No matching signature"):
            library(secret).verify(body, came.headers)


async def test_the_published_key_checks_the_asymmetric_signature(
    cast: Cast, receiver: Receiver, app: Starlette
) -> None:
    came, _ = await a_webhook(cast, receiver)
    key = Ed25519PublicKey.from_public_bytes(
        base64.b64decode((await published(app, cast.place)).removeprefix("whpk_"))
    )
    (signature,) = [
        base64.b64decode(each.removeprefix("v1a,"))
        for each in came.headers["webhook-signature"].split()
        if each.startswith("v1a,")
    ]
    signed = f"{came.id}.{came.headers['webhook-timestamp']}.".encode() + came.body
    key.verify(signature, signed)
    with pytest.raises(InvalidSignature):
        key.verify(signature, signed + b" ")


@pytest.mark.skipif(not shutil.which("npm"), reason="Node.js is not installed")
async def test_the_libraries_of_node_accept_it(
    cast: Cast, receiver: Receiver, app: Starlette, tmp_path: Path
) -> None:
    came, secrets = await a_webhook(cast, receiver)
    told = {
        "secrets": secrets,
        "key": await published(app, cast.place),
        "headers": came.headers,
        "body": came.body.decode(),
    }
    for name in ("package.json", "package-lock.json", "verify.mjs"):
        shutil.copy(INTEROP / name, tmp_path)
    await _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], tmp_path)
    said = await _run(["node", "verify.mjs"], tmp_path, orjson.dumps(told))
    assert said == [*["standardwebhooks yes", "svix yes"] * 2, "v1a yes"]
    forged = {**told, "body": told["body"].replace("ACHIEVED", "MISSED")}
    said = await _run(["node", "verify.mjs"], tmp_path, orjson.dumps(forged))
    assert said == [*["standardwebhooks no", "svix no"] * 2, "v1a no"]


async def test_a_secret_that_has_ended_signs_no_more(cast: Cast, receiver: Receiver) -> None:
    made = await an_endpoint(cast, receiver.url)
    async with open_work(cast.place, acting(cast.wei)) as work:
        await rotate_webhook_secret(
            work, endpoint_id=made.endpoint.id, held=EVERY_SCOPE, overlap_hours=0
        )
    await tell(cast.place, closed())
    came = receiver.received[-1]
    assert [each[:3] for each in came.headers["webhook-signature"].split()] == ["v1,", "v1a"]
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(made.secret).verify(came.body, came.headers)


async def test_no_key_is_published_for_nobody(cast: Cast, app: Starlette) -> None:
    for tenant in (str(new_id()), str(cast.place.tenant_id), "acme"):
        assert (await _keys(app, tenant)).status_code == 404


async def test_nor_for_a_company_that_is_gone(cast: Cast, app: Starlette) -> None:
    slug = (await tenant_of(cast.place.tenant_id)).slug
    assert slug
    await delete_tenant(slug)
    assert (await _keys(app, str(cast.place.tenant_id))).status_code == 404


async def published(app: Starlette, place: Place) -> str:
    answer = await _keys(app, str(place.tenant_id))
    (key,) = answer.json()["keys"]
    assert key["algorithm"] == "ed25519"
    return str(key["publicKey"])


async def _keys(app: Starlette, tenant: str) -> httpx2.Response:
    here = "http://127.0.0.1:8000"
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=here) as http:
        return await http.get(f"/.well-known/webhook-keys/{tenant}")


async def _run(command: list[str], folder: Path, given: bytes = b"") -> list[str]:
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=folder, input=given, capture_output=True, check=True
    )
    return done.stdout.decode().splitlines()


def test_one_companys_signature_is_never_anothers() -> None:
    """The same body at the same moment, to two endpoints of one company and one of another."""
    (ours, public), (theirs, other) = new_key(), new_key()
    at, body = datetime(2026, 6, 10, 12, tzinfo=UTC), b"{}"
    secrets = [as_secret(bytes([each]) * 24) for each in range(3)]
    signers = [
        Signer.of([secret], key) for secret, key in zip(secrets, [ours, ours, theirs], strict=True)
    ]
    told = [each.headers("id", at, body)["webhook-signature"].split() for each in signers]
    assert len({symmetric for symmetric, _ in told}) == 3
    assert told[0][1] == told[1][1]
    for (_, signature), key in zip(told, [public, public, other], strict=True):
        raw = base64.b64decode(key.removeprefix("whpk_"))
        signed = base64.b64decode(signature.removeprefix("v1a,"))
        content = f"id.{int(at.timestamp())}.".encode() + body
        Ed25519PublicKey.from_public_bytes(raw).verify(signed, content)
