"""Sending again, trying, and forgetting."""

from datetime import timedelta
from typing import Any

import pytest

from domain.actor import Actor, Role
from domain.base import new_id
from infra import clock
from tenants.jobs import Run
from tenants.work import open_work
from tests.asking import Asking
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
    tell,
)
from webhooks.numbering import number_events_of
from webhooks.upkeep import forget_deliveries


async def do(cast: Cast, deed: str, selection: str, **input: Any) -> Any:  # noqa: ANN401 - JSON
    kind = deed[0].upper() + deed[1:] + "Input"
    answer = await Asking(cast.place, Actor.person(cast.wei.id, Role.ADMIN, Role.HR)).ask(
        f"mutation ($input: {kind}!) {{ {deed}(input: $input) {{ {selection}"
        " userErrors { code field } } }",
        input=input,
    )
    await run_pending_jobs(cast.place)
    return answer[deed]


async def test_one_is_sent_again_with_its_id_and_its_bytes(cast: Cast, receiver: Receiver) -> None:
    await an_endpoint(cast, receiver.url)
    await tell(cast.place, closed())
    (one,) = await deliveries(cast.place)
    again = await do(
        cast, "replayWebhookDelivery", "delivery { state attempts }", deliveryId=str(one.id)
    )
    assert again["delivery"] == {"state": "WAITING", "attempts": 0}
    first, second = receiver.received
    assert (first.id, first.body) == (second.id, second.body)
    assert len(await attempts(cast.place)) == 2


async def test_what_is_on_its_way_is_not_sent_twice(cast: Cast, receiver: Receiver) -> None:
    await an_endpoint(cast, receiver.url)
    receiver.answers(500)
    await tell(cast.place, closed())
    (one,) = await deliveries(cast.place)
    again = await do(cast, "replayWebhookDelivery", "__typename", deliveryId=str(one.id))
    assert again["userErrors"] == [{"code": "CONFLICT", "field": ["deliveryId"]}]


@pytest.mark.parametrize(("which", "count"), [("FAILED", 1), ("ENDED", 3)])
async def test_all_that_failed_or_ended(
    cast: Cast, receiver: Receiver, which: str, count: int
) -> None:
    made = await an_endpoint(cast, receiver.url)
    await tell(cast.place, closed(), closed())
    receiver.answers(500, webhook_delivery="abort-message")
    await tell(cast.place, closed())
    receiver.answers(200)
    receiver.received.clear()
    replayed = await do(
        cast,
        "replayWebhookDeliveries",
        "deliveries endpoint { waiting }",
        endpointId=str(made.endpoint.id),
        which=which,
    )
    assert (replayed["deliveries"], replayed["endpoint"]["waiting"]) == (count, count)
    assert len(receiver.received) == count
    assert {each.state for each in await deliveries(cast.place)} == {"DELIVERED"}


async def test_a_range_is_a_range(cast: Cast, receiver: Receiver) -> None:
    made = await an_endpoint(cast, receiver.url, now=clock.now() - timedelta(days=3))
    for days in (2, 1):
        await tell(cast.place, closed(), now=clock.now() - timedelta(days=days))
    receiver.received.clear()
    replayed = await do(
        cast,
        "replayWebhookDeliveries",
        "deliveries",
        endpointId=str(made.endpoint.id),
        which="ENDED",
        since=(clock.now() - timedelta(days=1, hours=1)).isoformat(),
    )
    assert replayed["deliveries"] == len(receiver.received) == 1


async def test_what_a_paused_endpoint_missed(cast: Cast, receiver: Receiver) -> None:
    made = await an_endpoint(cast, receiver.url)
    endpoint = str(made.endpoint.id)
    await do(cast, "pauseWebhookEndpoint", "__typename", endpointId=endpoint)
    missed = [closed(), closed()]
    await tell(cast.place, *missed)
    await do(cast, "resumeWebhookEndpoint", "__typename", endpointId=endpoint)
    assert receiver.received == []
    await tell(cast.place, closed())
    for expected in (2, 0):
        replayed = await do(
            cast, "replayWebhookDeliveries", "deliveries", endpointId=endpoint, which="MISSED"
        )
        assert replayed["deliveries"] == expected
    assert len(receiver.received) == 3
    ids = {each.json["data"]["id"] for each in receiver.received}
    assert {str(each.subject_id) for each in missed} < ids
    assert len({each.id for each in receiver.received}) == 3


async def test_what_a_replay_has_numbered_is_told_all_the_same(
    cast: Cast, receiver: Receiver
) -> None:
    await an_endpoint(cast, receiver.url)
    goal = new_id()
    await tell(cast.place, activated(goal))
    await announce(cast.place, closed(goal))
    async with open_work(cast.place, Actor.system()) as work:
        await number_events_of(work, [goal])
    await run_pending_jobs(cast.place)
    assert [(each.json["type"], each.json["sequence"]) for each in receiver.received] == [
        ("goal.activated", 1),
        ("goal.closed", 2),
    ]


@pytest.mark.parametrize("type", [None, "record.sealed"])
async def test_a_test_goes_to_the_one_endpoint(
    cast: Cast, receiver: Receiver, type: str | None
) -> None:
    made = await an_endpoint(cast, receiver.url)
    await an_endpoint(cast, receiver.url + "/other")
    sent = await do(
        cast,
        "sendTestWebhook",
        "delivery { type state }",
        endpointId=str(made.endpoint.id),
        type=type,
    )
    name = type or "webhook_endpoint.tried"
    assert sent["delivery"] == {"type": name, "state": "WAITING"}
    (came,) = receiver.received
    assert (came.json["type"], came.json["test"]) == (name, True)
    assert [each.state for each in await deliveries(cast.place)] == ["DELIVERED"]


async def test_a_test_of_nothing_is_refused(cast: Cast, receiver: Receiver) -> None:
    made = await an_endpoint(cast, receiver.url)
    sent = await do(
        cast, "sendTestWebhook", "__typename", endpointId=str(made.endpoint.id), type="goal.eaten"
    )
    assert sent["userErrors"] == [{"code": "INVALID", "field": ["type"]}]


async def test_an_admin_reads_every_attempt_and_its_answer(cast: Cast, receiver: Receiver) -> None:
    await an_endpoint(cast, receiver.url)
    receiver.answers(500, "out of order")
    await tell(cast.place, closed())
    document = """{ webhookDeliveries(first: 5) { nodes {
        type state attempts sequence endpoint { name failures waiting }
        log { status answer trouble } } } }"""
    seen = await Asking(cast.place, Actor.person(cast.wei.id, Role.ADMIN, Role.HR)).ask(document)
    assert seen["webhookDeliveries"]["nodes"] == [
        {
            "type": "goal.closed",
            "state": "WAITING",
            "attempts": 1,
            "sequence": 1,
            "endpoint": {"name": "HR system", "failures": 1, "waiting": 1},
            "log": [{"status": 500, "answer": "out of order", "trouble": None}],
        }
    ]
    others = await Asking(cast.place, acting(cast.hua)).ask(document)
    assert others["webhookDeliveries"]["nodes"] == []


async def test_after_thirty_days_nothing_is_left(cast: Cast, receiver: Receiver) -> None:
    begin = clock.now()
    await an_endpoint(cast, receiver.url, now=begin)
    await tell(cast.place, closed(), now=begin)
    await tell(cast.place, closed(), now=begin + timedelta(days=2))
    await _run(cast, forget_deliveries, begin + timedelta(days=29))
    assert len(await deliveries(cast.place)) == 2
    await _run(cast, forget_deliveries, begin + timedelta(days=31))
    assert len(await deliveries(cast.place)) == 1
    assert len(await attempts(cast.place)) == 1


async def _run(cast: Cast, job: Any, now: Any) -> None:  # noqa: ANN401 - a job, a moment
    await job.run(Run(cast.place, new_id(), now=now))
