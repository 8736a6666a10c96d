"""How a conversation ends: closed after the record, or called off before it began."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from domain.actor import Role
from domain.conversations.agenda import require_all_dealt_with
from domain.conversations.confirmation import HeldConfirmation
from domain.conversations.conversation import Conversation
from domain.conversations.events import (
    ConversationCancelled,
    ConversationClosed,
    ConversationMissed,
    ConversationWaived,
)
from domain.conversations.holding import AT_ONCE
from domain.conversations.participants import own_conversation, refuse_outsider
from domain.conversations.states import TRANSITIONS, Deed
from domain.errors import Conflict, NotAllowed
from domain.wording import worded
from domain.work import UnitOfWork

_MOST_REASON: Final = 500
_A_DAY: Final = timedelta(days=1)


async def close_conversation(work: UnitOfWork, *, conversation_id: UUID) -> Conversation:
    """Either side, once there is a record and all on the agenda has been dealt with."""
    actor_id, conversation = await own_conversation(work, conversation_id)
    if conversation.close(by=actor_id, now=work.now):
        await require_all_dealt_with(work, conversation_id)
        work.announce(ConversationClosed.of(conversation))
    return conversation


async def cancel_conversation(
    work: UnitOfWork, *, conversation_id: UUID, reason: str
) -> Conversation:
    """Either side, with a reason, unless one of them has said that it was held."""
    actor_id, conversation = await own_conversation(work, conversation_id)
    reason = worded(reason, "reason", most=_MOST_REASON)
    confirmations = select(func.count()).where(HeldConfirmation.conversation_id == conversation_id)
    if conversation.started_at and await work.session.scalar(confirmations):
        raise Conflict(
            "One of you has said that it was held",
            zh="已有一方确认已谈完",
            field="conversation_id",
        )
    if conversation.leave(Deed.CANCEL, reason, by=actor_id, now=work.now):
        work.announce(ConversationCancelled.of(conversation))
    return conversation


async def miss_conversation(work: UnitOfWork, *, conversation_id: UUID) -> Conversation:
    """Either side says that it did not take place at its time."""
    actor_id, conversation = await own_conversation(work, conversation_id)
    if conversation.leave(Deed.MISS, None, by=actor_id, now=work.now):
        work.announce(ConversationMissed.of(conversation))
    return conversation


async def waive_conversation(
    work: UnitOfWork, *, conversation_id: UUID, reason: str
) -> Conversation:
    """HR lets a pair off, with a reason. Not the manager: what is waived is not counted."""
    actor_id = work.actor.require_person()
    conversation = await work.get(Conversation, conversation_id, lock=True, field="conversation_id")
    if not work.actor.has(Role.HR):
        await _refuse_waiving(work, conversation, actor_id)
    reason = worded(reason, "reason", most=_MOST_REASON)
    if conversation.leave(Deed.WAIVE, reason, by=actor_id, now=work.now):
        work.announce(ConversationWaived.of(conversation))
    return conversation


async def miss_overdue_conversations(work: UnitOfWork) -> list[UUID]:
    """What was not begun within a day after its time is missed. For the schedule.

    Returns:
        the ids of those missed now; as many as `AT_ONCE`, so ask again until there are none.
    """
    if not work.actor.is_system:
        raise NotAllowed("Only the schedule does this", zh="该操作仅由系统定时执行")
    overdue = (
        select(Conversation)
        .where(
            Conversation.state.in_(TRANSITIONS[Deed.MISS]),
            Conversation.ends_at < work.now - _A_DAY,
        )
        .order_by(Conversation.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    missed = (await work.session.scalars(overdue)).all()
    for conversation in missed:
        conversation.leave(Deed.MISS, None, by=None, now=work.now)
        work.announce(ConversationMissed.of(conversation))
    return [conversation.id for conversation in missed]


async def _refuse_waiving(work: UnitOfWork, conversation: Conversation, actor_id: UUID) -> None:
    if actor_id not in conversation.participant_ids:
        await refuse_outsider(work, conversation)
    raise NotAllowed("Only HR can waive a conversation", zh="只有 HR 可以免除沟通")
