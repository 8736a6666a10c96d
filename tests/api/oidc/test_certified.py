"""Against a certified provider that is not ours."""

from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import httpx2
import pytest

from infra.ports import free_port
from infra.settings import settings
from tenants.identity_provider_commands import add_identity_provider
from tenants.work import open_work
from tests.api.oidc.certified import ALGORITHMS, certified_provider, install, signed_in_there
from tests.api.oidc.conftest import Browser, peers, prove
from tests.people import Cast, acting

SECRET = "a secret of thirty-two letters!!"


async def add(cast: Cast, issuer: str, client: str) -> UUID:
    await prove(cast, "acme.test")
    async with open_work(cast.place, acting(cast.wei)) as work:
        provider = await add_identity_provider(
            work, name=client, issuer=issuer, client_id=client, client_secret=SECRET,
            email_domains=["acme.test"], matches_email=True,
        )  # fmt: skip
    return provider.id


# RFC 9864 renames EdDSA to Ed25519, which few providers know yet.
@pytest.mark.filterwarnings("ignore:EdDSA is deprecated:joserfc.errors.SecurityWarning")
async def test_people_sign_in_whatever_it_signs_with(
    http: httpx2.AsyncClient, cast: Cast, tmp_path: Path
) -> None:
    await install(tmp_path)
    port = free_port()
    with peers(port):
        ids = {each: await add(cast, f"http://127.0.0.1:{port}", each) for each in ALGORITHMS}
        at = f"{settings().public_url}/sign-in/oidc"
        callbacks = {name: f"{at}/{provider}/callback" for name, provider in ids.items()}
        async with certified_provider(tmp_path, port, callbacks, SECRET):
            for provider in ids.values():
                browser = Browser(http, provider)
                sent = await browser.leave()
                address = sent.pop("")
                told = await signed_in_there(f"{address}?{urlencode(sent)}", "omar")
                assert told["iss"] == f"http://127.0.0.1:{port}"
                answer = await browser.come_back(**told)
                assert answer.status_code == 303, answer.text
                assert await browser.viewer() == "Omar"
                http.cookies.clear()
                # It takes a code once, and so do we.
                assert (await browser.come_back(**told)).status_code == 403
