from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.actor import Actor, Role
from domain.base import new_id
from domain.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from domain.events import StoredEvent
from domain.nudges import wording
from domain.nudges.nudge import NudgeState
from domain.people.commands import add_person, set_manager
from domain.people.person import Person
from domain.policy.commands import (
    assign_touchpoint,
    miss_overdue_touchpoints,
    waive_touchpoint,
)
from domain.policy.following import follow_conversation
from domain.policy.queries import visible_touchpoints, visible_trigger_firings
from domain.policy.touchpoint import Touchpoint, TouchpointState
from domain.scorecards.commands import recompute_scorecard
from domain.scorecards.period import Grain
from infra.database import Place
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.people import JOINED, NOON, Cast, acting
from tests.touchpoints import a_touchpoint, nudge_for, touchpoint_now

ONE, OTHER = new_id(), new_id()


@pytest.mark.parametrize("who", ["mei", "hua"])
async def test_its_owner_and_hr_may_waive_it(cast: Cast, who: str) -> None:
    touchpoint = await a_touchpoint(cast)
    async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
        await waive_touchpoint(work, touchpoint_id=touchpoint.id, reason="On leave")
    waived = await touchpoint_now(cast.place, touchpoint)
    assert (waived.state, waived.waived_because, waived.waived_by_id) == (
        TouchpointState.WAIVED,
        "On leave",
        getattr(cast, who).id,
    )


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("omar", NotAllowed), ("ivan", NotFound), ("ana", NotFound), ("wei", NotFound)],
)
async def test_nobody_else_may_waive_or_assign_it(
    cast: Cast, who: str, refusal: type[DomainError]
) -> None:
    touchpoint = await a_touchpoint(cast)
    for deed in (waive_touchpoint, assign_touchpoint):
        async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
            given = {"reason": "No"} if deed is waive_touchpoint else {"owner_id": cast.ivan.id}
            with pytest.raises(refusal):
                await deed(work, touchpoint_id=touchpoint.id, **given)
    kept = await touchpoint_now(cast.place, touchpoint)
    assert (kept.state, kept.owner_id) == (TouchpointState.PLANNED, cast.mei.id)


async def _boss_of(cast: Cast, person: Person) -> Person:
    """Lena, who manages that person."""
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        lena = await add_person(work, name="Lena", email="lena@acme.test", joined_on=JOINED)
        await set_manager(work, person_id=person.id, manager_id=lena.id, from_=JOINED)
        return lena


async def _coverage_of(cast: Cast, manager: Person) -> tuple[int, float | None]:
    """How many talks are required in June, once all are due, and the share of those held."""
    async with open_work(cast.place, Actor.system(), now=NOON + timedelta(days=8)) as work:
        card = await recompute_scorecard(
            work, manager_id=manager.id, grain=Grain.MONTH, day=NOON.date()
        )
        return card.talks_required, card.coverage


@pytest.mark.parametrize(
    ("who", "required"), [("mei", 1), ("hua", 0), ("lena", 0), ("mei as HR", 1)]
)
async def test_nobody_lets_themselves_off(cast: Cast, who: str, required: int) -> None:
    """A talk that its own manager waives is required still, and so counts against them."""
    lena = await _boss_of(cast, cast.mei)
    touchpoint = await a_touchpoint(cast)
    actors = {
        "mei": acting(cast.mei),
        "hua": acting(cast.hua),
        "lena": acting(lena),
        "mei as HR": Actor.person(cast.mei.id, Role.HR),
    }
    async with open_work(cast.place, actors[who], now=NOON) as work:
        await waive_touchpoint(work, touchpoint_id=touchpoint.id, reason="On leave")
    await run_pending_jobs(cast.place, now=NOON)
    assert await _coverage_of(cast, cast.mei) == (required, 0.0 if required else None)


async def test_nobody_passes_a_talk_on_to_who_does_not_manage_the_employee(cast: Cast) -> None:
    lena = await _boss_of(cast, cast.mei)
    touchpoint = await a_touchpoint(cast)
    with pytest.raises(NotAllowed, match="the line above its owner"):
        async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
            await assign_touchpoint(work, touchpoint_id=touchpoint.id, owner_id=cast.ivan.id)
    assert await _coverage_of(cast, cast.mei) == (1, 0.0)
    async with open_work(cast.place, acting(lena), now=NOON) as work:
        await assign_touchpoint(work, touchpoint_id=touchpoint.id, owner_id=cast.ivan.id)
    await run_pending_jobs(cast.place, now=NOON)
    assert await _coverage_of(cast, cast.mei) == (0, None)
    assert await _coverage_of(cast, cast.ivan) == (1, 0.0)


@pytest.mark.parametrize("reason", ["", " ", "w" * 501, "a\0b"])
async def test_a_waiver_gives_its_reason(cast: Cast, reason: str) -> None:
    touchpoint = await a_touchpoint(cast)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Invalid) as refused:
            await waive_touchpoint(work, touchpoint_id=touchpoint.id, reason=reason)
    assert refused.value.field == "reason"


async def test_what_was_waived_is_not_waived_again(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await waive_touchpoint(work, touchpoint_id=touchpoint.id, reason="On leave")
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Conflict):
            await waive_touchpoint(work, touchpoint_id=touchpoint.id, reason="Again")


async def test_a_waiver_ends_the_nudge(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await waive_touchpoint(work, touchpoint_id=touchpoint.id, reason="On leave")
    await run_pending_jobs(cast.place, now=NOON)
    nudge = await nudge_for(cast.place, touchpoint)
    assert (nudge.state, nudge.withdrawn_because) == (NudgeState.WITHDRAWN, wording.WAIVED)


@pytest.mark.requirement(31)
async def test_hr_finds_an_owner_for_what_has_none_and_the_nudge_follows(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast, cast.ivan)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        waiting = visible_touchpoints(work.viewer).where(Touchpoint.owner_id.is_(None))
        assert [one.id for one in await work.session.scalars(waiting)] == [touchpoint.id]
        await assign_touchpoint(work, touchpoint_id=touchpoint.id, owner_id=cast.mei.id)
    await run_pending_jobs(cast.place, now=NOON)
    assert (await nudge_for(cast.place, touchpoint)).recipient_id == cast.mei.id


async def test_nobody_is_to_converse_with_themselves(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        with pytest.raises(NotAllowed) as refused:
            await assign_touchpoint(work, touchpoint_id=touchpoint.id, owner_id=cast.omar.id)
    assert refused.value.field == "owner_id"


@pytest.mark.requirement(146)
@pytest.mark.parametrize(
    ("who", "seen"), [("omar", 1), ("mei", 1), ("hua", 1), ("ana", 0), ("ivan", 0), ("wei", 0)]
)
async def test_the_employee_the_owner_and_hr_see_it_and_its_evidence(
    cast: Cast, who: str, seen: int
) -> None:
    await a_touchpoint(cast)
    async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
        touchpoints = await work.session.scalars(visible_touchpoints(work.viewer))
        firings = await work.session.scalars(visible_trigger_firings(work.viewer))
        assert (len(list(touchpoints)), len(list(firings))) == (seen, seen)


@pytest.mark.parametrize(("days", "missed"), [(7, 0), (8, 1)])
async def test_it_is_missed_the_day_after_it_was_due(cast: Cast, days: int, missed: int) -> None:
    await a_touchpoint(cast)
    for _ in range(2):
        async with open_work(cast.place, Actor.system(), now=NOON + timedelta(days=days)) as work:
            assert await miss_overdue_touchpoints(work) == missed
        missed = 0


async def _follow(place: Place, touchpoint: Touchpoint, *happened: tuple[str, UUID]) -> None:
    for name, conversation_id in happened:
        event = StoredEvent(
            name=f"conversation.{name}",
            subject="conversation",
            subject_id=conversation_id,
            occurred_at=NOON,
            actor_kind="PERSON",
            content={"touchpoint_id": str(touchpoint.id)},
        )
        async with open_work(place, Actor.system(), now=NOON) as work:
            await follow_conversation(work, event)
    await run_pending_jobs(place, now=NOON)


@pytest.mark.parametrize(
    ("happened", "state", "conversation_id"),
    [
        ([("planned", ONE)], TouchpointState.PLANNED, ONE),
        ([("planned", ONE), ("scheduled", ONE)], TouchpointState.SCHEDULED, ONE),
        ([("scheduled", ONE), ("cancelled", ONE)], TouchpointState.PLANNED, None),
        ([("scheduled", ONE), ("missed", ONE)], TouchpointState.PLANNED, None),
        ([("cancelled", ONE), ("planned", OTHER)], TouchpointState.PLANNED, OTHER),
        ([("scheduled", ONE), ("held", ONE)], TouchpointState.HELD, ONE),
        ([("held", ONE), ("cancelled", ONE)], TouchpointState.HELD, ONE),
    ],
)
async def test_it_follows_the_conversation_that_answers_it(
    cast: Cast,
    happened: Sequence[tuple[str, UUID]],
    state: TouchpointState,
    conversation_id: UUID | None,
) -> None:
    touchpoint = await a_touchpoint(cast)
    await _follow(cast.place, touchpoint, *happened)
    now = await touchpoint_now(cast.place, touchpoint)
    assert (now.state, now.conversation_id) == (state, conversation_id)


def test_an_older_event_that_comes_later_changes_nothing() -> None:
    touchpoint = Touchpoint(
        kind="COACHING",
        subject_id=ONE,
        owner_id=OTHER,
        firing_id=ONE,
        due_on=NOON.date(),
        planned_at=NOON,
    )
    older, newer = new_id(), new_id()
    for event_id, name in ((newer, "scheduled"), (older, "planned"), (newer, "scheduled")):
        touchpoint.follow(f"conversation.{name}", event_id=event_id, conversation_id=ONE, now=NOON)
    assert touchpoint.state is TouchpointState.SCHEDULED


@pytest.mark.requirement(139)
async def test_a_nudge_is_done_when_the_conversation_was_held(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    await _follow(cast.place, touchpoint, ("scheduled", ONE), ("held", ONE))
    assert (await nudge_for(cast.place, touchpoint)).state is NudgeState.DONE


async def test_events_of_a_touchpoint_are_kept(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    await _follow(cast.place, touchpoint, ("planned", ONE), ("scheduled", ONE), ("held", ONE))
    async with open_work(cast.place, Actor.system()) as work:
        of_it = (
            select(StoredEvent.name)
            .where(StoredEvent.subject_id == touchpoint.id)
            .order_by(StoredEvent.id)
        )
        names = list(await work.session.scalars(of_it))
    assert names == ["touchpoint.planned", "touchpoint.scheduled", "touchpoint.held"]
