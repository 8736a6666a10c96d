"""From an event to a real server, and what its answers do."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import update

from bench.crew import until
from domain.actor import Actor
from domain.base import new_id
from infra import clock, posting
from infra.database import Place
from tenants.work import open_work
from tests.asking import EVERY_SCOPE
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.webhooks.receiver import Receiver
from tests.webhooks.story import (
    activated,
    an_endpoint,
    announce,
    attempts,
    closed,
    deliveries,
    endpoint_now,
    tell,
)
from webhooks.commands import pause_webhook_endpoint
from webhooks.endpoint import Endpoint
from webhooks.replaying import resume_webhook_endpoint
from webhooks.retrying import ATTEMPTS, WAITS


async def test_what_was_asked_for_arrives_once_as_documented(
    cast: Cast, receiver: Receiver
) -> None:
    await an_endpoint(cast, receiver.url)
    told = closed()
    await tell(cast.place, told)
    (came,) = receiver.received
    (delivery,) = await deliveries(cast.place)
    assert came.id == str(delivery.event_id)
    assert came.headers["content-type"] == "application/json"
    assert came.json == {
        "type": "goal.closed",
        "timestamp": came.json["timestamp"],
        "data": {
            "id": str(told.subject_id),
            "ownerId": str(told.owner_id),
            "closureId": str(told.closure_id),
            "outcome": "ACHIEVED",
        },
        "apiVersion": "2026-11-01",
        "sequence": 1,
    }
    assert came.body.decode() == delivery.body
    assert (delivery.state, delivery.attempts) == ("DELIVERED", 1)
    (only,) = await attempts(cast.place)
    assert (only.status, only.answer, only.trouble) == (200, "thanks", None)


async def test_what_was_not_asked_for_does_not(cast: Cast, receiver: Receiver) -> None:
    await announce(cast.place, closed())
    await an_endpoint(cast, receiver.url, events=["goal.activated"])
    await tell(cast.place, closed())
    assert receiver.received == []
    assert await deliveries(cast.place) == []


async def test_events_of_one_thing_are_numbered_in_their_order(
    cast: Cast, receiver: Receiver
) -> None:
    await an_endpoint(cast, receiver.url)
    goal, other = new_id(), new_id()
    await tell(cast.place, activated(goal), activated(other), closed(goal))
    await tell(cast.place, closed(other))
    seen = {(each.json["data"]["id"], each.json["type"]): each.json for each in receiver.received}
    assert {key: body["sequence"] for key, body in seen.items()} == {
        (str(goal), "goal.activated"): 1,
        (str(goal), "goal.closed"): 2,
        (str(other), "goal.activated"): 1,
        (str(other), "goal.closed"): 2,
    }


async def test_ten_attempts_at_their_times_then_no_more(cast: Cast, receiver: Receiver) -> None:
    await an_endpoint(cast, receiver.url)
    receiver.answers(500, "no")
    await tell(cast.place, closed())
    waits = []
    while (one := (await deliveries(cast.place))[0]).state == "WAITING":
        (*_, last) = await attempts(cast.place)
        waits.append(one.due_at - last.made_at)
        await run_pending_jobs(cast.place, now=one.due_at)
    assert (one.state, one.attempts) == ("FAILED", ATTEMPTS)
    assert len(receiver.received) == ATTEMPTS
    assert {each.id for each in receiver.received} == {str(one.event_id)}
    assert len({each.body for each in receiver.received}) == 1
    for wait, base in zip(waits, WAITS, strict=True):
        assert 0.8 * base <= wait <= 1.2 * base + timedelta(seconds=2)
    assert sum(WAITS, timedelta()) == timedelta(hours=75, minutes=35, seconds=5)


@pytest.mark.parametrize(
    ("status", "headers", "low", "high"),
    [
        (503, {}, 4, 6),
        (429, {}, 60, 60),
        (503, {"Retry-After": "7"}, 7, 7),
        (503, {"Retry-After": "1"}, 5, 5),
        (503, {"Retry-After": "3600"}, 10, 10),
        (503, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 5, 5),
        (503, {"Retry-After": "soon"}, 4, 6),
        (302, {"Location": "http://169.254.169.254/"}, 4, 6),
        (404, {}, 4, 6),
    ],
)
async def test_how_long_it_waits_after_an_answer(
    cast: Cast, receiver: Receiver, status: int, headers: dict[str, str], low: int, high: int
) -> None:
    await an_endpoint(cast, receiver.url)
    receiver.answer = lambda _: web.Response(status=status, headers=headers)
    await tell(cast.place, closed())
    (one,), (tried,) = await deliveries(cast.place), await attempts(cast.place)
    assert (one.state, tried.status, len(receiver.received)) == ("WAITING", status, 1)
    waits = (one.due_at - tried.made_at).total_seconds()
    assert low - 0.5 <= waits <= high + 1


async def test_who_takes_too_long_is_asked_again_in_a_minute(
    cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert posting.TOTAL_SECONDS == 15
    monkeypatch.setattr(posting, "TOTAL_SECONDS", 0.2)
    await an_endpoint(cast, receiver.url)
    receiver.wait = 1
    await tell(cast.place, closed())
    (one,), (tried,) = await deliveries(cast.place), await attempts(cast.place)
    assert (one.state, tried.status, tried.trouble) == ("WAITING", None, "TIMEOUT")
    assert 200 <= tried.milliseconds < 1000
    assert 59 <= (one.due_at - tried.made_at).total_seconds() <= 62


async def test_gone_switches_it_off_at_once_and_says_so(cast: Cast, receiver: Receiver) -> None:
    made = await an_endpoint(cast, receiver.url)
    receiver.answers(410)
    await tell(cast.place, closed())
    (one,) = await deliveries(cast.place)
    endpoint = await endpoint_now(cast.place, made.endpoint.id)
    assert one.state == "FAILED"
    assert (endpoint.state, endpoint.because) == ("SWITCHED_OFF", "GONE")
    await tell(cast.place, closed())
    assert len(receiver.received) == 1


async def test_others_hear_that_an_endpoint_was_switched_off(
    cast: Cast, receiver: Receiver
) -> None:
    watcher = await an_endpoint(
        cast, receiver.url + "/watch", events=["webhook_endpoint.switched_off"]
    )
    made = await an_endpoint(cast, receiver.url, events=["goal.closed"])
    receiver.answer = lambda came: web.Response(
        status=410 if came.json["type"] == "goal.closed" else 200
    )
    await tell(cast.place, closed())
    assert receiver.received[-1].json["data"] == {
        "id": str(made.endpoint.id),
        "reason": "GONE",
    }
    assert (await endpoint_now(cast.place, watcher.endpoint.id)).state == "ACTIVE"


@pytest.mark.parametrize(
    ("status", "says", "delivery", "endpoint"),
    [
        (500, "disable", "WAITING", "SWITCHED_OFF"),
        (200, "disable", "DELIVERED", "SWITCHED_OFF"),
        (500, "abort-message", "FAILED", "ACTIVE"),
        (500, "whatever", "WAITING", "ACTIVE"),
    ],
)
async def test_an_answer_may_ask_for_no_more(
    cast: Cast, receiver: Receiver, status: int, says: str, delivery: str, endpoint: str
) -> None:
    made = await an_endpoint(cast, receiver.url)
    receiver.answers(status, webhook_delivery=says)
    await tell(cast.place, closed())
    assert (await deliveries(cast.place))[0].state == delivery
    assert (await endpoint_now(cast.place, made.endpoint.id)).state == endpoint


async def test_five_days_of_nothing_but_failures_switch_it_off(
    cast: Cast, receiver: Receiver
) -> None:
    made = await an_endpoint(cast, receiver.url)
    receiver.answers(500)
    begin = clock.now()
    await tell(cast.place, *(closed() for _ in range(19)), now=begin)
    await _health(cast.place, made.endpoint.id, failing_since=begin - timedelta(days=5))
    await _only_now(cast.place, begin)
    assert (await endpoint_now(cast.place, made.endpoint.id)).state == "ACTIVE"
    await tell(cast.place, closed(), now=begin + timedelta(seconds=1))
    endpoint = await endpoint_now(cast.place, made.endpoint.id)
    assert (endpoint.state, endpoint.because, endpoint.failures) == ("SWITCHED_OFF", "FAILING", 20)


async def test_one_success_clears_its_name(cast: Cast, receiver: Receiver) -> None:
    made = await an_endpoint(cast, receiver.url)
    receiver.answers(500)
    await tell(cast.place, closed())
    assert (await endpoint_now(cast.place, made.endpoint.id)).failures == 1
    receiver.answers(204)
    await tell(cast.place, closed())
    endpoint = await endpoint_now(cast.place, made.endpoint.id)
    assert (endpoint.failures, endpoint.failing_since) == (0, None)
    assert endpoint.succeeded_at is not None


async def test_nothing_is_sent_while_paused_and_what_waits_goes_on_after(
    cast: Cast, receiver: Receiver
) -> None:
    made = await an_endpoint(cast, receiver.url)
    receiver.answers(500)
    await tell(cast.place, closed())
    receiver.answers(200)
    async with open_work(cast.place, acting(cast.wei)) as work:
        await pause_webhook_endpoint(work, endpoint_id=made.endpoint.id)
    later = clock.now() + timedelta(minutes=10)
    await tell(cast.place, closed(), now=later)
    assert len(receiver.received) == 1
    async with open_work(cast.place, acting(cast.wei), now=later) as work:
        await resume_webhook_endpoint(work, endpoint_id=made.endpoint.id, held=EVERY_SCOPE)
    await run_pending_jobs(cast.place, now=later)
    assert [each.state for each in await deliveries(cast.place)] == ["DELIVERED"]


async def test_a_pause_counts_from_the_next_batch_on(cast: Cast, receiver: Receiver) -> None:
    made = await an_endpoint(cast, receiver.url, throttle=10)
    await announce(cast.place, *(closed() for _ in range(15)))
    running = asyncio.create_task(run_pending_jobs(cast.place))

    async def begun() -> bool:
        return bool(receiver.received)

    assert await until(begun, 10)
    async with open_work(cast.place, acting(cast.wei)) as work:
        await pause_webhook_endpoint(work, endpoint_id=made.endpoint.id)
    await running
    assert len(receiver.received) == 10


async def test_a_name_that_nobody_knows(cast: Cast) -> None:
    await an_endpoint(cast, "https://nobody.invalid/hook")
    await tell(cast.place, closed())
    assert {each.trouble for each in await attempts(cast.place)} == {"UNKNOWN_HOST"}


async def test_the_throttle_spreads_them_over_time(cast: Cast, receiver: Receiver) -> None:
    await an_endpoint(cast, receiver.url, throttle=10)
    started = time.monotonic()
    await announce(cast.place, *(closed() for _ in range(15)))
    await run_pending_jobs(cast.place)
    for _ in range(5):
        if len(receiver.received) < 15:
            await run_pending_jobs(cast.place, now=clock.now() + timedelta(seconds=1))
    assert len(receiver.received) == 15
    assert time.monotonic() - started >= 1.3


async def test_at_most_ten_requests_are_open_at_once(cast: Cast, receiver: Receiver) -> None:
    await an_endpoint(cast, receiver.url)
    receiver.wait = 0.05
    await tell(cast.place, *(closed() for _ in range(40)))
    assert (len(receiver.received), receiver.most_open) == (40, 10)


async def test_in_order_a_failure_holds_up_only_its_own_thing(
    cast: Cast, receiver: Receiver
) -> None:
    await an_endpoint(cast, receiver.url, ordered=True)
    stuck, free = new_id(), new_id()
    receiver.answer = lambda came: web.Response(
        status=500 if came.json["data"]["id"] == str(stuck) else 200
    )
    await tell(cast.place, activated(stuck), activated(free), closed(stuck), closed(free))
    seen = [(each.json["data"]["id"], each.json["sequence"]) for each in receiver.received]
    assert [number for goal, number in seen if goal == str(free)] == [1, 2]
    assert [number for goal, number in seen if goal == str(stuck)] == [1]
    receiver.answers(200)
    first = min(
        each.due_at
        for each in await deliveries(cast.place)
        if each.state == "WAITING" and each.sequence == 1
    )
    await run_pending_jobs(cast.place, now=first)
    seen = [(each.json["data"]["id"], each.json["sequence"]) for each in receiver.received]
    assert [number for goal, number in seen if goal == str(stuck)] == [1, 1, 2]


async def test_only_the_beginning_of_an_answer_is_read_and_kept(
    cast: Cast, receiver: Receiver
) -> None:
    made = await an_endpoint(cast, receiver.url)
    receiver.answer = lambda came: web.Response(
        text=f'{{"token": "abc123", "sig": "{came.headers["webhook-signature"]}",'
        f' "key": "{made.secret}"}}\0' + "é" * 100_000
    )
    await tell(cast.place, closed())
    (tried,) = await attempts(cast.place)
    assert tried.answer is not None
    assert len(tried.answer.encode()) <= 4096
    assert tried.answer.startswith('{"token": [removed], "sig": "v1,[removed] v1a,[removed]"')
    assert made.secret not in tried.answer
    assert "\0" not in tried.answer


async def _health(place: Place, endpoint_id: Any, **values: Any) -> None:  # noqa: ANN401
    async with open_work(place, Actor.system()) as work:
        await work.session.execute(
            update(Endpoint).where(Endpoint.id == endpoint_id).values(**values)
        )


async def _only_now(place: Place, now: Any) -> None:  # noqa: ANN401
    """Nothing else is due at that moment."""
    assert await run_pending_jobs(place, now=now) == 0
