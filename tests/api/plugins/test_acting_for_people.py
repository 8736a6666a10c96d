"""A plugin that somebody lets act for them gets tokens, keeps them going, and loses them."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import select, update

from api import auth
from domain.actor import Actor
from domain.events import StoredEvent
from domain.people.commands import end_employment
from integrations.plugins.approving import Approval
from integrations.plugins.commands import resume_plugin, suspend_plugin, uninstall_plugin
from tenants.access.sign_in_policy import SignInPolicy
from tenants.client import client_of
from tenants.delegation import Delegation, EndedBecause, revoke_delegation
from tenants.forgetting import forget_what_is_over
from tenants.provisioning import create_tenant
from tenants.session import Session
from tenants.work import open_work
from tests.api.conftest import sign_in
from tests.api.plugins.conftest import Home, ask_token
from tests.api.plugins.consenting import (
    acting_plugin,
    ask,
    code_for,
    hidden,
    later,
    look,
    pair_for,
    press,
    question,
    refresh,
    send,
    spend,
    way_back,
)
from tests.builders import a_proposed_goal
from tests.people import Cast, acting, hire_cast

ME = "{ viewer { name } }"
GOALS = "{ goals(first: 1) { totalCount } }"
FILE = """mutation { pushEvidence(input: {items: [{personId: "%s", source: "acme", externalId: "%s",
  kind: "issue", title: "Solved", occurredAt: "2026-06-10T12:00:00Z"}]}) {
  created userErrors { message } } }"""


@pytest.fixture
async def plugin(cast: Cast, home: Home) -> Approval:
    return await acting_plugin(cast, home)


async def endings(cast: Cast) -> list[str]:
    """Why delegations ended, as their events tell it."""
    async with open_work(cast.place, Actor.system()) as work:
        told = select(StoredEvent).where(StoredEvent.name == "delegation.ended")
        events = await work.session.scalars(told.order_by(StoredEvent.id))
        return [event.content["because"] for event in events]


async def do(cast: Cast, deed: Callable[..., Any], approval: Approval) -> None:
    async with open_work(cast.place, acting(cast.wei)) as work:
        await deed(work, installation_id=approval.installation.id)
    auth.forget_all()


def refused(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]


SPENT = (400, "invalid_grant")


async def test_it_sees_what_the_person_sees(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    code = await code_for(http, cast, cast.omar, question(plugin, home))
    answer = await spend(http, plugin, home, code)
    assert answer.headers["cache-control"] == "no-store"
    said = answer.json()
    token, again = said.pop("access_token"), said.pop("refresh_token")
    assert said == {
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": "goals:read people:read records:read",
    }
    assert (token[:16], again[:14]) == ("tanlu_delegated_", "tanlu_refresh_")
    assert await ask(http, token, ME) == {"viewer": {"name": "Omar"}}
    assert await ask(http, again, ME) == "FORBIDDEN"
    assert (await ask_token(http, plugin)).status_code == 200


async def test_a_code_is_good_once_and_its_second_use_ends_all(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    code = await code_for(http, cast, cast.omar, question(plugin, home))
    pair = (await spend(http, plugin, home, code)).json()
    assert refused(await spend(http, plugin, home, code)) == SPENT
    auth.forget_all()
    assert await ask(http, pair["access_token"], ME) == "UNAUTHENTICATED"
    assert refused(await refresh(http, plugin, pair["refresh_token"])) == SPENT
    assert await endings(cast) == ["STOLEN"]


async def test_of_two_who_have_a_code_at_the_same_moment_neither_keeps_it(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    code = await code_for(http, cast, cast.omar, question(plugin, home))
    answers = await asyncio.gather(*(spend(http, plugin, home, code) for _ in range(4)))
    assert sorted(each.status_code for each in answers) == [200, 400, 400, 400]
    [pair] = [each.json() for each in answers if each.is_success]
    auth.forget_all()
    assert await ask(http, pair["access_token"], ME) == "UNAUTHENTICATED"
    assert await endings(cast) == ["STOLEN"]


async def test_of_two_consents_at_the_same_moment_one_is_left(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    asked = question(plugin, home)
    codes = [await code_for(http, cast, cast.omar, asked) for _ in range(3)]
    answers = await asyncio.gather(*(spend(http, plugin, home, code) for code in codes))
    assert [each.status_code for each in answers] == [200] * 3
    auth.forget_all()
    seen = [await ask(http, each.json()["access_token"], ME) for each in answers]
    assert sorted(seen, key=str) == [*["UNAUTHENTICATED"] * 2, {"viewer": {"name": "Omar"}}]


async def test_of_two_refreshes_at_the_same_moment_none_is_a_thief(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    pair = await pair_for(http, cast, home, plugin, cast.omar)
    again = (refresh(http, plugin, pair["refresh_token"]) for _ in range(4))
    answers = await asyncio.gather(*again)
    assert [each.status_code for each in answers] == [200] * 4
    assert await endings(cast) == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"redirect_uri": "{}/also/back"}, "invalid_grant"),
        ({"redirect_uri": "{}/back/"}, "invalid_grant"),
        ({"code_verifier": "short"}, "invalid_request"),
        ({"code_verifier": "é" * 43}, "invalid_request"),
    ],
)
async def test_a_code_without_what_belongs_to_it(
    http: httpx2.AsyncClient,
    cast: Cast,
    home: Home,
    plugin: Approval,
    changes: dict[str, str],
    error: str,
) -> None:
    """Whoever guesses, guesses once: after that the right answer is none, either."""
    code = await code_for(http, cast, cast.omar, question(plugin, home))
    wrong = {name: value.format(home.origin) for name, value in changes.items()}
    assert refused(await spend(http, plugin, home, code, **wrong)) == (400, error)
    if error == "invalid_grant":
        assert refused(await spend(http, plugin, home, code)) == SPENT
    assert await endings(cast) == []


async def test_the_challenge_itself_is_no_verifier(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    """What `plain` would take: whoever saw the address has it."""
    asked = question(plugin, home)
    code = await code_for(http, cast, cast.omar, asked)
    told = await spend(http, plugin, home, code, code_verifier=asked["code_challenge"])
    assert refused(told) == SPENT


@pytest.mark.parametrize("missing", ["code", "redirect_uri", "code_verifier"])
async def test_nothing_of_it_may_be_missing(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval, missing: str
) -> None:
    code = await code_for(http, cast, cast.omar, question(plugin, home))
    form = {"code": code, "redirect_uri": f"{home.origin}/back", "code_verifier": "v" * 43}
    form.pop(missing)
    answer = await send(http, plugin, "token", grant_type="authorization_code", **form)
    assert refused(answer) == (400, "invalid_request")


async def test_a_code_is_good_for_a_minute(
    http: httpx2.AsyncClient,
    cast: Cast,
    home: Home,
    plugin: Approval,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for seconds, status in ((50, 200), (61, 400)):
        code = await code_for(http, cast, cast.omar, question(plugin, home))
        with later(monkeypatch, seconds=seconds):
            assert (await spend(http, plugin, home, code)).status_code == status


async def test_what_is_another_plugin_s_is_nobody_s(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    """In this company and in another; and nothing of the owner's ends by their trying."""
    other = await acting_plugin(cast, home, id="dev.acme.other")
    rival = await hire_cast(await create_tenant(f"rival-{cast.place.tenant_id}", "Rival"))
    theirs = await acting_plugin(rival, home)
    code = await code_for(http, cast, cast.omar, question(plugin, home))
    for thief in (other, theirs):
        assert refused(await spend(http, thief, home, code)) == SPENT
    pair = (await spend(http, plugin, home, code)).json()
    for thief in (other, theirs):
        assert refused(await refresh(http, thief, pair["refresh_token"])) == SPENT
        for token in (pair["refresh_token"], pair["access_token"]):
            assert (await send(http, thief, "revoke", token=token)).status_code == 200
    assert await ask(http, pair["access_token"], ME) == {"viewer": {"name": "Omar"}}
    assert (await refresh(http, plugin, pair["refresh_token"])).status_code == 200


async def test_each_refresh_token_is_followed_by_another(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    first = await pair_for(http, cast, home, plugin, cast.omar)
    second = (await refresh(http, plugin, first["refresh_token"])).json()
    assert second["scope"] == first["scope"]
    assert second["refresh_token"] != first["refresh_token"]
    narrow = await refresh(http, plugin, second["refresh_token"], scope="people:read")
    third = narrow.json()
    assert third["scope"] == "people:read"
    assert (
        await ask(http, third["access_token"], "{ goals(first: 1) { totalCount } }") == "FORBIDDEN"
    )
    for beyond in ("signals:write", "conversations.content:read", "nonsense"):
        told = await refresh(http, plugin, third["refresh_token"], scope=beyond)
        assert refused(told) == (400, "invalid_scope")
    whole = (await refresh(http, plugin, third["refresh_token"])).json()
    assert whole["scope"] == first["scope"]


async def test_an_answer_that_was_lost_is_asked_for_again(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    """The one before stays good until one that followed it is used; then there is a thief."""
    first = await pair_for(http, cast, home, plugin, cast.omar)
    lost = (await refresh(http, plugin, first["refresh_token"])).json()
    found = (await refresh(http, plugin, first["refresh_token"])).json()
    assert (await refresh(http, plugin, found["refresh_token"])).status_code == 200
    assert await endings(cast) == []
    for stale in (lost, first, found):
        assert refused(await refresh(http, plugin, stale["refresh_token"])) == SPENT
        assert await endings(cast) == ["STOLEN"]
    auth.forget_all()
    assert await ask(http, found["access_token"], ME) == "UNAUTHENTICATED"


async def test_an_answer_is_lost_for_an_hour_at_most(
    http: httpx2.AsyncClient,
    cast: Cast,
    home: Home,
    plugin: Approval,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = await pair_for(http, cast, home, plugin, cast.omar)
    assert (await refresh(http, plugin, first["refresh_token"])).status_code == 200
    with later(monkeypatch, minutes=59):
        assert (await refresh(http, plugin, first["refresh_token"])).status_code == 200
    with later(monkeypatch, minutes=60, seconds=5):
        assert refused(await refresh(http, plugin, first["refresh_token"])) == SPENT
    assert await endings(cast) == ["STOLEN"]


async def test_tokens_end_after_an_hour_and_after_ninety_days(
    http: httpx2.AsyncClient,
    cast: Cast,
    home: Home,
    plugin: Approval,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pair = await pair_for(http, cast, home, plugin, cast.omar)
    with later(monkeypatch, minutes=61):
        assert await ask(http, pair["access_token"], ME) == "UNAUTHENTICATED"
    with later(monkeypatch, days=91):
        assert refused(await refresh(http, plugin, pair["refresh_token"])) == SPENT
    with later(monkeypatch, days=89):
        assert (await refresh(http, plugin, pair["refresh_token"])).status_code == 200


async def test_who_allows_it_again_has_one_that_acts_for_them(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    first = await pair_for(http, cast, home, plugin, cast.omar)
    others = await pair_for(http, cast, home, plugin, cast.ana)
    second = await pair_for(http, cast, home, plugin, cast.omar)
    auth.forget_all()
    assert await ask(http, first["access_token"], ME) == "UNAUTHENTICATED"
    assert await ask(http, second["access_token"], ME) == {"viewer": {"name": "Omar"}}
    assert await ask(http, others["access_token"], ME) == {"viewer": {"name": "Ana"}}
    assert await endings(cast) == ["REPLACED"]


async def test_without_that_grant_there_is_no_refresh_token(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    once = {
        "clientAuth": "client_secret_basic",
        "grants": ["authorization_code"],
        "redirectUris": ["/back"],
    }
    plugin = await acting_plugin(cast, home, auth=once)
    pair = await pair_for(http, cast, home, plugin, cast.omar)
    assert "refresh_token" not in pair
    assert refused(await ask_token(http, plugin)) == (400, "unauthorized_client")


async def test_suspended_narrowed_and_uninstalled(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    """The company's word counts at once, whatever the person allowed."""
    pair = await pair_for(http, cast, home, plugin, cast.omar)
    token = pair["access_token"]
    await do(cast, suspend_plugin, plugin)
    assert await ask(http, token, ME) == "UNAUTHENTICATED"
    told = await refresh(http, plugin, pair["refresh_token"])
    assert refused(told) == (400, "unauthorized_client")
    await do(cast, resume_plugin, plugin)
    assert await ask(http, token, ME) == {"viewer": {"name": "Omar"}}

    async with open_work(cast.place, Actor.system()) as work:
        client = await client_of(work, plugin.installation.id)
        assert client
        client.scopes = ["goals:read"]
    auth.forget_all()
    assert await ask(http, token, "{ people(first: 1) { totalCount } }") == "FORBIDDEN"
    narrowed = (await refresh(http, plugin, pair["refresh_token"])).json()
    assert narrowed["scope"] == "goals:read"

    await do(cast, uninstall_plugin, plugin)
    assert await ask(http, token, ME) == "UNAUTHENTICATED"
    told = await refresh(http, plugin, narrowed["refresh_token"])
    assert refused(told) == (400, "unauthorized_client")
    assert await endings(cast) == ["UNINSTALLED"]


async def test_what_was_allowed_without_the_factor_has_no_role_where_one_is_asked_for(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    """Nor has what it is refreshed to, until it is allowed anew once the factor was shown."""
    await a_proposed_goal(cast)
    pair = await pair_for(http, cast, home, plugin, cast.hua)
    assert await goals_seen(http, pair) == 1
    async with open_work(cast.place, Actor.system()) as work:
        (await SignInPolicy.of(work)).second_factor = True
    assert await goals_seen(http, pair) == 0
    pair = (await refresh(http, plugin, pair["refresh_token"])).json()
    assert await goals_seen(http, pair) == 0
    await sign_in(http, cast, cast.hua)
    async with open_work(cast.place, Actor.system()) as work:
        await work.session.execute(update(Session).values(confirmed_at=work.now))
    auth.forget_all()
    answer = await press(http, hidden(await look(http, question(plugin, home))))
    http.cookies.clear()
    pair = (await spend(http, plugin, home, way_back(answer)[1]["code"])).json()
    assert await goals_seen(http, pair) == 1


async def goals_seen(http: httpx2.AsyncClient, pair: dict[str, str]) -> int:
    auth.forget_all()
    seen: int = (await ask(http, pair["access_token"], GOALS))["goals"]["totalCount"]
    return seen


async def test_nobody_acts_for_who_has_left(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    pair = await pair_for(http, cast, home, plugin, cast.omar)
    code = await code_for(http, cast, cast.omar, question(plugin, home))
    async with open_work(cast.place, acting(cast.hua)) as work:
        await end_employment(work, person_id=cast.omar.id)
    auth.forget_all()
    assert await ask(http, pair["access_token"], ME) == "UNAUTHENTICATED"
    assert refused(await spend(http, plugin, home, code)) == SPENT
    assert refused(await refresh(http, plugin, pair["refresh_token"])) == SPENT
    assert await endings(cast) == ["LEFT"]


async def test_what_is_given_back_is_void(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    """RFC 7009: an access token alone, or by the refresh token all of it."""
    pair = await pair_for(http, cast, home, plugin, cast.omar)
    assert await ask(http, pair["access_token"], ME) == {"viewer": {"name": "Omar"}}
    given = await send(http, plugin, "revoke", token=pair["access_token"])
    assert (given.status_code, given.content) == (200, b"")
    assert await ask(http, pair["access_token"], ME) == "UNAUTHENTICATED"
    second = (await refresh(http, plugin, pair["refresh_token"])).json()
    hinted = {"token": second["refresh_token"], "token_type_hint": "access_token"}
    assert (await send(http, plugin, "revoke", **hinted)).status_code == 200
    auth.forget_all()
    assert await ask(http, second["access_token"], ME) == "UNAUTHENTICATED"
    assert refused(await refresh(http, plugin, second["refresh_token"])) == SPENT
    assert await endings(cast) == ["GIVEN_BACK"]
    for nothing in (pair["access_token"], "tanlu_refresh_nonsense", "", "é"):
        assert (await send(http, plugin, "revoke", token=nothing)).status_code == 200
    assert refused(await send(http, plugin, "revoke")) == (400, "invalid_request")
    stranger = await http.post("/oauth/revoke", data={"token": "x"})
    assert refused(stranger) == (401, "invalid_client")


async def test_a_person_ends_what_acts_for_them_and_nobody_else_does(
    http: httpx2.AsyncClient, cast: Cast, home: Home, plugin: Approval
) -> None:
    pair = await pair_for(http, cast, home, plugin, cast.omar)
    async with open_work(cast.place, Actor.system()) as work:
        [delegation] = (await work.session.scalars(select(Delegation))).all()
    for other in (cast.ana, cast.mei, cast.wei, cast.hua):
        with pytest.raises(Exception, match="No app with that id"):
            async with open_work(cast.place, acting(other)) as work:
                await revoke_delegation(work, delegation_id=delegation.id)
    async with open_work(cast.place, acting(cast.omar)) as work:
        ended = await revoke_delegation(work, delegation_id=delegation.id)
    assert ended.because is EndedBecause.REVOKED
    auth.forget_all()
    assert await ask(http, pair["access_token"], ME) == "UNAUTHENTICATED"


async def test_who_did_it_and_through_what(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    """The person and the plugin, or the plugin alone."""
    plugin = await acting_plugin(cast, home, "signals:write")
    here = plugin.installation.id
    token = (await pair_for(http, cast, home, plugin, cast.hua))["access_token"]
    alone = (await ask_token(http, plugin)).json()["access_token"]
    for each in (token, alone):
        written = await ask(http, each, FILE % (cast.omar.id, each[-6:]))
        assert written["pushEvidence"] == {"created": 1, "userErrors": []}
    async with open_work(cast.place, Actor.system()) as work:
        names = ("delegation.allowed", "delegation.begun", "evidence.filed")
        events = await work.session.scalars(
            select(StoredEvent).where(StoredEvent.name.in_(names)).order_by(StoredEvent.id)
        )
        told = [(each.name, each.actor_kind, each.actor_id, each.via_id) for each in events]
    assert told == [
        ("delegation.allowed", "PERSON", cast.hua.id, None),
        ("delegation.begun", "PLUGIN", None, here),
        ("evidence.filed", "PERSON", cast.hua.id, here),
        ("evidence.filed", "PLUGIN", None, here),
    ]


async def test_codes_and_refresh_tokens_are_forgotten(
    http: httpx2.AsyncClient,
    cast: Cast,
    home: Home,
    plugin: Approval,
) -> None:
    await pair_for(http, cast, home, plugin, cast.omar)
    counted = (
        "SELECT (SELECT count(*) FROM delegation_codes) + (SELECT count(*) FROM refresh_tokens)"
    )
    for days, left in ((0, 2), (2, 1), (92, 0)):
        async with open_work(cast.place, Actor.system()) as work:
            work.now += timedelta(days=days)
            await forget_what_is_over(work)
            driver = await work.session.connection()
            assert (await driver.exec_driver_sql(counted)).scalar_one() == left
