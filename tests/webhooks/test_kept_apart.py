"""What keeps endpoints, jobs and attempts apart from each other."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from domain.actor import Actor
from domain.base import new_id
from infra import clock, posting
from infra.database import Place
from tenants.work import open_work
from tests.asking import Asking
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.webhooks.receiver import Receiver
from tests.webhooks.story import an_endpoint, announce, closed, deliveries, endpoint_now, tell
from webhooks.batch import Letter, Sent
from webhooks.endpoint import Endpoint
from webhooks.events import EndpointSwitchedOff
from webhooks.sending import Outcome
from webhooks.settling import settle

SWITCHED_OFF = "webhook_endpoint.switched_off"


async def _change(place: Place, endpoint_id: Any, **values: Any) -> None:  # noqa: ANN401 - any column
    async with open_work(place, Actor.system()) as work:
        this = update(Endpoint).where(Endpoint.id == endpoint_id)
        await work.session.execute(this.values(**values))


async def test_only_so_many_posts_of_a_process_are_under_way_at_once(
    cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    await posting.close_posting()
    monkeypatch.setattr(posting, "_QUICK_ONES", 2)
    # A place is not given away while the test runs.
    monkeypatch.setattr(posting, "_SLOW", 600)
    for path in ("/one", "/other"):
        await an_endpoint(cast, receiver.url + path)
    receiver.wait = 0.02
    await tell(cast.place, *(closed() for _ in range(8)))
    assert (len(receiver.received), receiver.most_open) == (16, 2)


async def test_an_endpoint_hears_nothing_beyond_its_scopes(cast: Cast, receiver: Receiver) -> None:
    made = await an_endpoint(cast, receiver.url)
    await _change(cast.place, made.endpoint.id, scopes=["people:read"])
    await tell(cast.place, closed())
    assert await deliveries(cast.place) == []
    await _change(cast.place, made.endpoint.id, scopes=["goals:read"])
    await tell(cast.place, closed())
    assert len(receiver.received) == 1


async def test_what_another_job_serves_is_left_alone_until_its_lease_is_over(
    cast: Cast, receiver: Receiver
) -> None:
    made, now = await an_endpoint(cast, receiver.url), clock.now()
    lease = {"served_by": new_id(), "served_until": now + timedelta(seconds=60)}
    await _change(cast.place, made.endpoint.id, **lease)
    await tell(cast.place, closed(), now=now)
    assert receiver.received == []
    await tell(cast.place, closed(), now=now + timedelta(seconds=61))
    assert len(receiver.received) == 2


async def test_a_late_word_on_an_attempt_changes_nothing(cast: Cast, receiver: Receiver) -> None:
    """It was thought to be lost, made again by another job, and arrived."""
    made = await an_endpoint(cast, receiver.url)
    await tell(cast.place, closed())
    (one,) = await deliveries(cast.place)
    assert (one.state, one.attempts) == ("DELIVERED", 1)
    letter = Letter(one.id, one.event_id, one.body.encode(), 0, clock.now())
    for late in (Outcome(5, 500), Outcome(5, 200)):
        async with open_work(cast.place, Actor.system()) as work:
            endpoint = await work.get(Endpoint, made.endpoint.id, lock=True)
            sent = Sent(endpoint.id, [(letter, late)])
            await settle(work, {endpoint.id: endpoint}, [sent])
    (after,) = await deliveries(cast.place)
    assert (after.state, after.attempts, after.ended_at) == ("DELIVERED", 1, one.ended_at)


async def test_an_endpoint_is_never_told_about_itself(cast: Cast, receiver: Receiver) -> None:
    made = await an_endpoint(cast, receiver.url, events=[SWITCHED_OFF])
    mine = EndpointSwitchedOff(subject_id=made.endpoint.id, reason="GONE")
    another = EndpointSwitchedOff(subject_id=new_id(), reason="GONE")
    await tell(cast.place, mine, another)
    assert [each.subject_id for each in await deliveries(cast.place)] == [another.subject_id]


async def test_an_endpoint_has_missed_nothing_about_itself(cast: Cast, receiver: Receiver) -> None:
    made = await an_endpoint(cast, receiver.url, events=[SWITCHED_OFF])
    await _change(cast.place, made.endpoint.id, state="PAUSED")
    await announce(cast.place, EndpointSwitchedOff(subject_id=made.endpoint.id, reason="GONE"))
    await run_pending_jobs(cast.place)
    await _change(cast.place, made.endpoint.id, state="ACTIVE")
    replayed = await Asking(cast.place, acting(cast.wei)).ask(
        "mutation ($input: ReplayWebhookDeliveriesInput!) {"
        " replayWebhookDeliveries(input: $input) { deliveries userErrors { code } } }",
        input={"endpointId": str(made.endpoint.id), "which": "MISSED"},
    )
    assert replayed["replayWebhookDeliveries"] == {"deliveries": 0, "userErrors": []}
    assert (await endpoint_now(cast.place, made.endpoint.id)).state == "ACTIVE"
