"""Everything that a scorecard is computed from, as it was stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from domain.commitments.commitment import Commitment
from domain.conversations.conversation import Conversation
from domain.events import StoredEvent
from domain.policy.touchpoint import Touchpoint, TouchpointState
from domain.scorecards.formula import Happened, RequiredTalk
from domain.scorecards.period import Period
from domain.work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class History:
    talks: Sequence[RequiredTalk]
    events: Sequence[Happened]
    conversations: dict[UUID, UUID]
    """From a touchpoint or a commitment to its conversation, for those who want to look."""


async def history_of(work: UnitOfWork, manager_id: UUID, period: Period) -> History:
    """What was due of the manager in the period, and what has happened to it."""
    talks = await _talks(work, manager_id, period)
    conversation_of = await _pairs(
        work,
        select(Conversation.touchpoint_id, Conversation.id)
        .where(Conversation.touchpoint_id.in_([talk.touchpoint_id for talk in talks]))
        .order_by(Conversation.id),
    )
    # A promise is carried over to later dates only, so an earlier date now was never later.
    made_in = await _pairs(
        work,
        select(Commitment.id, Commitment.conversation_id)
        .join(Conversation, Conversation.id == Commitment.conversation_id)
        .where(
            Commitment.owner_id == manager_id,
            Conversation.manager_id == manager_id,
            Commitment.due_on >= period.start,
        ),
    )
    return History(
        talks=talks,
        events=await _events_of(work, {*conversation_of.values(), *made_in}),
        conversations=conversation_of | made_in,
    )


async def _talks(work: UnitOfWork, manager_id: UUID, period: Period) -> list[RequiredTalk]:
    due = (
        select(Touchpoint)
        .where(
            Touchpoint.owner_id == manager_id,
            Touchpoint.due_on >= period.start,
            Touchpoint.due_on < period.end,
        )
        .execution_options(populate_existing=True)
    )
    return [
        RequiredTalk(
            touchpoint_id=touchpoint.id,
            due_on=touchpoint.due_on,
            excused=touchpoint.excused or touchpoint.state is TouchpointState.CANCELLED,
        )
        for touchpoint in await work.session.scalars(due)
    ]


async def _pairs(work: UnitOfWork, pairs: Select[Any, UUID]) -> dict[UUID, UUID]:
    return {row[0]: row[1] for row in await work.session.execute(pairs)}


async def _events_of(work: UnitOfWork, subject_ids: Collection[UUID]) -> list[Happened]:
    theirs = select(StoredEvent).where(
        StoredEvent.subject_id.in_(subject_ids),
        StoredEvent.subject.in_(("conversation", "commitment")),
    )
    return [
        Happened(
            name=event.name,
            subject_id=event.subject_id,
            at=event.occurred_at,
            content=event.content,
        )
        for event in await work.session.scalars(theirs)
    ]
