"""Signing in with an account elsewhere: who is let in, by what proof, and as whom."""

import base64
import hashlib
import re
from typing import Any
from urllib.parse import unquote

import httpx2
import pytest

from domain.actor import Actor
from domain.base import new_id
from domain.people.commands import amend_person, end_employment
from domain.people.role_holders import confirm_email
from infra.settings import settings
from tenants.access.sign_in_policy import SignInPolicy
from tenants.identity import Account
from tenants.identity_matching import recognise
from tenants.identity_provider import IdentityProvider
from tenants.identity_provider_commands import change_identity_provider, remove_identity_provider
from tenants.lifecycle import suspend_tenant
from tenants.sign_in import create_sign_in_link
from tenants.tenant import tenant_of
from tenants.work import open_work
from tests.api.conftest import FORM, OURS, sign_in
from tests.api.oidc.conftest import Browser, a_provider, prove
from tests.api.oidc.idp import CURVE, Idp, signed
from tests.people import Cast, acting

OMAR = {"email": "omar@acme.test", "email_verified": True, "name": "Omar"}


async def test_a_verified_address_is_known_once_and_the_account_ever_after(
    browser: Browser, idp: Idp
) -> None:
    idp.more = OMAR
    answer = await browser.go(idp)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert await browser.viewer() == "Omar"
    idp.more = {"email": "mei@acme.test", "email_verified": True}
    browser.http.cookies.clear()
    assert (await browser.go(idp)).status_code == 303
    assert await browser.viewer() == "Omar"


async def test_what_the_provider_is_asked(browser: Browser, idp: Idp) -> None:
    sent = await browser.leave()
    assert sent[""] == f"{idp.issuer}/authorize"
    assert sent["response_type"] == "code"
    assert sent["scope"] == "openid email profile"
    assert sent["code_challenge_method"] == "S256"
    callback = f"{settings().public_url}/sign-in/oidc/{browser.provider}/callback"
    assert sent["redirect_uri"] == callback
    idp.more = OMAR
    await browser.come_back(state=sent["state"], code=idp.code_for(sent["nonce"]))
    (asked,) = [told for what, told in idp.asked if what == "token"]
    assert asked["redirect_uri"] == callback
    challenge = hashlib.sha256(asked["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(challenge).decode().rstrip("=") == sent["code_challenge"]
    assert asked["authorization"].startswith("Basic ")


async def test_the_cookie_of_the_way_is_short_and_kept_apart(browser: Browser) -> None:
    page = await browser.http.post(
        "/sign-in/oidc", data={"provider": str(browser.provider)}, headers=FORM
    )
    cookie = page.headers["set-cookie"].lower()
    for part in ("path=/sign-in/oidc", "max-age=600", "httponly", "samesite=lax"):
        assert part in cookie


async def test_another_signature_of_the_list(browser: Browser, idp: Idp) -> None:
    idp.more, idp.sign = OMAR, lambda claims: signed(claims, CURVE, "ES256")
    assert (await browser.go(idp)).status_code == 303


UNKNOWN = [
    ("no address", {}),
    ("not verified", {**OMAR, "email_verified": False}),
    ("verified in words", {**OMAR, "email_verified": "true"}),
    ("another domain", {**OMAR, "email": "omar@evil.test"}),
    ("a domain that ends alike", {**OMAR, "email": "omar@notacme.test"}),
    ("nobody's address", {**OMAR, "email": "eve@acme.test"}),
    ("two addresses", {**OMAR, "email": ["omar@acme.test"]}),
]


@pytest.mark.parametrize(("what", "claims"), UNKNOWN, ids=[case[0] for case in UNKNOWN])
async def test_whoever_is_not_known_waits(
    browser: Browser, idp: Idp, what: str, claims: dict[str, object]
) -> None:
    idp.more = claims
    answer = await browser.go(idp)
    assert (answer.status_code, "We do not know this account yet" in answer.text) == (403, True)
    assert await browser.viewer() is None, what


async def test_an_address_is_known_also_of_who_has_come_by_a_link_before(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    await sign_in(browser.http, cast, cast.omar)
    browser.http.cookies.clear()
    idp.more = OMAR
    assert (await browser.go(idp)).status_code == 303
    assert await browser.viewer() == "Omar"


async def test_an_address_is_no_proof_for_who_has_an_account(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    """Whoever rules the provider could make a second one with the same address."""
    other = await a_provider(cast, idp, client_id="another")
    async with open_work(cast.place, Actor.system()) as work:
        account = Account(issuer="https://id.elsewhere.example", subject="omar")
        provider = await work.session.get_one(IdentityProvider, other)
        await recognise(work, provider, account, signed_in=cast.omar.id)
    idp.more = OMAR
    assert (await browser.go(idp)).status_code == 403


async def test_an_address_is_no_proof_unless_its_domain_is_the_company_s(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    await prove(cast, "acme.test", proven=False)
    idp.more = OMAR
    assert (await browser.go(idp)).status_code == 403


async def test_an_address_that_hr_wrote_is_no_proof_until_an_admin_confirms_it(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    """Or HR could come in as anybody who has yet to sign in, by an account of their own."""
    async with open_work(cast.place, acting(cast.hua)) as work:
        await amend_person(work, person_id=cast.ana.id, email="eve@acme.test")
    idp.more = {"email": "eve@acme.test", "email_verified": True}
    assert (await browser.go(idp)).status_code == 403
    assert await browser.viewer() is None
    async with open_work(cast.place, acting(cast.wei)) as work:
        await confirm_email(work, person_id=cast.ana.id)
    await browser.go(idp)
    assert await browser.viewer() == "Ana"


async def test_addresses_do_not_count_unless_an_admin_says_so(
    http: httpx2.AsyncClient, cast: Cast, idp: Idp
) -> None:
    await prove(cast, "acme.test")
    browser = Browser(http, await a_provider(cast, idp, email_domains=["acme.test"]))
    idp.more = OMAR
    assert (await browser.go(idp)).status_code == 403


async def test_an_invitation_ties_the_account(browser: Browser, cast: Cast, idp: Idp) -> None:
    async with open_work(cast.place, acting(cast.wei)) as work:
        link = await create_sign_in_link(work, person_id=cast.ana.id)
    page = await browser.http.get(f"/sign-in/{link}")
    assert "Sign in with Acme ID" in page.text
    assert (await browser.go(idp, link=link)).status_code == 303
    assert await browser.viewer() == "Ana"
    assert (await browser.http.get(f"/sign-in/{link}")).status_code == 410
    browser.http.cookies.clear()
    await browser.go(idp)
    assert await browser.viewer() == "Ana"


async def test_a_used_invitation_ties_nothing(browser: Browser, cast: Cast, idp: Idp) -> None:
    async with open_work(cast.place, acting(cast.wei)) as work:
        link = await create_sign_in_link(work, person_id=cast.ana.id)
    await browser.http.post(f"/sign-in/{link}", headers=FORM)
    browser.http.cookies.clear()
    assert (await browser.go(idp, link=link)).status_code == 403


async def test_whoever_is_signed_in_adds_an_account(browser: Browser, cast: Cast, idp: Idp) -> None:
    await sign_in(browser.http, cast, cast.ivan)
    assert (await browser.go(idp, adding="1")).status_code == 303
    browser.http.cookies.clear()
    await browser.go(idp)
    assert await browser.viewer() == "Ivan"


async def test_nobody_adds_one_before_their_second_factor(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        (await SignInPolicy.of(work)).second_factor = True
    await sign_in(browser.http, cast, cast.wei)
    answer = await browser.go(idp, adding="1")
    assert (answer.status_code, "second factor" in answer.text) == (403, True)


async def test_whoever_is_not_signed_in_adds_nothing(browser: Browser, idp: Idp) -> None:
    idp.more = OMAR
    answer = await browser.go(idp, adding="1")
    assert (answer.status_code, "not signed in" in answer.text) == (403, True)


async def test_an_account_of_somebody_s_is_not_added_to_another(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    idp.more = OMAR
    await browser.go(idp)
    await sign_in(browser.http, cast, cast.ivan)
    answer = await browser.go(idp, adding="1")
    assert (answer.status_code, "already" in answer.text) == (403, True)


async def test_one_person_has_one_account_at_a_provider(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    await sign_in(browser.http, cast, cast.ivan)
    await browser.go(idp, adding="1")
    idp.subject = "another"
    answer = await browser.go(idp, adding="1")
    assert (answer.status_code, "another account" in answer.text) == (403, True)


async def test_signing_in_ends_the_session_before(browser: Browser, cast: Cast, idp: Idp) -> None:
    await sign_in(browser.http, cast, cast.ana)
    before = dict(browser.http.cookies)
    idp.more = OMAR
    await browser.go(idp)
    assert await browser.viewer() == "Omar"
    browser.http.cookies.clear()
    browser.http.cookies.update(before)
    assert await browser.viewer() is None


async def test_a_provider_that_is_switched_off_leads_nowhere(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    sent = await browser.leave()
    async with open_work(cast.place, acting(cast.wei)) as work:
        await change_identity_provider(work, provider_id=browser.provider, enabled=False)
    idp.more = OMAR
    back = await browser.come_back(state=sent["state"], code=idp.code_for(sent["nonce"]))
    assert back.status_code == 404
    assert (await browser.http.get(f"/sign-in/oidc/{browser.provider}")).status_code == 404


async def test_a_leaver_is_not_let_in(browser: Browser, cast: Cast, idp: Idp) -> None:
    idp.more = OMAR
    await browser.go(idp)
    browser.http.cookies.clear()
    async with open_work(cast.place, Actor.system()) as work:
        await end_employment(work, person_id=cast.omar.id, on=work.now.date())
    assert (await browser.go(idp)).status_code == 403
    assert await browser.viewer() is None


async def _slug(cast: Cast) -> str:
    return (await tenant_of(cast.place.tenant_id)).slug or ""


async def test_an_address_leads_to_the_provider_of_its_domain(
    browser: Browser, cast: Cast, idp: Idp, operator: dict[str, str]
) -> None:
    domain = f"{new_id()}.test"
    provider = await a_provider(cast, idp, client_id="by-domain", email_domains=[domain])
    http, form = browser.http, {"email": f" Omar@{domain.upper()}"}
    shown = await http.get("/sign-in/oidc", headers={"Accept-Language": "zh-CN"})
    assert 'type="email" name="email"' in shown.text
    assert "您的工作邮箱" in shown.text
    assert (await http.post("/sign-in/oidc", data=form, headers=FORM)).status_code == 404
    given = f"/operator/tenants/{await _slug(cast)}/domains/{domain}"
    assert (await http.put(given, headers=operator)).status_code == 204
    assert (await http.put(given, headers=operator)).status_code == 204
    page = await http.post("/sign-in/oidc", data=form, headers=FORM)
    assert f"{provider}/callback" in unquote(page.text)
    assert (await http.delete(given, headers=operator)).status_code == 204
    assert (await http.post("/sign-in/oidc", data=form, headers=FORM)).status_code == 404


async def test_a_domain_that_is_none(
    http: httpx2.AsyncClient, cast: Cast, operator: dict[str, str]
) -> None:
    for domain in ("acme", "-a.com", "a..com", "x" * 300 + ".com"):
        at = f"/operator/tenants/{await _slug(cast)}/domains/{domain}"
        assert (await http.put(at, headers=operator)).status_code == 400


async def test_one_account_in_two_companies_may_choose(
    browser: Browser, sister: Cast, idp: Idp
) -> None:
    theirs = await a_provider(sister, idp, email_domains=["acme.test"], matches_email=True)
    idp.more = OMAR
    await browser.go(idp)
    browser.http.cookies.clear()
    # Not known there yet: the company that was asked for decides by itself.
    await Browser(browser.http, theirs).go(idp)
    browser.http.cookies.clear()
    page = await browser.go(idp)
    assert page.status_code == 200
    assert await browser.viewer() is None
    ways = re.findall(r'action="(/sign-in/[^"]+)"><button type="submit">([^<]+)', page.text)
    assert sorted(name for _, name in ways) == ["Acme", "Sister Ltd"]
    chosen = next(path for path, name in ways if name == "Sister Ltd")
    assert (await browser.http.post(chosen, headers=FORM)).status_code == 303
    told = await browser.http.post("/graphql", json={"query": "{viewer{id}}"}, headers=OURS)
    assert told.json()["data"]["viewer"]["id"] == str(sister.omar.id)


OTHERS_SETTINGS = [{"client_id": "another"}, {"enabled": False}]


@pytest.mark.parametrize("theirs", OTHERS_SETTINGS, ids=["another client", "switched off"])
async def test_a_company_takes_accounts_only_from_its_own_client(
    browser: Browser, cast: Cast, sister: Cast, idp: Idp, theirs: dict[str, Any]
) -> None:
    given = {"email_domains": ["acme.test"], "matches_email": True}
    provider = await a_provider(sister, idp, **given)
    idp.more = OMAR
    await Browser(browser.http, provider).go(idp)
    async with open_work(sister.place, acting(sister.wei)) as work:
        if "enabled" in theirs:
            await change_identity_provider(work, provider_id=provider, enabled=False)
        else:
            await remove_identity_provider(work, provider_id=provider)
    if "client_id" in theirs:
        await a_provider(sister, idp, **given, **theirs)
    browser.http.cookies.clear()
    assert (await browser.go(idp)).status_code == 303
    told = await browser.http.post("/graphql", json={"query": "{viewer{id}}"}, headers=OURS)
    assert told.json()["data"]["viewer"]["id"] == str(cast.omar.id)


async def test_no_way_into_a_company_that_is_suspended(
    browser: Browser, sister: Cast, idp: Idp
) -> None:
    idp.more = OMAR
    theirs = await a_provider(sister, idp, email_domains=["acme.test"], matches_email=True)
    await Browser(browser.http, theirs).go(idp)
    browser.http.cookies.clear()
    await suspend_tenant(await _slug(sister))
    assert (await browser.go(idp)).status_code == 303
    browser.http.cookies.clear()
    answer = await Browser(browser.http, theirs).go(idp)
    assert (answer.status_code, "suspended" in answer.text) == (403, True)
