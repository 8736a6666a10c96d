"""Who sees that a conversation happened, and who sees what was said."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.actor import Role
from domain.conversations.confirmation import HeldConfirmation
from domain.conversations.conversation import Conversation
from domain.conversations.loaded_commitment import LoadedCommitment
from domain.conversations.preparation import PrepFact, PrepQuestion, Visibility
from domain.conversations.talking_point import ConversationNote, TalkingPoint
from domain.people.closed_text import is_author
from domain.people.queries import below, own_id
from domain.viewer import Viewer
from domain.work import UnitOfWork


def visible_conversations(viewer: Viewer) -> Select[Conversation]:
    """That it happens: its participants, the line above the employee, HR, admins and
    plugins.
    """
    if viewer.overview or viewer.has(Role.HR, Role.ADMIN):
        return select(Conversation)
    return select(Conversation).where(
        or_(_taken_part_in(viewer), Conversation.subject_id.in_(select(below(viewer).c.person_id)))
    )


def visible_prep_facts(viewer: Viewer) -> Select[PrepFact]:
    return select(PrepFact).where(
        _said_to(
            viewer,
            PrepFact.conversation_id,
            PrepFact.visibility,
            is_author(viewer, PrepFact.author_id, PrepFact.frozen_at),
        )
    )


def visible_prep_questions(viewer: Viewer) -> Select[PrepQuestion]:
    return select(PrepQuestion).where(
        _said_to(
            viewer,
            PrepQuestion.conversation_id,
            PrepQuestion.visibility,
            is_author(viewer, PrepQuestion.author_id, PrepQuestion.asked_at),
        )
    )


def visible_notes(viewer: Viewer) -> Select[ConversationNote]:
    return select(ConversationNote).where(
        _said_to(
            viewer,
            ConversationNote.conversation_id,
            ConversationNote.visibility,
            is_author(viewer, ConversationNote.author_id, ConversationNote.written_at),
        )
    )


def visible_talking_points(viewer: Viewer) -> Select[TalkingPoint]:
    """Those of one's own pairs; a private one only if one wrote it, admins not excepted."""
    me = own_id(viewer)
    return select(TalkingPoint).where(
        or_(TalkingPoint.manager_id == me, TalkingPoint.subject_id == me),
        or_(
            TalkingPoint.visibility == Visibility.PARTICIPANTS,
            is_author(viewer, TalkingPoint.author_id, TalkingPoint.raised_at),
        ),
    )


def visible_loaded_commitments(viewer: Viewer) -> Select[LoadedCommitment]:
    return select(LoadedCommitment).where(
        LoadedCommitment.conversation_id.in_(_own_conversation_ids(viewer))
    )


def visible_held_confirmations(viewer: Viewer) -> Select[HeldConfirmation]:
    seen = visible_conversations(viewer).with_only_columns(Conversation.id)
    return select(HeldConfirmation).where(HeldConfirmation.conversation_id.in_(seen))


async def conversations_between(
    work: UnitOfWork, manager_id: UUID, subject_id: UUID
) -> Sequence[Conversation]:
    """What the actor may see of this pair's conversations, the newest first."""
    newest_first = (
        visible_conversations(work.viewer)
        .where(Conversation.manager_id == manager_id, Conversation.subject_id == subject_id)
        .order_by(Conversation.planned_at.desc(), Conversation.id.desc())
    )
    return (await work.session.scalars(newest_first)).all()


async def open_talking_points(
    work: UnitOfWork, manager_id: UUID, subject_id: UUID
) -> Sequence[TalkingPoint]:
    """What this pair has yet to discuss, as far as the actor may see it, the oldest first."""
    oldest_first = (
        visible_talking_points(work.viewer)
        .where(
            TalkingPoint.manager_id == manager_id,
            TalkingPoint.subject_id == subject_id,
            TalkingPoint.discussed_in_id.is_(None),
        )
        .order_by(TalkingPoint.raised_at, TalkingPoint.id)
    )
    return (await work.session.scalars(oldest_first)).all()


def _taken_part_in(viewer: Viewer) -> ColumnElement[bool]:
    me = own_id(viewer)
    return or_(Conversation.manager_id == me, Conversation.subject_id == me)


def _own_conversation_ids(viewer: Viewer) -> Select[UUID]:
    return select(Conversation.id).where(_taken_part_in(viewer))


def _said_to(
    viewer: Viewer,
    conversation_id: InstrumentedAttribute[UUID],
    visibility: InstrumentedAttribute[Visibility],
    theirs: ColumnElement[bool],
) -> ColumnElement[bool]:
    """What participants share is for both; what is private is its author's, whoever asks."""
    return conversation_id.in_(_own_conversation_ids(viewer)) & or_(
        visibility == Visibility.PARTICIPANTS, theirs
    )
