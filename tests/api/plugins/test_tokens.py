"""An installed plugin gets a token for an hour, by a secret or by a key, and no other does."""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx2
import orjson
import pytest
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from starlette.responses import JSONResponse, RedirectResponse, Response

from api import auth
from api.oauth import metadata
from api.oauth.proof import ASSERTION_TYPE
from infra.settings import settings
from integrations.plugins.approving import Approval
from integrations.plugins.commands import resume_plugin, suspend_plugin, uninstall_plugin
from integrations.plugins.installation import PluginInstallation
from integrations.plugins.proving import BY_ITSELF as GRANT
from tenants.forgetting import forget_what_is_over
from tenants.work import open_work
from tests.api.conftest import HERE
from tests.api.plugins.conftest import Home, ask_token, installed
from tests.people import Cast, acting

KEYED = {"clientAuth": "private_key_jwt", "jwksUri": "/jwks.json"}
PEOPLE = {"query": "{ people(first: 1) { totalCount } }"}
KEY = ECKey.generate_key("P-256", {"kid": "one"})


def publish(home: Home, *keys: Any) -> None:  # noqa: ANN401 - keys of several kinds
    home.answers["/jwks.json"] = JSONResponse(
        {"keys": [key.as_dict(private=False) for key in keys]}
    )


def signed(approval: Approval, key: Any = KEY, alg: str = "ES256", **claims: Any) -> str:  # noqa: ANN401
    """What the plugin signs; a claim of None is left out."""
    me, now = str(approval.installation.id), int(time.time())
    said = {"iss": me, "sub": me, "aud": HERE, "exp": now + 60, "jti": str(time.perf_counter_ns())}
    kept = {name: value for name, value in (said | claims).items() if value is not None}
    header = {"alg": alg, "kid": key.kid} if key.kid else {"alg": alg}
    return jwt.encode(header, kept, key, algorithms=[alg])


async def ask_by_key(http: httpx2.AsyncClient, assertion: str, **form: str) -> httpx2.Response:
    said = {
        "grant_type": GRANT,
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertion,
    }
    return await http.post("/oauth/token", data={**said, **form})


async def graphql(
    http: httpx2.AsyncClient, token: str, question: Mapping[str, str] = PEOPLE
) -> httpx2.Response:
    return await http.post("/graphql", json=question, headers={"Authorization": f"Bearer {token}"})


async def state(cast: Cast, approval: Approval) -> str:
    async with open_work(cast.place, acting(cast.wei)) as work:
        return (await work.get(PluginInstallation, approval.installation.id)).state.value


async def test_a_secret_gets_a_token_that_opens_what_was_granted(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    approval = await installed(cast, home)
    assert await state(cast, approval) == "INSTALLING"
    answer = await ask_token(http, approval)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    said = answer.json()
    token = said.pop("access_token")
    assert said == {"token_type": "Bearer", "expires_in": 3600, "scope": "people:read records:read"}
    assert token.startswith("tanlu_plugin_")
    assert await state(cast, approval) == "ACTIVE"
    assert (await graphql(http, token)).json()["data"] == {"people": {"totalCount": 6}}
    refused = (await graphql(http, token, {"query": "{ goals(first: 1) { totalCount } }"})).json()
    assert [each["extensions"]["code"] for each in refused["errors"]] == ["FORBIDDEN"]


async def test_less_may_be_asked_for_and_more_may_not(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    approval = await installed(cast, home)
    narrow = await ask_token(http, approval, scope="people:read")
    assert narrow.json()["scope"] == "people:read"
    records = {"query": "{ records(first: 1) { totalCount } }"}
    refused = (await graphql(http, narrow.json()["access_token"], records)).json()
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    for beyond in ("goals:read", "conversations.content:read", "people:read goals:read", " "):
        answer = await ask_token(http, approval, scope=beyond)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")
    ticked = await installed(cast, home, "conversations.content:read", id="dev.acme.other")
    answer = await ask_token(http, ticked, scope="conversations.content:read")
    assert answer.json()["scope"] == "conversations.content:read"


@pytest.mark.parametrize(
    ("key", "alg"),
    [
        (KEY, "ES256"),
        (RSAKey.generate_key(2048, {"kid": "rsa"}), "RS256"),
        (RSAKey.generate_key(2048, {"kid": "rsa"}), "PS256"),
        (OKPKey.generate_key("Ed25519", {"kid": "ed"}), "Ed25519"),
        (ECKey.generate_key("P-256"), "ES256"),
    ],
)
async def test_a_key_gets_a_token_too(
    http: httpx2.AsyncClient,
    cast: Cast,
    home: Home,
    key: Any,  # noqa: ANN401 - keys of several kinds
    alg: str,
) -> None:
    publish(home, key)
    approval = await installed(cast, home, auth=KEYED)
    assert approval.client_secret is None
    answer = await ask_by_key(http, signed(approval, key, alg))
    assert (answer.status_code, answer.json().get("token_type")) == (200, "Bearer")
    assert (await graphql(http, answer.json()["access_token"])).status_code == 200


async def test_an_assertion_is_good_once(http: httpx2.AsyncClient, cast: Cast, home: Home) -> None:
    publish(home, KEY)
    assertion = signed(await installed(cast, home, auth=KEYED))
    assert (await ask_by_key(http, assertion)).status_code == 200
    again = await ask_by_key(http, assertion)
    assert (again.status_code, again.json()["error"]) == (401, "invalid_client")
    assert again.json()["error_description"] == "This assertion was used before"


async def test_a_new_key_is_asked_for_but_not_by_whoever_makes_ids_up(
    http: httpx2.AsyncClient, cast: Cast, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(home, KEY)
    approval = await installed(cast, home, auth=KEYED)
    assert (await ask_by_key(http, signed(approval))).status_code == 200
    new = ECKey.generate_key("P-256", {"kid": "two"})
    publish(home, KEY, new)
    for _ in range(3):
        assert (await ask_by_key(http, signed(approval, new))).status_code == 401
    assert home.asked == ["/jwks.json"]
    monkeypatch.setattr("integrations.plugins.keys.ASKED_AGAIN_AFTER", 0.0)
    assert (await ask_by_key(http, signed(approval, new))).status_code == 200
    assert home.asked == ["/jwks.json"] * 2


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://elsewhere.example"},
        {"aud": None},
        {"iss": "somebody"},
        {"exp": None},
        {"exp": 1_000_000_000},
        {"exp": int(time.time()) + 3600},
        {"jti": None},
        {"exp": "soon"},
        {"sub": 7},
        {"sub": "0197a3c2-7d50-7c31-9f0e-5b1d2a6c4e88"},
    ],
)
async def test_an_assertion_that_proves_nothing(
    http: httpx2.AsyncClient, cast: Cast, home: Home, claims: dict[str, Any]
) -> None:
    publish(home, KEY)
    answer = await ask_by_key(http, signed(await installed(cast, home, auth=KEYED), **claims))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"] == 'Basic realm="tanlu"'


async def test_a_signature_that_is_not_its_own(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    publish(home, KEY)
    approval = await installed(cast, home, auth=KEYED)
    stolen = ECKey.generate_key("P-256", {"kid": "one"})
    secret = OctKey.import_key(orjson.dumps(KEY.as_dict(private=False)), {"kid": "one"})
    unsigned = ".".join([*signed(approval).split(".")[:2], ""])
    for assertion in (
        signed(approval, stolen),
        signed(approval, secret, "HS256"),
        unsigned,
        "not.a.jwt",
        "",
    ):
        answer = await ask_by_key(http, assertion)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    "answer",
    [
        Response(status_code=500),
        Response(b"x" * 10_000_000),
        RedirectResponse("http://169.254.169.254/latest/meta-data"),
        JSONResponse({"keys": []}),
        JSONResponse({"keys": 7}),
        JSONResponse([]),
        JSONResponse({"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "one"}]}),
        Response("<html>"),
    ],
)
async def test_keys_that_are_none(
    http: httpx2.AsyncClient, cast: Cast, home: Home, answer: Response
) -> None:
    home.answers["/jwks.json"] = answer
    refused = await ask_by_key(http, signed(await installed(cast, home, auth=KEYED)))
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
    assert "keys" in refused.json()["error_description"]


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code", "code": "x"}, "unauthorized_client"),
        ({"grant_type": [GRANT, GRANT]}, "invalid_request"),
        ({"grant_type": GRANT, "client_assertion": "x"}, "invalid_request"),
    ],
)
async def test_a_request_that_is_none(
    http: httpx2.AsyncClient, cast: Cast, home: Home, form: dict[str, Any], error: str
) -> None:
    approval = await installed(cast, home)
    secret = (str(approval.installation.id), approval.client_secret or "")
    answer = await http.post("/oauth/token", data=form, auth=secret)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


async def test_what_is_sent_is_a_form(http: httpx2.AsyncClient) -> None:
    answer = await http.post("/oauth/token", json={"grant_type": GRANT})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("secret", ["", "wrong", "é", "x" * 10_000])
async def test_a_secret_that_is_not_its_own(
    http: httpx2.AsyncClient, cast: Cast, home: Home, secret: str
) -> None:
    approval = await installed(cast, home)
    other = await installed(cast, home, id="dev.acme.other")
    keyed = await installed(cast, home, id="dev.acme.keyed", auth=KEYED)
    for who, said in (
        (approval.installation.id, secret),
        (approval.installation.id, other.client_secret or ""),
        (keyed.installation.id, ""),
        ("nobody", secret),
    ):
        answer = await http.post("/oauth/token", data={"grant_type": GRANT}, auth=(str(who), said))
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    for odd in ("Basic", "Basic !!!", "Basic /w==", "Bearer x"):
        answer = await http.post(
            "/oauth/token", data={"grant_type": GRANT}, headers={"Authorization": odd}
        )
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert (await http.post("/oauth/token", data={"grant_type": GRANT})).status_code == 401


async def test_a_suspended_plugin_is_shut_out_until_it_is_resumed(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    approval = await installed(cast, home)
    token = (await ask_token(http, approval)).json()["access_token"]
    async with open_work(cast.place, acting(cast.wei)) as work:
        await suspend_plugin(work, installation_id=approval.installation.id)
    auth.forget_all()
    assert (await graphql(http, token)).status_code == 401
    refused = await ask_token(http, approval)
    assert (refused.status_code, refused.json()["error"]) == (400, "unauthorized_client")
    async with open_work(cast.place, acting(cast.wei)) as work:
        await resume_plugin(work, installation_id=approval.installation.id)
    assert (await graphql(http, token)).status_code == 200


async def test_an_uninstalled_plugin_is_shut_out_for_good(
    http: httpx2.AsyncClient, cast: Cast, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the latest when what was remembered of it is forgotten, which takes seconds."""
    monkeypatch.setattr(auth, "REMEMBERED_FOR", 0.0)
    approval = await installed(cast, home)
    token = (await ask_token(http, approval)).json()["access_token"]
    assert (await graphql(http, token)).status_code == 200
    async with open_work(cast.place, acting(cast.wei)) as work:
        await uninstall_plugin(work, installation_id=approval.installation.id)
    assert (await graphql(http, token)).status_code == 401
    assert (await ask_token(http, approval)).json()["error"] == "unauthorized_client"


async def test_old_tokens_and_assertions_are_forgotten(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    publish(home, KEY)
    approval = await installed(cast, home, auth=KEYED)
    await ask_by_key(http, signed(approval))
    counted = (
        "SELECT (SELECT count(*) FROM platform.access_tokens)"
        " + (SELECT count(*) FROM spent_assertions)"
    )
    for days, left in ((0, 2), (2, 0)):
        async with open_work(cast.place, acting(cast.wei)) as work:
            work.now += timedelta(days=days)
            await forget_what_is_over(work)
            driver = await work.session.connection()
            assert (await driver.exec_driver_sql(counted)).scalar_one() == left


async def test_what_is_published_holds(
    http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (await http.get("/.well-known/oauth-authorization-server")).json()
    assert said["issuer"] == HERE
    assert said["token_endpoint"] == f"{HERE}/oauth/token"
    monkeypatch.setenv("TANLU_PUBLIC_URL", "https://tanlu.example/")
    settings.cache_clear()
    AuthorizationServerMetadata(metadata.metadata()).validate()
    monkeypatch.undo()
    settings.cache_clear()
    schema = await http.get(metadata.MANIFEST_SCHEMA)
    assert schema.headers["content-type"] == "application/schema+json"
    assert schema.json()["$id"] == HERE + metadata.MANIFEST_SCHEMA
