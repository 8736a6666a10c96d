"""What Tanlu proposes for the preparation, each item once, however often it is asked."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from domain.base import new_id
from domain.conversations.conversation import Conversation
from domain.conversations.preparation import PrepFact, PrepQuestion, Visibility
from domain.conversations.proposals import evidence_facts, firing_facts, goal_facts
from domain.conversations.question_bank import outline_for
from domain.work import UnitOfWork

FIRST_WINDOW: Final = timedelta(days=30)
"""How far back the first conversation of a pair looks; later ones look back to the last."""


async def propose_questions(work: UnitOfWork, conversation: Conversation) -> None:
    rows = [
        {
            "id": new_id(),
            "conversation_id": conversation.id,
            "visibility": Visibility.PARTICIPANTS,
            "type": question.type,
            "text": question.text,
            "bank_key": question.key,
            "asked_at": work.now,
        }
        for question in outline_for(conversation.kind)
    ]
    once = insert(PrepQuestion).on_conflict_do_nothing(
        index_elements=["conversation_id", "bank_key"]
    )
    await work.session.execute(once, rows)


async def propose_facts(work: UnitOfWork, conversation: Conversation) -> None:
    facts = [
        *await firing_facts(work, conversation),
        *await goal_facts(work, conversation),
        *await evidence_facts(work, conversation, await since_last(work, conversation)),
    ]
    if not facts:
        return
    shared = {
        "conversation_id": conversation.id,
        "visibility": Visibility.PARTICIPANTS,
        "frozen_at": work.now,
    }
    once = insert(PrepFact).on_conflict_do_nothing(
        index_elements=["conversation_id", "origin", "origin_id"]
    )
    await work.session.execute(once, [{"id": new_id(), **shared, **fact} for fact in facts])


async def since_last(work: UnitOfWork, conversation: Conversation) -> datetime:
    """When this pair last talked, or the start of the first window."""
    last = select(func.max(Conversation.held_at)).where(
        Conversation.manager_id == conversation.manager_id,
        Conversation.subject_id == conversation.subject_id,
        Conversation.id != conversation.id,
    )
    return await work.session.scalar(last) or work.now - FIRST_WINDOW
