"""Who is on either side of a conversation, and whether the one who acts is one of them."""

from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

from domain.conversations.conversation import Conversation
from domain.conversations.queries import visible_conversations
from domain.errors import Conflict, NotAllowed, NotFound
from domain.people.person import Person
from domain.people.queries import manager_of
from domain.work import UnitOfWork


@dataclass(frozen=True)
class Pair:
    """An employee and their manager, as the reporting line has it now."""

    manager_id: UUID
    subject_id: UUID


async def own_conversation(work: UnitOfWork, conversation_id: UUID) -> tuple[UUID, Conversation]:
    """The one who acts, and their conversation, locked. Only its participants get past here."""
    actor_id = work.actor.require_person()
    conversation = await work.get(Conversation, conversation_id, lock=True, field="conversation_id")
    if actor_id not in conversation.participant_ids:
        await refuse_outsider(work, conversation)
    return actor_id, conversation


async def refuse_outsider(work: UnitOfWork, conversation: Conversation) -> NoReturn:
    """Those who may know of it are told that it is not theirs; others, that there is none."""
    seen = visible_conversations(work.viewer).where(Conversation.id == conversation.id)
    if await work.session.scalar(seen.with_only_columns(Conversation.id)) is None:
        raise NotFound(
            "There is no conversation with that id",
            zh="找不到该编号对应的内容",
            field="conversation_id",
        )
    raise NotAllowed(
        "Only the two who talk with each other can do this",
        zh="只有沟通双方可以执行此操作",
        field="conversation_id",
    )


async def require_pair_of_today(work: UnitOfWork, conversation: Conversation) -> None:
    """Nothing is gathered for who does not manage the employee any more. Raises Conflict."""
    if not await is_pair_of_today(work, conversation):
        raise Conflict(
            "The employee has another manager by now",
            zh="该员工的直属上级已变更",
            field="conversation_id",
        )


async def is_pair_of_today(work: UnitOfWork, conversation: Conversation) -> bool:
    return await manager_of(work, conversation.subject_id) == conversation.manager_id


async def pair_of(work: UnitOfWork, subject_id: UUID, *, field: str) -> Pair:
    """The employee and whoever manages them today."""
    manager_id = await manager_of(work, subject_id)
    if manager_id is None:
        await work.get(Person, subject_id, field=field)
        raise Conflict("This person has no manager", zh="该员工没有直属上级", field=field)
    return Pair(manager_id, subject_id)


async def own_pair(work: UnitOfWork, subject_id: UUID, *, field: str) -> tuple[UUID, Pair]:
    """The one who acts, and the pair they belong to as the employee or as the manager."""
    actor_id = work.actor.require_person()
    pair = await pair_of(work, subject_id, field=field)
    if actor_id not in {pair.manager_id, pair.subject_id}:
        raise NotAllowed(
            "Only the employee and their manager can do this",
            zh="只有员工本人和其直属上级可以执行此操作",
            field=field,
        )
    return actor_id, pair
