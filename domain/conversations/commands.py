"""Planning and scheduling conversations, and noting the ones that needed neither."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.conversations.conversation import (
    LIVE,
    TIME_TO_ANSWER,
    Channel,
    Conversation,
    Kind,
)
from domain.conversations.events import (
    ConversationClosed,
    ConversationLogged,
    ConversationPlanned,
    ConversationScheduled,
)
from domain.conversations.participants import (
    Pair,
    own_conversation,
    own_pair,
    require_pair_of_today,
)
from domain.conversations.preparation import Visibility
from domain.conversations.talking_point import ConversationNote
from domain.errors import Conflict, NotAllowed
from domain.people.queries import manager_of, today
from domain.policy.touchpoint import Touchpoint, TouchpointKind, TouchpointState
from domain.wording import worded
from domain.work import UnitOfWork

KINDS: Final = {
    TouchpointKind.GOAL_CLARIFICATION: Kind.GOAL,
    TouchpointKind.COACHING: Kind.COACHING,
    TouchpointKind.RETRO: Kind.COACHING,
}

_UNANSWERED: Final = (TouchpointState.PLANNED, TouchpointState.SCHEDULED, TouchpointState.MISSED)


async def plan_conversation(
    work: UnitOfWork, *, subject_id: UUID, kind: Kind, channel: Channel = Channel.IN_PERSON
) -> Conversation:
    """The employee or their manager, at any time and for no given reason."""
    actor_id, pair = await own_pair(work, subject_id, field="subject_id")
    return _plan(work, pair, actor_id, kind, channel, None)


async def answer_touchpoint(
    work: UnitOfWork, *, touchpoint_id: UUID, channel: Channel = Channel.IN_PERSON
) -> Conversation:
    """Plan the conversation that a touchpoint asks for. Its employee or their manager may."""
    touchpoint = await work.get(Touchpoint, touchpoint_id, lock=True, field="touchpoint_id")
    actor_id, pair = await own_pair(work, touchpoint.subject_id, field="touchpoint_id")
    planned = await work.session.scalar(
        select(Conversation).where(Conversation.touchpoint_id == touchpoint_id, LIVE)
    )
    if planned is not None and planned.planned_by_id == actor_id:
        return planned
    if planned is not None or touchpoint.state not in _UNANSWERED:
        raise Conflict(
            "This no longer asks for a conversation",
            zh="该待办沟通不再需要安排沟通",
            field="touchpoint_id",
        )
    return _plan(work, pair, actor_id, KINDS[touchpoint.kind], channel, touchpoint_id)


async def schedule_conversation(
    work: UnitOfWork,
    *,
    conversation_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    channel: Channel | None = None,
) -> Conversation:
    """Either side sets its time, or another time."""
    actor_id, conversation = await own_conversation(work, conversation_id)
    await require_pair_of_today(work, conversation)
    if channel is not None:
        conversation.channel = channel
    if conversation.schedule(starts_at, ends_at, by=actor_id, now=work.now):
        work.announce(ConversationScheduled.of(conversation))
    return conversation


async def log_conversation(
    work: UnitOfWork,
    *,
    with_person_id: UUID,
    text: str,
    kind: Kind = Kind.COACHING,
    channel: Channel = Channel.CORRIDOR,
    happened_at: datetime | None = None,
) -> Conversation:
    """A few minutes' talk, noted afterwards by either side; it needs nothing more."""
    actor_id, pair = await _pair_with(work, with_person_id)
    text = worded(text, "text")
    happened_at = happened_at or work.now
    conversation = _new(work, pair, actor_id, kind, channel)
    conversation.log(happened_at, by=actor_id, now=work.now)
    work.add(conversation)
    await work.session.flush()
    note = ConversationNote(
        conversation_id=conversation.id,
        author_id=actor_id,
        visibility=Visibility.PARTICIPANTS,
        text=text,
        written_at=work.now,
    )
    work.add(note)
    work.announce(ConversationLogged.of(conversation))
    work.announce(ConversationClosed.of(conversation))
    return conversation


def _plan(
    work: UnitOfWork,
    pair: Pair,
    actor_id: UUID,
    kind: Kind,
    channel: Channel,
    touchpoint_id: UUID | None,
) -> Conversation:
    conversation = _new(work, pair, actor_id, kind, channel)
    conversation.touchpoint_id = touchpoint_id
    if actor_id == pair.subject_id:
        conversation.answer_due_on = today(work) + TIME_TO_ANSWER
    work.add(conversation)
    work.announce(ConversationPlanned.of(conversation))
    return conversation


def _new(
    work: UnitOfWork, pair: Pair, actor_id: UUID, kind: Kind, channel: Channel
) -> Conversation:
    return Conversation(
        kind=kind,
        channel=channel,
        subject_id=pair.subject_id,
        manager_id=pair.manager_id,
        planned_by_id=actor_id,
        planned_at=work.now,
        last_deed_by_id=actor_id,
    )


async def _pair_with(work: UnitOfWork, person_id: UUID) -> tuple[UUID, Pair]:
    """The actor and the other, whichever of the two manages the other."""
    actor_id = work.actor.require_person()
    if await manager_of(work, actor_id) == person_id:
        return actor_id, Pair(person_id, actor_id)
    if await manager_of(work, person_id) == actor_id:
        return actor_id, Pair(actor_id, person_id)
    raise NotAllowed(
        "Neither of you manages the other", zh="你们之间没有汇报关系", field="with_person_id"
    )
