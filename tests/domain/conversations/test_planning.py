"""Who plans and schedules, and what needs no plan."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from domain.actor import Actor, ActorKind
from domain.conversations.commands import (
    log_conversation,
    plan_conversation,
    schedule_conversation,
)
from domain.conversations.conversation import Channel, Conversation, Kind, Weight
from domain.conversations.states import ConversationState
from domain.conversations.talking_point import ConversationNote
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from infra.database import Place
from tenants.work import open_work
from tests.people import NOON, TODAY, Cast, acting, hire_cast
from tests.talks import IN_AN_HOUR, planned


async def how_many(cast: Cast) -> int | None:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return await work.session.scalar(select(func.count(Conversation.id)))


@pytest.mark.requirement(257)
@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("mei", True),
        ("omar", True),
        ("ana", False),
        ("ivan", False),
        ("hua", False),
        ("wei", False),
    ],
)
async def test_either_side_plans_with_no_reason_given(
    acme: Place, who: str, *, allowed: bool
) -> None:
    cast = await hire_cast(acme)
    actor = acting(getattr(cast, who))
    if allowed:
        async with open_work(acme, actor, now=NOON) as work:
            made = await plan_conversation(work, subject_id=cast.omar.id, kind=Kind.COACHING)
        assert (made.manager_id, made.subject_id) == (cast.mei.id, cast.omar.id)
    else:
        with pytest.raises(NotAllowed):
            async with open_work(acme, actor, now=NOON) as work:
                await plan_conversation(work, subject_id=cast.omar.id, kind=Kind.COACHING)
        assert await how_many(cast) == 0


@pytest.mark.requirement(257)
async def test_the_manager_owes_a_time_for_what_the_employee_asked_for(acme: Place) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        asked = await plan_conversation(work, subject_id=cast.omar.id, kind=Kind.COACHING)
    assert asked.answer_due_on == TODAY + timedelta(days=5)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        answered = await schedule_conversation(
            work,
            conversation_id=asked.id,
            starts_at=IN_AN_HOUR,
            ends_at=IN_AN_HOUR + timedelta(minutes=15),
            channel=Channel.VIDEO,
        )
    assert (answered.answer_due_on, answered.channel) == (None, Channel.VIDEO)


async def test_nobody_manages_ivan(acme: Place) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, acting(cast.ivan), now=NOON) as work:
        with pytest.raises(Conflict, match="has no manager"):
            await plan_conversation(work, subject_id=cast.ivan.id, kind=Kind.GOAL)


async def test_with_nobody(acme: Place) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(NotFound) as refused:
            await plan_conversation(work, subject_id=UUID(int=1), kind=Kind.GOAL)
    assert refused.value.field == "subject_id"


@pytest.mark.parametrize("kind", [ActorKind.AI, ActorKind.PLUGIN])
async def test_no_program_plans(acme: Place, kind: ActorKind) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, Actor(kind=kind, person_id=cast.mei.id), now=NOON) as work:
        with pytest.raises(NotAllowed):
            await plan_conversation(work, subject_id=cast.omar.id, kind=Kind.GOAL)


async def test_a_time_that_has_passed_changes_nothing(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await planned(cast)
    with pytest.raises(Invalid):
        async with open_work(acme, acting(cast.mei), now=NOON) as work:
            await schedule_conversation(
                work,
                conversation_id=conversation.id,
                starts_at=NOON - timedelta(days=1),
                ends_at=NOON,
                channel=Channel.PHONE,
            )
    async with open_work(acme, Actor.system(), now=NOON) as work:
        kept = await work.get(Conversation, conversation.id)
        assert (kept.state, kept.channel) == (ConversationState.PLANNED, Channel.IN_PERSON)


@pytest.mark.requirement(11, 21)
@pytest.mark.parametrize(("who", "other"), [("mei", "omar"), ("omar", "mei")])
async def test_a_word_in_the_corridor_is_logged_in_one_go(
    acme: Place, who: str, other: str
) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, acting(getattr(cast, who)), now=NOON) as work:
        logged = await log_conversation(
            work, with_person_id=getattr(cast, other).id, text="Thanks for the quick fix"
        )
        note = (await work.session.scalars(select(ConversationNote))).one()
    assert (logged.state, logged.weight) == (ConversationState.CLOSED, Weight.MICRO)
    assert (logged.manager_id, logged.subject_id) == (cast.mei.id, cast.omar.id)
    assert (logged.held_at, note.text) == (NOON, "Thanks for the quick fix")


async def test_what_has_yet_to_happen_is_not_logged(acme: Place) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Invalid) as refused:
            await log_conversation(
                work, with_person_id=cast.omar.id, text="Later", happened_at=IN_AN_HOUR
            )
    assert refused.value.field == "happened_at"


async def test_colleagues_without_a_line_between_them_log_nothing(acme: Place) -> None:
    cast = await hire_cast(acme)
    with pytest.raises(NotAllowed):
        async with open_work(acme, acting(cast.ana), now=NOON) as work:
            await log_conversation(work, with_person_id=cast.omar.id, text="Hello")
    assert await how_many(cast) == 0
