"""An endpoint hears of no more than whoever answers for it may know today."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from api.scopes import SEEN_WHOLE_BY_HR
from domain.actor import Actor, ActorKind, Role
from domain.base import new_id
from domain.people.commands import change_roles, end_employment
from infra import clock
from tenants.access.second_factor.demand import SecondFactorDemanded
from tenants.access.sign_in_policy import SignInPolicy
from tenants.work import open_work
from tests.asking import EVERY_SCOPE, Asking
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.webhooks.receiver import Receiver
from tests.webhooks.story import activated, an_endpoint, announce, deliveries, endpoint_now, tell
from webhooks import turn
from webhooks.endpoint import Endpoint, EndpointState, SwitchedOffBecause
from webhooks.endpoint_rights import switch_off_without_rights
from webhooks.payloads.catalogue import PUBLIC

URL = "https://hooks.example.com/tanlu"
AT_ONCE = 10
OFF = (EndpointState.SWITCHED_OFF, SwitchedOffBecause.RIGHTS_LOST)


async def do(asking: Asking, deed: str, **given: Any) -> list[str]:  # noqa: ANN401 - JSON
    """The codes of the refusals."""
    kind = f"{deed[0].upper()}{deed[1:]}Input!"
    document = f"mutation($i: {kind}) {{ {deed}(input: $i) {{ userErrors {{ code }} }} }}"
    answer = await asking.ask(document, i=given)
    return [each["code"] for each in answer[deed]["userErrors"]]


async def of_hr(cast: Cast, url: str = URL) -> Endpoint:
    """Wei's, who is of HR as well, for goals."""
    await roles_of(cast, Role.ADMIN, Role.HR)
    both = Actor.person(cast.wei.id, Role.ADMIN, Role.HR)
    made = await an_endpoint(cast, url)
    async with open_work(cast.place, both) as work:
        endpoint = await work.get(Endpoint, made.endpoint.id)
        endpoint.roles = sorted(both.roles)
    return endpoint


async def roles_of(cast: Cast, *roles: Role) -> None:
    """Wei's from now on."""
    async with open_work(cast.place, Actor.system()) as work:
        await change_roles(work, person_id=cast.wei.id, roles=roles)
        await change_roles(work, person_id=cast.mei.id, roles=[Role.ADMIN])


DEEDS = [
    "amendWebhookEndpoint", "resumeWebhookEndpoint", "rotateWebhookSecret", "sendTestWebhook",
]  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize(
    ("roles", "scopes"),
    [((Role.ADMIN,), EVERY_SCOPE), ((Role.ADMIN, Role.HR), frozenset({"webhooks:manage"}))],
)
async def test_who_may_not_know_what_it_hears_of_does_not_touch_it(
    cast: Cast, deed: str, roles: tuple[Role, ...], scopes: frozenset[str]
) -> None:
    endpoint = await of_hr(cast)
    other = Asking(cast.place, Actor.person(cast.mei.id, *roles), scopes=scopes)
    assert await do(other, deed, endpointId=str(endpoint.id)) == ["NOT_ALLOWED"]
    kept = await endpoint_now(cast.place, endpoint.id)
    assert (kept.url, kept.state, kept.created_by_id) == (URL, "ACTIVE", cast.wei.id)


async def test_nor_sends_again_nor_reads_what_was_sent(cast: Cast, receiver: Receiver) -> None:
    endpoint = await of_hr(cast, receiver.url)
    await tell(cast.place, activated())
    (sent,) = await deliveries(cast.place)
    document = "query ($id: ID!) { webhookDelivery(id: $id) { body log { status answer } } }"
    seen = {}
    for name, roles in {"admin": [Role.ADMIN], "both": [Role.ADMIN, Role.HR]}.items():
        asking = Asking(cast.place, Actor.person(cast.mei.id, *roles))
        shown = (await asking.ask(document, id=str(sent.id)))["webhookDelivery"]
        refused = await do(asking, "replayWebhookDelivery", deliveryId=str(sent.id))
        all_of_them = await do(
            asking, "replayWebhookDeliveries", endpointId=str(endpoint.id), which="ENDED"
        )
        seen[name] = shown["body"] is None, shown["log"][0]["answer"] is None, refused
        assert bool(all_of_them) is (name == "admin")
    assert seen == {"admin": (True, True, ["NOT_ALLOWED"]), "both": (False, False, [])}


@pytest.mark.parametrize("event", sorted(PUBLIC))
async def test_an_admin_hears_of_what_a_plugin_would_need_hr_for_only_as_hr(
    cast: Cast, event: str
) -> None:
    wish = {"name": "Mine", "url": URL, "events": [event]}
    plain = Asking(cast.place, acting(cast.wei))
    needs_hr = PUBLIC[event].scope in SEEN_WHOLE_BY_HR
    assert await do(plain, "createWebhookEndpoint", **wish) == ["NOT_ALLOWED"] * needs_hr


async def test_no_program_makes_one(cast: Cast) -> None:
    program = Actor(kind=ActorKind.PLUGIN, roles=frozenset(Role), token_id=new_id())
    wish = {"name": "Mine", "url": URL, "events": ["person.left"]}
    asking = Asking(cast.place, program)
    assert await do(asking, "createWebhookEndpoint", **wish) == ["NOT_ALLOWED"]


@pytest.mark.parametrize("loss", ["no admin", "no HR", "left"])
async def test_it_hears_of_nothing_once_a_right_is_lost(
    cast: Cast, receiver: Receiver, loss: str
) -> None:
    endpoint = await of_hr(cast, receiver.url)
    await announce(cast.place, activated())
    if loss == "left":
        async with open_work(cast.place, Actor.system()) as work:
            await end_employment(work, person_id=cast.wei.id)
    else:
        await roles_of(cast, *([Role.ADMIN] if loss == "no HR" else [Role.HR]))
    await tell(cast.place, activated())
    assert receiver.received == []
    off = await endpoint_now(cast.place, endpoint.id)
    assert (off.state, off.because) == OFF
    mei = Asking(cast.place, Actor.person(cast.mei.id, Role.ADMIN))
    (told,) = (await mei.ask("{ adminNotices { kind message } }"))["adminNotices"]
    assert told["kind"] == "ENDPOINT_SWITCHED_OFF"
    assert "has left, lost a role" in told["message"]


async def test_it_hears_of_nothing_once_a_factor_is_demanded_that_was_not_shown(
    cast: Cast, receiver: Receiver
) -> None:
    endpoint = await of_hr(cast, receiver.url)
    async with open_work(cast.place, Actor.system()) as work:
        (await SignInPolicy.of(work)).second_factor = True
        work.announce(SecondFactorDemanded(subject_id=cast.mei.id, demanded=True))
    await tell(cast.place, activated())
    assert receiver.received == []
    off = await endpoint_now(cast.place, endpoint.id)
    assert (off.state, off.because) == OFF
    both = Actor.person(cast.wei.id, Role.ADMIN, Role.HR)
    wei = Asking(cast.place, replace(both, factor_shown=True))
    assert await do(wei, "resumeWebhookEndpoint", endpointId=str(endpoint.id)) == []
    await tell(cast.place, activated())
    assert len(receiver.received) == 1


async def test_nor_of_the_rest_of_a_batch_that_was_taken_before(
    cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attempts begin for a short while after the taking; then rights are looked at again."""
    assert turn._STARTS_WITHIN <= 4  # noqa: SLF001 - of the five seconds within which all ends
    monkeypatch.setattr(turn, "_STARTS_WITHIN", 0.2)
    receiver.wait, endpoint = 0.4, await of_hr(cast, receiver.url)
    async with asyncio.TaskGroup() as group:
        group.create_task(tell(cast.place, *(activated() for _ in range(40))))
        while not receiver.received:  # noqa: ASYNC110 - the server has no event to wait for
            await asyncio.sleep(0.01)
        await roles_of(cast, Role.HR)
    # Those that were under way, however many the machine had begun by then.
    assert len(receiver.received) <= AT_ONCE
    assert (await endpoint_now(cast.place, endpoint.id)).state == "SWITCHED_OFF"


async def test_what_there_was_no_time_for_is_taken_again(
    cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "_STARTS_WITHIN", 0.2)
    receiver.wait = 0.4
    await of_hr(cast, receiver.url)
    await tell(cast.place, *(activated() for _ in range(3 * AT_ONCE)))
    assert len({each.id for each in receiver.received}) == len(receiver.received) == 3 * AT_ONCE


async def test_nor_on_the_day_they_leave(cast: Cast, receiver: Receiver) -> None:
    """A day that was known before: no event says that it has come."""
    endpoint = await of_hr(cast, receiver.url)
    tomorrow = clock.now() + timedelta(days=1)
    async with open_work(cast.place, Actor.system()) as work:
        await end_employment(work, person_id=cast.wei.id, on=tomorrow.date())
    await tell(cast.place, activated())
    assert len(receiver.received) == 1
    await tell(cast.place, activated(), now=tomorrow)
    assert len(receiver.received) == 1
    async with open_work(cast.place, Actor.system(), now=tomorrow) as work:
        assert await switch_off_without_rights(work) == [endpoint.id]
    off = await endpoint_now(cast.place, endpoint.id)
    assert (off.state, off.because) == OFF


async def test_another_who_may_answers_for_it_from_then_on(cast: Cast, receiver: Receiver) -> None:
    endpoint = await of_hr(cast, receiver.url)
    await roles_of(cast)
    await run_pending_jobs(cast.place)
    async with open_work(cast.place, Actor.system()) as work:
        await change_roles(work, person_id=cast.mei.id, roles=[Role.ADMIN, Role.HR])
    mei = Asking(cast.place, Actor.person(cast.mei.id, Role.ADMIN, Role.HR))
    assert await do(mei, "resumeWebhookEndpoint", endpointId=str(endpoint.id)) == []
    await tell(cast.place, activated())
    assert len(receiver.received) == 1
    assert (await endpoint_now(cast.place, endpoint.id)).created_by_id == cast.mei.id
