"""Whoever is not let in reads what to do, in their language; an admin reads what is at fault."""

import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest
from joserfc.jwk import RSAKey
from starlette.responses import JSONResponse

from tenants.access.distrust import SENTENCES, Distrust
from tenants.identity_provider_commands import change_identity_provider
from tenants.openid import forget_issuers
from tenants.work import open_work
from tests.api.conftest import FORM
from tests.api.oidc.conftest import Browser, a_provider, peers, sentence_of
from tests.api.oidc.idp import PUBLISHED, UNKNOWN, Idp, public, signed
from tests.api.oidc.test_setting_up import SEEN, asking, do
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting

OMAR = {"email": "omar@acme.test", "email_verified": True}
TWIN = RSAKey.generate_key(2048, {"kid": "published", "use": "sig"}, auto_kid=False)
"""Another key by the name of the one that is published."""
Goes = Callable[[], Awaitable[httpx2.Response]]


def _says(**fields: Any) -> Callable[[Idp], None]:  # noqa: ANN401 - of the provider's
    def lie(idp: Idp) -> None:
        for name, value in fields.items():
            setattr(idp, name, value)

    return lie


def _refuses(error: str) -> Callable[[Idp], None]:
    return _says(answer=lambda _: JSONResponse({"error": error}, 400))


def _long_ago(claims: dict[str, Any]) -> None:
    claims.update(iat=int(time.time()) - 7200, exp=int(time.time()) - 3600)


LIES: list[tuple[Distrust, Callable[[Idp], None]]] = [
    (Distrust.BLOCKED, _says(metadata={"jwks_uri": "http://10.0.0.1/keys"})),
    (Distrust.METADATA, _says(metadata={"token_endpoint": None})),
    (Distrust.OTHER_ISSUER, _says(metadata={"issuer": "https://other.example"})),
    (Distrust.ALGORITHM, _says(metadata={"id_token_signing_alg_values_supported": ["HS256"]})),
    (Distrust.KEYS, _says(keys=[])),
    (Distrust.CLIENT, _refuses("invalid_client")),
    (Distrust.CLIENT, _refuses("unauthorized_client")),
    (Distrust.CODE, _refuses("invalid_grant")),
    (Distrust.CODE, _refuses("BadSignatureError")),
    (Distrust.SIGNATURE, _says(sign=lambda claims: signed(claims, TWIN))),
    (Distrust.SIGNATURE, _says(sign=lambda claims: signed(claims, UNKNOWN))),
    (Distrust.AUDIENCE, _says(more={"aud": "another"})),
    (Distrust.AUDIENCE, _says(more={"azp": "another"})),
    (Distrust.ISSUER, _says(more={"iss": "https://other.example"})),
    (Distrust.TIME, _says(change=_long_ago)),
    (Distrust.ANSWER, _says(more={"sub": ""})),
    (Distrust.ANSWER, _says(sign=lambda _: "OAuthError")),
    (Distrust.ANSWER, _says(answer=lambda _: JSONResponse({"access_token": "at"}))),
]
OF_THE_RETURN = {
    Distrust.UNREACHABLE, Distrust.STATE, Distrust.DECLINED, Distrust.NOT_SIGNED_IN,
}  # fmt: skip


async def _expect(browser: Browser, reason: Distrust, goes: Goes) -> None:
    for language, sentence in zip(("en", "zh-CN"), SENTENCES[reason], strict=True):
        browser.http.headers["Accept-Language"] = language
        answer = await goes()
        assert (answer.status_code, sentence_of(answer)) == (403, sentence)
    assert await browser.viewer() is None


@pytest.mark.parametrize(("reason", "lie"), LIES)
async def test_what_a_provider_makes_of_it_is_told(
    browser: Browser, idp: Idp, reason: Distrust, lie: Callable[[Idp], None]
) -> None:
    idp.more = OMAR
    lie(idp)

    async def goes() -> httpx2.Response:
        form = {"provider": str(browser.provider)}
        page = await browser.http.post("/sign-in/oidc", data=form, headers=FORM)
        return page if page.status_code == 403 else await browser.go(idp)

    await _expect(browser, reason, goes)


async def test_what_a_return_lacks_is_told(browser: Browser, idp: Idp, cast: Cast) -> None:
    async def made_up() -> httpx2.Response:
        return await browser.come_back(state="made-up", code="x")

    async def declined() -> httpx2.Response:
        sent = await browser.leave()
        return await browser.come_back(state=sent["state"], error="access_denied")

    async def adding() -> httpx2.Response:
        return await browser.go(idp, adding="1")

    await _expect(browser, Distrust.STATE, made_up)
    await _expect(browser, Distrust.DECLINED, declined)
    await _expect(browser, Distrust.NOT_SIGNED_IN, adding)
    with peers(1, idp.port):
        gone = {"provider": str(await a_provider(cast, Idp(port=1)))}

        async def nowhere() -> httpx2.Response:
            return await browser.http.post("/sign-in/oidc", data=gone, headers=FORM)

        await _expect(browser, Distrust.UNREACHABLE, nowhere)


def test_every_reason_is_tried() -> None:
    assert {reason for reason, _ in LIES} | OF_THE_RETURN == set(Distrust) == set(SENTENCES)


def test_each_is_a_sentence_of_its_own_and_names_nothing_of_ours() -> None:
    said = [text for pair in SENTENCES.values() for text in pair]
    assert len(set(said)) == len(said)
    assert [text for text in said if text[-1] not in ".。"] == []
    assert [text for text in said if re.search(r"\w(Error|Exception)\b|_", text)] == []


async def _problem(cast: Cast, *, looked_at: bool) -> str | None:
    (shown,) = (await asking(cast).ask(SEEN))["identityProviders"]["nodes"]
    if looked_at:
        assert await do(cast, "checkIdentityProvider", providerId=shown["id"]) == []
        await run_pending_jobs(cast.place)
        (shown,) = (await asking(cast).ask(SEEN))["identityProviders"]["nodes"]
        assert shown["checkedAt"] is not None
    problem: str | None = shown["problem"]
    return problem


async def test_a_key_that_was_replaced_is_learnt_by_its_name(
    browser: Browser, idp: Idp, monkeypatch: pytest.MonkeyPatch
) -> None:
    idp.more = OMAR
    await browser.go(idp)
    browser.http.cookies.clear()
    monkeypatch.setattr("tenants.openid.AGAIN_AFTER", 0.0)
    idp.keys, idp.sign = [public(TWIN)], lambda claims: signed(claims, TWIN)
    assert (await browser.go(idp)).status_code == 303


@pytest.mark.parametrize("key", [TWIN, UNKNOWN])
async def test_a_provider_whose_key_is_not_published_is_not_in_order(
    browser: Browser, cast: Cast, idp: Idp, key: RSAKey
) -> None:
    """Its pages look well; what they lack shows when somebody signs in, and until it goes well."""
    idp.more, idp.sign = OMAR, lambda claims: signed(claims, key)
    assert await _problem(cast, looked_at=True) is None
    assert (await browser.go(idp)).status_code == 403
    for looked_at in (False, True):
        assert await _problem(cast, looked_at=looked_at) == SENTENCES[Distrust.SIGNATURE][0]
    idp.sign = lambda claims: signed(claims, PUBLISHED)
    assert (await browser.go(idp)).status_code == 303
    assert await _problem(cast, looked_at=False) is None


async def test_a_new_secret_takes_the_blame_away(browser: Browser, cast: Cast, idp: Idp) -> None:
    _refuses("invalid_client")(idp)
    await browser.go(idp)
    assert await _problem(cast, looked_at=True) == SENTENCES[Distrust.CLIENT][0]
    async with open_work(cast.place, acting(cast.wei)) as work:
        await change_identity_provider(work, provider_id=browser.provider, client_secret="new")
    assert await _problem(cast, looked_at=True) is None


async def test_no_stranger_puts_blame_on_a_provider(browser: Browser, cast: Cast) -> None:
    for told in ({"error": "access_denied"}, {"error": "invalid_client"}, {"code": "made up"}):
        await browser.come_back(state=(await browser.leave())["state"], **told)
    forget_issuers()
    assert await _problem(cast, looked_at=False) is None
