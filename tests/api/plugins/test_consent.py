"""A person is asked, knows by whom and for what, and nobody else can answer for them."""

import html
from collections.abc import Mapping

import httpx2
import pytest
from sqlalchemy import func, select

from domain.actor import Actor
from integrations.plugins.commands import activate_plugin, suspend_plugin, uninstall_plugin
from tenants.delegation_code import DelegationCode
from tenants.provisioning import create_tenant
from tenants.work import open_work
from tests.api.conftest import FORM, HERE, sign_in
from tests.api.plugins.conftest import Home
from tests.api.plugins.consenting import (
    acting_plugin,
    code_for,
    hidden,
    look,
    press,
    question,
    sent_back,
    way_back,
)
from tests.people import Cast, acting, hire_cast


async def codes(cast: Cast) -> int:
    async with open_work(cast.place, Actor.system()) as work:
        return await work.session.scalar(select(func.count()).select_from(DelegationCode)) or 0


async def test_it_says_who_asks_for_what_and_what_that_means(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    asked = question(await acting_plugin(cast, home), home, scope="goals:read records:read")
    await sign_in(http, cast, cast.omar)
    page = await look(http, asked)
    assert page.status_code == 200
    text = html.unescape(page.text)
    for said in (
        "Let Weekly act for you?",
        "Weekly, by Acme Tools (https://acme.dev), asks to act in Acme on behalf of Omar.",
        "See goals and how they go<br><small>Needs goals:read</small>",
        "Read records of conversations and commitments (private)<br>",
        "On your behalf means",
    ):
        assert said in text, said
    assert "people" not in text.partition("<ul>")[2].partition("</ul>")[0]
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert page.headers["x-frame-options"] == "DENY"
    assert page.headers["cache-control"] == "no-store"
    chinese = (await look(http, asked, "zh-CN")).text
    assert "允许“周报”代表您操作？" in chinese
    assert "需要 goals:read" in chinese
    assert await codes(cast) == 0


async def test_who_allows_it_is_sent_back_with_a_code_and_who_answers(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    asked = question(await acting_plugin(cast, home), home)
    await sign_in(http, cast, cast.omar)
    address, brought = way_back(await press(http, hidden(await look(http, asked))))
    assert address == f"{home.origin}/back"
    assert set(brought) == {"code", "state", "iss"}
    metadata = (await http.get("/.well-known/oauth-authorization-server")).json()
    assert (brought["state"], brought["iss"]) == ("where I was", metadata["issuer"])
    assert await codes(cast) == 1


async def test_who_does_not_allow_it(http: httpx2.AsyncClient, cast: Cast, home: Home) -> None:
    asked = question(await acting_plugin(cast, home), home, state=None)
    await sign_in(http, cast, cast.omar)
    _, brought = way_back(await press(http, hidden(await look(http, asked)), "deny"))
    assert brought == {"error": "access_denied", "iss": HERE}
    assert await codes(cast) == 0


async def test_who_is_not_signed_in_comes_back_once_they_are(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    asked = question(await acting_plugin(cast, home), home)
    stranger = await look(http, asked)
    assert stranger.status_code == 401
    assert "Weekly" not in stranger.text
    arrived = await sign_in(http, cast, cast.omar)
    assert arrived.headers["location"] == str(stranger.request.url).removeprefix(HERE)
    assert "Let Weekly act for you?" in (await http.get(arrived.headers["location"])).text
    again = await sign_in(http, cast, cast.omar)
    assert again.headers["location"] == "/"


@pytest.mark.parametrize("kept", ["//evil.example", "https://evil.example/", "/x", "%2F%2Fevil"])
async def test_signing_in_leads_nowhere_else(
    http: httpx2.AsyncClient, cast: Cast, kept: str
) -> None:
    http.cookies.set("tanlu_onward", kept)
    assert (await sign_in(http, cast, cast.omar)).headers["location"] == "/"


@pytest.mark.parametrize(
    "address",
    [
        "{}/back/",
        "{}/back?x=1",
        "{}/back#",
        "{}/Back",
        "{}/%62ack",
        "{}/back/../back",
        "{}//back",
        "{}/",
        "{}.evil.example/back",
        "http://localhost/back",
        "https://evil.example/back",
        "javascript:alert(1)",
        " {}/back",
        None,
    ],
)
async def test_an_address_that_is_not_the_manifest_s_letter_by_letter(
    http: httpx2.AsyncClient, cast: Cast, home: Home, address: str | None
) -> None:
    there = None if address is None else address.format(home.origin)
    asked = question(await acting_plugin(cast, home), home, redirect_uri=there)
    await sign_in(http, cast, cast.omar)
    refused = await look(http, asked)
    assert (refused.status_code, refused.headers.get("location")) == (400, None)
    assert "We do not know this app" in refused.text
    assert "evil" not in refused.text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge": "x" * 44}, "invalid_request"),
        ({"scope": "goals:write"}, "invalid_scope"),
        ({"scope": "conversations.content:read"}, "invalid_scope"),
        ({"scope": "goals:read plugins:manage"}, "invalid_scope"),
        ({"scope": " "}, "invalid_scope"),
    ],
)
async def test_what_is_wrong_otherwise_the_plugin_hears(
    http: httpx2.AsyncClient,
    cast: Cast,
    home: Home,
    changes: Mapping[str, str | None],
    error: str,
) -> None:
    asked = question(await acting_plugin(cast, home), home, **changes)
    await sign_in(http, cast, cast.omar)
    told = sent_back(await look(http, asked))
    told.pop("error_description")
    assert told == {"error": error, "state": "where I was", "iss": HERE}


async def test_nothing_is_said_twice(http: httpx2.AsyncClient, cast: Cast, home: Home) -> None:
    asked = question(await acting_plugin(cast, home), home)
    await sign_in(http, cast, cast.omar)
    for name, value in asked.items():
        twice = await http.get("/oauth/authorize", params=[*asked.items(), (name, value)])
        assert twice.status_code == 400, name


async def test_a_plugin_that_asks_nobody_cannot(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    by_itself = await acting_plugin(cast, home, auth={"clientAuth": "client_secret_basic"})
    await sign_in(http, cast, cast.omar)
    assert (await look(http, question(by_itself, home))).status_code == 400


async def test_a_plugin_that_may_not_act_cannot_ask(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    approval = await acting_plugin(cast, home)
    asked = question(approval, home)
    await code_for(http, cast, cast.omar, asked)
    await sign_in(http, cast, cast.omar)
    form = hidden(await look(http, asked))
    async with open_work(cast.place, acting(cast.wei)) as work:
        await uninstall_plugin(work, installation_id=approval.installation.id)
    assert (await look(http, asked)).status_code == 400
    assert (await press(http, form)).status_code == 400
    for nobody in ("", "nobody", str(cast.omar.id)):
        assert (await look(http, {**asked, "client_id": nobody})).status_code == 400
    assert await codes(cast) == 1


async def test_another_company_s_plugin_is_unknown(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    rival = await hire_cast(await create_tenant(f"rival-{cast.place.tenant_id}", "Rival"))
    asked = question(await acting_plugin(rival, home), home)
    await sign_in(http, cast, cast.omar)
    refused = await look(http, asked)
    assert refused.status_code == 400
    assert "Weekly" not in refused.text


async def test_nobody_answers_for_somebody_else(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    """Another site's form, a question that was not shown, and another's session."""
    approval = await acting_plugin(cast, home)
    asked = question(approval, home)
    await sign_in(http, cast, cast.omar)
    form = hidden(await look(http, asked)) | {"answer": "allow"}
    for foreign in (
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
    ):
        sent = await http.post("/oauth/authorize", data=form, headers=foreign)
        assert sent.status_code == 403, foreign
    for made_up in (
        {**form, "proof": ""},
        {**form, "proof": "é"},
        {**form, "scope": "records:read"},
        {**form, "code_challenge": "x" * 43},
        {**form, "redirect_uri": f"{home.origin}/also/back"},
        {**asked, "answer": "allow"},
    ):
        sent = await http.post("/oauth/authorize", data=made_up, headers=FORM)
        assert (sent.status_code, "http-equiv" in sent.text) == (403, False), made_up
    http.cookies.clear()
    assert (await press(http, form)).status_code == 403
    await sign_in(http, cast, cast.ana)
    assert (await press(http, form)).status_code == 403
    assert await codes(cast) == 0


async def test_a_suspended_plugin_cannot_ask(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    approval = await acting_plugin(cast, home)
    await code_for(http, cast, cast.omar, question(approval, home))
    async with open_work(cast.place, Actor.system()) as work:
        await activate_plugin(work, approval.installation.id)
    async with open_work(cast.place, acting(cast.wei)) as work:
        await suspend_plugin(work, installation_id=approval.installation.id)
    await sign_in(http, cast, cast.omar)
    assert (await look(http, question(approval, home))).status_code == 400
