"""Holding a conversation, and how it counts as held: by both sides' word, or by silence."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from domain.conversations.agenda import load_commitments
from domain.conversations.confirmation import HeldConfirmation
from domain.conversations.conversation import SILENCE, Conversation
from domain.conversations.events import (
    ConversationConfirmed,
    ConversationHeld,
    ConversationStarted,
)
from domain.conversations.participants import own_conversation, require_pair_of_today
from domain.conversations.states import IN_CHINESE, IN_ENGLISH, ConversationState
from domain.errors import Conflict, NotAllowed
from domain.work import UnitOfWork

AT_ONCE = 500
"""How many conversations one run for the schedule takes on."""


async def start_conversation(work: UnitOfWork, *, conversation_id: UUID) -> Conversation:
    """Either side, once it is ready. What has become owed meanwhile joins the agenda."""
    actor_id, conversation = await own_conversation(work, conversation_id)
    await require_pair_of_today(work, conversation)
    if conversation.start(by=actor_id, now=work.now):
        await load_commitments(work, conversation)
        work.announce(ConversationStarted.of(conversation))
    return conversation


async def confirm_held(work: UnitOfWork, *, conversation_id: UUID) -> Conversation:
    """One side's word that it was held; with both sides' word it counts as held."""
    actor_id, conversation = await own_conversation(work, conversation_id)
    confirmed = await _confirmed_by(work, conversation_id)
    if actor_id in confirmed:
        return conversation
    if conversation.state is not ConversationState.IN_PROGRESS and conversation.confirmed is None:
        raise Conflict(
            f"This does not fit a conversation that is {IN_ENGLISH[conversation.state]}",
            zh=f"沟通{IN_CHINESE[conversation.state]}，不能执行此操作",
            field="conversation_id",
        )
    work.add(
        HeldConfirmation(conversation_id=conversation_id, person_id=actor_id, confirmed_at=work.now)
    )
    if {*confirmed, actor_id} == conversation.participant_ids:
        _both_confirmed(work, conversation, actor_id)
    return conversation


async def settle_unconfirmed(work: UnitOfWork) -> list[UUID]:
    """Held on the manager's word alone, after days of silence, and marked so. For the schedule.

    Returns:
        the ids of those settled now; as many as `AT_ONCE`, so ask again until there are none.
    """
    if not work.actor.is_system:
        raise NotAllowed("Only the schedule does this", zh="该操作仅由系统定时执行")
    long_silent = (
        select(Conversation)
        .join(
            HeldConfirmation,
            (HeldConfirmation.conversation_id == Conversation.id)
            & (HeldConfirmation.person_id == Conversation.manager_id),
        )
        .where(
            Conversation.state == ConversationState.IN_PROGRESS,
            HeldConfirmation.confirmed_at <= work.now - SILENCE,
        )
        .order_by(Conversation.id)
        .limit(AT_ONCE)
        .with_for_update(of=Conversation, skip_locked=True)
    )
    settled = (await work.session.scalars(long_silent)).all()
    for conversation in settled:
        conversation.hold(by=None, now=work.now)
        work.announce(ConversationHeld.of(conversation))
    return [conversation.id for conversation in settled]


async def _confirmed_by(work: UnitOfWork, conversation_id: UUID) -> Sequence[UUID]:
    people = select(HeldConfirmation.person_id).where(
        HeldConfirmation.conversation_id == conversation_id
    )
    return (await work.session.scalars(people)).all()


def _both_confirmed(work: UnitOfWork, conversation: Conversation, actor_id: UUID) -> None:
    if conversation.state is ConversationState.IN_PROGRESS:
        conversation.hold(by=actor_id, now=work.now)
        work.announce(ConversationHeld.of(conversation))
    else:
        conversation.confirmed = True
        work.announce(ConversationConfirmed.of(conversation))
