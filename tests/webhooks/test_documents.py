"""A document shapes what is sent, within the rights of whoever set it up."""

import pytest
from sqlalchemy import update

from domain.actor import Actor, Role
from domain.errors import NotAllowed
from domain.people.commands import change_roles
from tenants.work import open_work
from tests.asking import EVERY_SCOPE
from tests.builders import an_active_goal
from tests.jobs import run_pending_jobs
from tests.people import Cast
from tests.webhooks.receiver import Receiver
from tests.webhooks.story import closed, deliveries, tell
from webhooks.commands import create_webhook_endpoint
from webhooks.endpoint import Endpoint

BOTH = """query ($id: ID!) {
    goal(id: $id) { title owner { name } }
    metricSeries(first: 1) { totalCount }
}"""


async def _listen(cast: Cast, url: str, document: str) -> None:
    both = Actor.person(cast.wei.id, Role.ADMIN, Role.HR)
    async with open_work(cast.place, Actor.system()) as work:
        await change_roles(work, person_id=cast.wei.id, roles=both.roles)
    async with open_work(cast.place, both) as work:
        await create_webhook_endpoint(
            work,
            name="Shaped",
            url=url,
            events=["goal.closed"],
            held=EVERY_SCOPE,
            document=document,
            throttle=200,
        )


async def test_its_answer_about_the_subject_comes_along(cast: Cast, receiver: Receiver) -> None:
    goal = await an_active_goal(cast)
    await run_pending_jobs(cast.place)
    await _listen(cast, receiver.url, BOTH)
    await tell(cast.place, closed(goal.id))
    body = receiver.received[-1].json
    assert body["data"]["document"] == {
        "goal": {"title": goal.title, "owner": {"name": "Omar"}},
        "metricSeries": {"totalCount": 0},
    }
    assert body["data"]["id"] == str(goal.id)
    assert "errors" not in body


async def test_what_may_no_longer_be_read_is_null_and_says_why(
    cast: Cast, receiver: Receiver
) -> None:
    goal = await an_active_goal(cast)
    await run_pending_jobs(cast.place)
    await _listen(cast, receiver.url, BOTH.replace("metricSeries", "many: metricSeries"))
    async with open_work(cast.place, Actor.system()) as work:
        fewer = update(Endpoint).values(scopes=["goals:read", "people:read"])
        await work.session.execute(fewer)
    await tell(cast.place, closed(goal.id))
    body = receiver.received[-1].json
    assert body["data"]["document"] == {
        "goal": {"title": goal.title, "owner": {"name": "Omar"}},
        "many": None,
    }
    (error,) = body["errors"]
    assert error["path"] == ["many"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert error["message"] == "Your access lacks the scope signals:read"


async def test_what_was_frozen_does_not_change_with_the_goal(
    cast: Cast, receiver: Receiver
) -> None:
    goal = await an_active_goal(cast)
    await run_pending_jobs(cast.place)
    await _listen(cast, receiver.url, BOTH)
    receiver.answers(500)
    await tell(cast.place, closed(goal.id))
    async with open_work(cast.place, Actor.system()) as work:
        (await work.get(type(goal), goal.id)).title = "Another"
    (one,) = await deliveries(cast.place)
    await run_pending_jobs(cast.place, now=one.due_at)
    first, second = receiver.received
    assert first.body == second.body


async def test_the_number_of_rows_is_not_given_away_without_their_scope(cast: Cast) -> None:
    """Nor when no row of them is asked for."""
    few = EVERY_SCOPE - {"signals:read"}
    both = Actor.person(cast.wei.id, Role.ADMIN)
    async with open_work(cast.place, both) as work:
        with pytest.raises(NotAllowed, match="signals:read"):
            await create_webhook_endpoint(
                work,
                name="Counting",
                url="https://hooks.example.com/",
                events=["goal.closed"],
                held=few,
                document=BOTH,
            )


@pytest.mark.parametrize("document", ["query ($id: ID!) { nodes(ids: [$id]) { id } }"])
async def test_a_subject_that_nobody_may_see_is_null(
    cast: Cast, receiver: Receiver, document: str
) -> None:
    await _listen(cast, receiver.url, document)
    await tell(cast.place, closed())
    assert receiver.received[-1].json["data"]["document"] == {"nodes": [None]}
