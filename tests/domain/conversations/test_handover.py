"""Who manages somebody no more gathers nothing more, and what they planned goes to who does."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.conversations.commands import answer_touchpoint, schedule_conversation
from domain.conversations.conversation import Conversation
from domain.conversations.holding import confirm_held, start_conversation
from domain.conversations.preparation import PrepFact, QuestionType
from domain.conversations.preparing import (
    add_fact,
    add_question,
    complete_preparation,
    prepare_conversation,
)
from domain.conversations.queries import visible_notes, visible_prep_facts
from domain.conversations.states import ConversationState
from domain.conversations.talking import write_note
from domain.conversations.talking_point import ConversationNote
from domain.errors import Conflict, NotFound
from domain.goals.queries import visible_goals
from domain.nudges.nudge import NudgeState
from domain.people.commands import end_employment, set_manager
from domain.people.person import Person
from domain.policy.handover import LEFT
from domain.policy.touchpoint import TouchpointState
from domain.records.account import StatedFact
from domain.records.commands import record_conversation
from domain.signals.evidence import Evidence
from domain.work import UnitOfWork
from tenants.work import open_work
from tests.builders import an_active_goal
from tests.jobs import run_pending_jobs
from tests.people import NOON, TODAY, TOMORROW, Cast, acting
from tests.signals import a_piece as piece_of
from tests.signals import push_pieces
from tests.talks import HALF_AN_HOUR, IN_AN_HOUR, held, planned, prepared, ready, scheduled, told
from tests.touchpoints import a_touchpoint, nudge_for, touchpoint_now

Deed = Callable[[UnitOfWork, UUID], Awaitable[object]]


async def moves_to(cast: Cast, manager: Person | None, *, on: date = TODAY) -> None:
    """Omar gets another manager, or none. What follows has yet to happen."""
    manager_id = manager.id if manager else None
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await set_manager(work, person_id=cast.omar.id, manager_id=manager_id, from_=on)


async def talks(cast: Cast) -> list[tuple[str, UUID, UUID | None]]:
    """The state of each, and with whom; the oldest first."""
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        found = await work.session.scalars(select(Conversation).order_by(Conversation.id))
        return [(talk.state.value, talk.manager_id, talk.touchpoint_id) for talk in found]


async def a_piece(cast: Cast) -> Evidence:
    """Something that Omar did just now."""
    await push_pieces(cast.place, [piece_of(cast.omar)])
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return (await work.session.scalars(select(Evidence))).one()


GATHER: dict[str, tuple[Callable[[Cast], Awaitable[Conversation]], Deed]] = {
    "schedule": (
        planned,
        lambda work, talk: schedule_conversation(
            work, conversation_id=talk, starts_at=IN_AN_HOUR, ends_at=IN_AN_HOUR + HALF_AN_HOUR
        ),
    ),
    "prepare": (scheduled, lambda work, talk: prepare_conversation(work, conversation_id=talk)),
    "prepare again": (ready, lambda work, talk: prepare_conversation(work, conversation_id=talk)),
    "add a fact": (
        prepared,
        lambda work, talk: add_fact(work, conversation_id=talk, text="Slow"),
    ),
    "ask": (
        prepared,
        lambda work, talk: add_question(
            work, conversation_id=talk, type=QuestionType.EXPLORE, text="Why?"
        ),
    ),
    "complete": (prepared, lambda work, talk: complete_preparation(work, conversation_id=talk)),
    "start": (ready, lambda work, talk: start_conversation(work, conversation_id=talk)),
}


@pytest.mark.parametrize("deed", GATHER)
@pytest.mark.parametrize("who", ["mei", "omar"])
async def test_nothing_is_gathered_for_a_former_manager(cast: Cast, deed: str, who: str) -> None:
    until_then, gather = GATHER[deed]
    talk = await until_then(cast)
    await moves_to(cast, cast.ivan)
    with pytest.raises(Conflict, match="has another manager by now"):
        async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
            await gather(work, talk.id)


async def test_nor_is_it_by_itself(cast: Cast) -> None:
    """The time was set while Mei was the manager; the reaction comes afterwards."""
    talk = await scheduled(cast)
    await moves_to(cast, cast.ivan)
    await run_pending_jobs(cast.place, now=NOON)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        facts = select(PrepFact.id).where(PrepFact.conversation_id == talk.id)
        assert (await work.session.scalars(facts)).all() == []


async def test_a_former_manager_records_what_was_held_but_cites_nothing_new(cast: Cast) -> None:
    talk = await held(cast)
    piece = await a_piece(cast)
    await moves_to(cast, cast.ivan)
    cited = [StatedFact(text="The import", occurred_on=TODAY, evidence_id=piece.id)]
    with pytest.raises(NotFound, match="no evidence about this person"):
        async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
            await record_conversation(
                work, conversation_id=talk.id, **{**told(cast), "facts": cited}
            )
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await record_conversation(work, conversation_id=talk.id, **told(cast))


async def test_what_the_talk_was_prepared_with_may_still_be_cited(cast: Cast) -> None:
    piece = await a_piece(cast)
    talk = await held(cast)
    await moves_to(cast, cast.ivan)
    cited = [StatedFact(text="The import", occurred_on=TODAY, evidence_id=piece.id)]
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await record_conversation(work, conversation_id=talk.id, **{**told(cast), "facts": cited})


async def test_a_former_manager_follows_no_goal_they_once_proposed(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    await moves_to(cast, cast.ivan)
    seen = {}
    for who in (cast.mei, cast.ivan, cast.omar):
        async with open_work(cast.place, acting(who), now=NOON) as work:
            ids = [one.id for one in await work.session.scalars(visible_goals(work.viewer))]
            seen[who.name] = ids == [goal.id]
    assert seen == {"Mei": False, "Ivan": True, "Omar": True}


@pytest.mark.parametrize("until_then", [planned, scheduled, prepared, ready])
async def test_a_talk_that_has_not_begun_goes_to_the_new_manager(
    cast: Cast, until_then: Callable[[Cast], Awaitable[Conversation]]
) -> None:
    talk = await until_then(cast)
    await moves_to(cast, cast.ivan)
    await run_pending_jobs(cast.place, now=NOON)
    assert await talks(cast) == [
        ("CANCELLED", cast.mei.id, None),
        ("PLANNED", cast.ivan.id, None),
    ]
    async with open_work(cast.place, acting(cast.ivan), now=NOON) as work:
        new = select(Conversation).where(Conversation.manager_id == cast.ivan.id)
        handed = (await work.session.scalars(new)).one()
        assert (handed.kind, handed.channel, handed.subject_id) == (
            talk.kind,
            talk.channel,
            cast.omar.id,
        )
        assert (handed.planned_by_id, handed.answer_due_on) == (None, TODAY + timedelta(days=5))


async def test_what_was_prepared_and_noted_stays_with_those_who_did(cast: Cast) -> None:
    talk = await ready(cast)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await write_note(work, conversation_id=talk.id, text="Mine alone")
    await moves_to(cast, cast.ivan)
    await run_pending_jobs(cast.place, now=NOON)
    seen = {}
    for who in (cast.mei, cast.omar, cast.ivan, cast.hua, cast.wei):
        async with open_work(cast.place, acting(who), now=NOON) as work:
            notes = await work.session.scalars(visible_notes(work.viewer))
            facts = await work.session.scalars(visible_prep_facts(work.viewer))
            seen[who.name] = len(notes.all()), len(facts.all()) > 0
    assert seen == {
        "Mei": (1, True), "Omar": (0, True), "Ivan": (0, False), "Hua": (0, False),
        "Wei": (0, False),
    }  # fmt: skip
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        noted = select(ConversationNote.conversation_id)
        assert (await work.session.scalars(noted)).all() == [talk.id]


async def test_what_is_under_way_is_finished_by_the_two_who_began(cast: Cast) -> None:
    talk = await ready(cast)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await start_conversation(work, conversation_id=talk.id)
    await moves_to(cast, cast.ivan)
    await run_pending_jobs(cast.place, now=NOON)
    for who in (cast.mei, cast.omar):
        async with open_work(cast.place, acting(who), now=NOON) as work:
            done = await confirm_held(work, conversation_id=talk.id)
    assert (done.state, done.manager_id) == (ConversationState.HELD, cast.mei.id)


async def test_with_no_new_manager_it_is_over(cast: Cast) -> None:
    await planned(cast)
    await moves_to(cast, None)
    await run_pending_jobs(cast.place, now=NOON)
    assert await talks(cast) == [("CANCELLED", cast.mei.id, None)]


async def test_it_happens_on_the_day_of_the_change_and_not_before(cast: Cast) -> None:
    await planned(cast)
    await moves_to(cast, cast.ivan, on=TOMORROW.date())
    await run_pending_jobs(cast.place, now=NOON)
    assert [state for state, *_ in await talks(cast)] == ["PLANNED"]
    await run_pending_jobs(cast.place, now=TOMORROW)
    assert [state for state, *_ in await talks(cast)] == ["CANCELLED", "PLANNED"]


async def test_what_is_due_goes_to_the_new_manager_with_its_reasons(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await answer_touchpoint(work, touchpoint_id=touchpoint.id)
    await run_pending_jobs(cast.place, now=NOON)
    await moves_to(cast, cast.ivan)
    await run_pending_jobs(cast.place, now=NOON)
    assert await talks(cast) == [
        ("CANCELLED", cast.mei.id, touchpoint.id),
        ("PLANNED", cast.ivan.id, touchpoint.id),
    ]
    due, nudge = (
        await touchpoint_now(cast.place, touchpoint),
        await nudge_for(cast.place, touchpoint),
    )
    assert (due.owner_id, due.state) == (cast.ivan.id, TouchpointState.PLANNED)
    assert (nudge.recipient_id, nudge.state) == (cast.ivan.id, NudgeState.OPEN)


async def test_without_one_what_is_due_waits_for_hr(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    await moves_to(cast, None)
    await run_pending_jobs(cast.place, now=NOON)
    assert (await touchpoint_now(cast.place, touchpoint)).owner_id is None
    assert (await nudge_for(cast.place, touchpoint)).recipient_id is None
    await moves_to(cast, cast.ivan)
    await run_pending_jobs(cast.place, now=NOON)
    assert (await touchpoint_now(cast.place, touchpoint)).owner_id == cast.ivan.id


@pytest.mark.parametrize("who", ["omar", "mei"])
async def test_who_leaves_holds_no_talks(cast: Cast, who: str) -> None:
    touchpoint = await a_touchpoint(cast)
    await planned(cast)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=getattr(cast, who).id)
    await run_pending_jobs(cast.place, now=NOON)
    assert [state for state, *_ in await talks(cast)] == ["CANCELLED"]
    due = await touchpoint_now(cast.place, touchpoint)
    if who == "mei":
        assert (due.state, due.owner_id) == (TouchpointState.PLANNED, None)
        return
    assert (due.state, due.cancelled_because) == (TouchpointState.CANCELLED, LEFT)
    nudge = await nudge_for(cast.place, touchpoint)
    assert (nudge.state, nudge.withdrawn_because) == (NudgeState.WITHDRAWN, LEFT)
