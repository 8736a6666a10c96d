"""Preparing a conversation: Tanlu proposes, both sides add, either says it is ready."""

from uuid import UUID

from sqlalchemy import func, select

from domain.conversations.agenda import load_commitments
from domain.conversations.conversation import Conversation
from domain.conversations.events import PrepPackProposed, PrepPackReady
from domain.conversations.pack import propose_facts, propose_questions
from domain.conversations.participants import own_conversation, require_pair_of_today
from domain.conversations.preparation import (
    FactOrigin,
    PrepFact,
    PrepQuestion,
    QuestionType,
    Visibility,
)
from domain.conversations.snapshot import snapshot_of
from domain.conversations.states import AHEAD, IN_CHINESE, IN_ENGLISH, ConversationState, Deed
from domain.errors import Conflict, NotFound
from domain.people.person import Person
from domain.signals.evidence import Evidence
from domain.signals.queries import visible_evidence
from domain.texts import both
from domain.wording import worded
from domain.work import UnitOfWork


async def prepare_conversation(work: UnitOfWork, *, conversation_id: UUID) -> Conversation:
    """Gather what is known and what is owed. Either side, or the system, and again at will."""
    if work.actor.is_system:
        by = None
        conversation = await work.get(Conversation, conversation_id, lock=True)
    else:
        by, conversation = await own_conversation(work, conversation_id)
    await require_pair_of_today(work, conversation)
    begun = conversation.move(Deed.PREPARE, by=by)
    await propose_facts(work, conversation)
    await propose_questions(work, conversation)
    await load_commitments(work, conversation)
    if begun:
        work.announce(PrepPackProposed.of(conversation))
    return conversation


async def add_fact(
    work: UnitOfWork,
    *,
    conversation_id: UUID,
    text: str,
    visibility: Visibility = Visibility.PARTICIPANTS,
    evidence_id: UUID | None = None,
) -> PrepFact:
    """Either side adds what it knows, with the evidence for it if there is some."""
    actor_id, conversation = await own_conversation(work, conversation_id)
    _require_ahead(conversation)
    await require_pair_of_today(work, conversation)
    said = worded(text, "text")
    author = await work.get(Person, actor_id)
    evidence = await _evidence_about(work, conversation.subject_id, evidence_id)
    fact = PrepFact(
        conversation_id=conversation_id,
        author_id=actor_id,
        visibility=visibility,
        origin=FactOrigin.PERSON,
        text=both(en=said, zh=said),
        source=evidence.source if evidence else author.name,
        url=evidence.url if evidence else None,
        evidence_id=evidence_id,
        snapshot=snapshot_of(evidence) if evidence else {},
        occurred_at=evidence.occurred_at if evidence else None,
        frozen_at=work.now,
    )
    work.add(fact)
    return fact


async def add_question(
    work: UnitOfWork,
    *,
    conversation_id: UUID,
    type: QuestionType,
    text: str,
    visibility: Visibility = Visibility.PARTICIPANTS,
) -> PrepQuestion:
    """Either side adds what it wants to ask."""
    actor_id, conversation = await own_conversation(work, conversation_id)
    _require_ahead(conversation)
    await require_pair_of_today(work, conversation)
    said = worded(text, "text")
    question = PrepQuestion(
        conversation_id=conversation_id,
        author_id=actor_id,
        visibility=visibility,
        type=type,
        text=both(en=said, zh=said),
        asked_at=work.now,
    )
    work.add(question)
    return question


async def complete_preparation(work: UnitOfWork, *, conversation_id: UUID) -> Conversation:
    """Either side says it is ready. It needs a fact, and questions to explore and to reflect."""
    actor_id, conversation = await own_conversation(work, conversation_id)
    if not conversation.move(Deed.COMPLETE_PREPARATION, by=actor_id):
        return conversation
    await require_pair_of_today(work, conversation)
    await _require_pack(work, conversation.id)
    await load_commitments(work, conversation)
    conversation.prepared_at = work.now
    work.announce(PrepPackReady.of(conversation))
    return conversation


def _require_ahead(conversation: Conversation) -> None:
    if conversation.state not in {*AHEAD, ConversationState.IN_PROGRESS}:
        raise Conflict(
            f"This conversation is {IN_ENGLISH[conversation.state]}: nothing can be prepared",
            zh=f"沟通{IN_CHINESE[conversation.state]}，不能再补充准备内容",
            field="conversation_id",
        )


async def _evidence_about(
    work: UnitOfWork, subject_id: UUID, evidence_id: UUID | None
) -> Evidence | None:
    """Evidence about the employee that the actor sees today; about others there is none here."""
    if evidence_id is None:
        return None
    seen = visible_evidence(work.viewer).where(
        Evidence.id == evidence_id, Evidence.person_id == subject_id
    )
    evidence: Evidence | None = await work.session.scalar(seen)
    if evidence is None:
        raise NotFound(
            "There is no evidence about this person with that id",
            zh="找不到与该员工相关的工作事实",
            field="evidence_id",
        )
    return evidence


async def _require_pack(work: UnitOfWork, conversation_id: UUID) -> None:
    """What is private to one side is no floor for both, so it does not count."""
    facts = (
        select(func.count())
        .where(
            PrepFact.conversation_id == conversation_id,
            PrepFact.visibility == Visibility.PARTICIPANTS,
        )
        .scalar_subquery()
    )
    asked = select(facts, func.array_agg(PrepQuestion.type.distinct())).where(
        PrepQuestion.conversation_id == conversation_id,
        PrepQuestion.visibility == Visibility.PARTICIPANTS,
    )
    known, types = (await work.session.execute(asked)).one()
    missing = _missing(known, set(types or ()))
    if missing:
        in_english = ", ".join(en for en, _ in missing)
        in_chinese = "、".join(zh for _, zh in missing)
        raise Conflict(
            f"Not ready: it still needs {in_english}",
            zh=f"尚未就绪：还需要{in_chinese}",
            field="conversation_id",
        )


def _missing(facts: int, types: set[str]) -> list[tuple[str, str]]:
    needed = (
        (facts > 0, ("a fact", "至少一条事实")),
        (QuestionType.EXPLORE in types, ("a question to explore", "至少一个探询性问题")),
        (QuestionType.REFLECT in types, ("a question to reflect on", "至少一个反思性问题")),
    )
    return [words for there, words in needed if not there]
