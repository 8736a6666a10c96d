"""Admins set the provider up, have it tried, and say whose an account is."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.actor import Actor, Role
from tenants.identity_provider import IdentityProvider, client_secret_of
from tenants.work import open_work
from tests.api.conftest import HERE, sign_in
from tests.api.oidc.conftest import Browser, a_provider
from tests.api.oidc.idp import CLIENT, SECRET, Idp
from tests.asking import Asking
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting

ADD = """
    mutation ($input: AddIdentityProviderInput!) {
        addIdentityProvider(input: $input) {
            identityProvider { id name redirectUri emailDomains matchesEmail enabled }
            userErrors { code field message }
        }
    }
"""
SEEN = """{
    identityProviders(first: 5) { nodes { id checkedAt problem } }
    identities(first: 5) { nodes { id toldName toldEmail proof person { name } } }
}"""


def wanted(**more: object) -> dict[str, object]:
    given = {
        "name": "Acme ID", "issuer": "https://id.acme.example/realm", "clientId": CLIENT,
        "clientSecret": SECRET, "emailDomains": ["ACME.test "], "matchesEmail": True,
    }  # fmt: skip
    return {**given, **more}


def asking(cast: Cast, who: str = "wei") -> Asking:
    return Asking(cast.place, acting(getattr(cast, who)))


async def do(cast: Cast, mutation: str, who: str = "wei", **given: object) -> list[str]:
    """The codes of the refusals."""
    kind = f"{mutation[0].upper()}{mutation[1:]}Input!"
    document = f"mutation($i:{kind}){{{mutation}(input:$i){{userErrors{{code}}}}}}"
    answer = (await asking(cast, who).ask(document, i=given))[mutation]
    return [each["code"] for each in answer["userErrors"]]


async def test_an_admin_adds_a_provider(cast: Cast) -> None:
    added = (await asking(cast).ask(ADD, input=wanted()))["addIdentityProvider"]
    assert added["userErrors"] == []
    shown = added["identityProvider"]
    assert (shown["emailDomains"], shown["enabled"]) == (["acme.test"], True)
    assert shown["redirectUri"] == f"{HERE}/sign-in/oidc/{shown['id']}/callback"
    async with open_work(cast.place, Actor.system()) as work:
        provider = await work.session.scalar(select(IdentityProvider))
        assert provider is not None
        assert SECRET not in provider.client_secret
        assert await client_secret_of(work, provider) == SECRET


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issuer", "http://id.acme.example"),
        ("issuer", "https://127.0.0.1"),
        ("issuer", "https://10.0.0.7/realm"),
        ("issuer", "https://id.acme.example:22"),
        ("issuer", "https://user:word@id.acme.example"),
        ("issuer", "https://id.acme.example?x=1"),
        ("issuer", "https://id.acme.example#x"),
        ("issuer", "file:///etc/passwd"),
        ("issuer", "id.acme.example"),
        ("name", " "),
        ("clientId", ""),
        ("clientSecret", ""),
        ("emailDomains", ["acme"]),
        ("emailDomains", ["acme.test"] * 3 + ["@acme.test"]),
    ],
)
async def test_what_cannot_be_a_provider(cast: Cast, field: str, value: object) -> None:
    added = await asking(cast).ask(ADD, input=wanted(**{field: value}))
    (error,) = added["addIdentityProvider"]["userErrors"]
    assert (error["code"], error["field"]) == ("INVALID", [field])


async def test_the_same_client_is_added_once(cast: Cast) -> None:
    await asking(cast).ask(ADD, input=wanted())
    again = await asking(cast).ask(ADD, input=wanted(name="Again"))
    assert [each["code"] for each in again["addIdentityProvider"]["userErrors"]] == ["CONFLICT"]


@pytest.mark.parametrize("who", ["omar", "mei", "hua"])
async def test_only_admins(cast: Cast, idp: Idp, who: str) -> None:
    provider = str(await a_provider(cast, idp))
    assert await do(cast, "addIdentityProvider", who, **wanted()) == ["NOT_ALLOWED"]
    for mutation in ("change", "check", "remove"):
        name = f"{mutation}IdentityProvider"
        assert await do(cast, name, who, providerId=provider) == ["NOT_ALLOWED"]
    seen = await asking(cast, who).ask("{identityProviders(first:5){totalCount}}")
    assert seen == {"identityProviders": {"totalCount": 0}}


async def test_a_provider_of_another_company(cast: Cast, sister: Cast, idp: Idp) -> None:
    theirs = str(await a_provider(sister, idp))
    for mutation in ("change", "check", "remove"):
        name = f"{mutation}IdentityProvider"
        assert await do(cast, name, providerId=theirs) == ["NOT_FOUND"]


async def test_a_changed_secret_is_used(browser: Browser, cast: Cast, idp: Idp) -> None:
    await browser.go(idp)
    before = idp.asked[-2 if idp.asked[-1][0] == "keys" else -1]
    changed = {"providerId": str(browser.provider), "clientSecret": "another"}
    assert await do(cast, "changeIdentityProvider", **changed) == []
    await browser.go(idp)
    tokens = [told["authorization"] for what, told in idp.asked if what == "token"]
    assert before[0] == "token"
    assert len(set(tokens)) == 2


async def _checked(cast: Cast, provider: UUID) -> tuple[bool, str | None]:
    assert await do(cast, "checkIdentityProvider", providerId=str(provider)) == []
    await run_pending_jobs(cast.place)
    (shown,) = (await asking(cast).ask(SEEN))["identityProviders"]["nodes"]
    return shown["checkedAt"] is not None, shown["problem"]


async def test_a_good_provider_is_found_good(cast: Cast, idp: Idp) -> None:
    assert await _checked(cast, await a_provider(cast, idp)) == (True, None)


LIES: list[tuple[dict[str, Any], list[Any] | None, str]] = [
    ({"issuer": "https://other.example"}, None, "calls itself by another address"),
    ({"jwks_uri": "http://10.0.0.1/keys"}, None, "not on the public internet"),
    ({"token_endpoint": None}, None, "incomplete"),
    ({"id_token_signing_alg_values_supported": ["HS256"]}, None, "signs with none of"),
    ({}, [], "publishes no key"),
]


@pytest.mark.parametrize(("metadata", "keys", "words"), LIES, ids=[lie[2] for lie in LIES])
async def test_what_is_wrong_is_said(
    cast: Cast, idp: Idp, metadata: dict[str, Any], keys: list[Any] | None, words: str
) -> None:
    idp.metadata = metadata
    idp.keys = idp.keys if keys is None else keys
    checked, problem = await _checked(cast, await a_provider(cast, idp))
    assert (checked, words in (problem or "")) == (True, True)


async def test_an_admin_says_whose_an_account_is(browser: Browser, cast: Cast, idp: Idp) -> None:
    idp.more = {"name": "Ana\n<b>", "email": "ana@elsewhere.test", "email_verified": True}
    assert (await browser.go(idp)).status_code == 403
    (waiting,) = (await asking(cast).ask(SEEN))["identities"]["nodes"]
    assert (waiting["toldName"], waiting["proof"], waiting["person"]) == ("Ana<b>", None, None)
    told = {"identityId": waiting["id"], "personId": str(cast.ana.id)}
    assert await do(cast, "confirmIdentity", "mei", **told) == ["NOT_ALLOWED"]
    assert await do(cast, "confirmIdentity", **told) == []
    assert await do(cast, "confirmIdentity", **told) == ["CONFLICT"]
    (known,) = (await asking(cast).ask(SEEN))["identities"]["nodes"]
    assert (known["proof"], known["person"]) == ("ADMIN", {"name": "Ana"})
    await browser.go(idp)
    assert await browser.viewer() == "Ana"


async def test_no_admin_comes_in_as_who_has_signed_in(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    await sign_in(browser.http, cast, cast.ana)
    browser.http.cookies.clear()
    await browser.go(idp)
    (waiting,) = (await asking(cast).ask(SEEN))["identities"]["nodes"]
    told = {"identityId": waiting["id"], "personId": str(cast.ana.id)}
    assert await do(cast, "confirmIdentity", **told) == ["NOT_ALLOWED"]


async def test_nobody_removes_what_waits(browser: Browser, cast: Cast, idp: Idp) -> None:
    idp.more = {"name": "Ana", "email": "ana@elsewhere.test", "email_verified": True}
    assert (await browser.go(idp)).status_code == 403
    (waiting,) = (await asking(cast).ask(SEEN))["identities"]["nodes"]
    for roles in (frozenset[Role](), frozenset({Role.HR})):
        nobody = Asking(cast.place, Actor.person(cast.omar.id, *roles))
        assert (await nobody.ask(SEEN))["identities"]["nodes"] == []
        refused = await nobody.ask(
            "mutation ($id:ID!) {removeIdentity(input: {identityId: $id}) {userErrors {code}}}",
            id=waiting["id"],
        )
        assert refused["removeIdentity"]["userErrors"] == [{"code": "NOT_FOUND"}]


async def test_an_account_is_removed_by_its_own_person(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    idp.more = {"email": "omar@acme.test", "email_verified": True}
    await browser.go(idp)
    (mine,) = (await asking(cast, "omar").ask(SEEN))["identities"]["nodes"]
    assert mine["person"] == {"name": "Omar"}
    assert (await asking(cast, "mei").ask(SEEN))["identities"]["nodes"] == []
    assert await do(cast, "removeIdentity", "mei", identityId=mine["id"]) == ["NOT_FOUND"]
    assert await do(cast, "removeIdentity", "omar", identityId=mine["id"]) == []
    browser.http.cookies.clear()
    idp.more = {}  # with the address it would be matched anew
    assert (await browser.go(idp)).status_code == 403


async def test_a_provider_that_is_removed_leads_nowhere(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    assert await do(cast, "removeIdentityProvider", providerId=str(browser.provider)) == []
    assert (await browser.http.get(f"/sign-in/oidc/{browser.provider}")).status_code == 404
    assert idp.asked == []
