"""Conversations, for GraphQL: that they happen, and for those who talk, what they are about."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry
from sqlalchemy import case

from api.graphql.connection import Connection
from api.graphql.nodes import Node
from api.graphql.parts.commitments.views import COMMITMENT_ORDERS, CommitmentFilter, CommitmentView
from api.graphql.parts.conversations.enums import Channel, ConversationState, Form, Kind, Weight
from api.graphql.parts.conversations.pages import CONVERSATION_ORDERS, ConversationFilter
from api.graphql.parts.conversations.parts import (
    ConversationNoteView,
    HeldConfirmationView,
    LoadedCommitmentView,
    PrepFactView,
    PrepQuestionView,
    TalkingPointView,
)
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Row
from api.graphql.views import LOCALE, VIEWER_ID, connection, found, many, one, value, view
from api.scopes import Scope
from domain.conversations.conversation import Conversation
from domain.conversations.queries import visible_conversations

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from api.graphql.parts.records.views import RecordView


def _of_the_same_pair(talk: Row, point: Row) -> "ColumnElement[bool]":
    """What the two have yet to discuss, and what they discussed this time."""
    same: ColumnElement[bool] = (
        (point.manager_id == talk.manager_id)
        & (point.subject_id == talk.subject_id)
        & (point.discussed_in_id.is_(None) | (point.discussed_in_id == talk.id))
    )
    return same


def _exit_reason(talk: Row) -> "ColumnElement[str]":
    """What one of them wrote is content; that another manager came is our own word."""
    handed_over = (talk.state == ConversationState.CANCELLED) & talk.last_deed_by_id.is_(None)
    ours = case((LOCALE == "zh-CN", "直属上级已变更"), else_="The employee’s manager changed")
    theirs = VIEWER_ID.in_((talk.manager_id, talk.subject_id, talk.last_deed_by_id))
    return case((handed_over, ours), (theirs, talk.exit_reason))


@view(
    Conversation,
    name="Conversation",
    scope=Scope.CONVERSATIONS_READ,
    visible=visible_conversations,
)
class ConversationView(Node):
    """An employee talks with their manager. What is said is for these two."""

    kind: Kind
    form: Form
    weight: Weight
    channel: Channel
    state: ConversationState
    planned_at: datetime
    answer_due_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    prepared_at: datetime | None
    started_at: datetime | None
    held_at: datetime | None
    confirmed: bool | None
    record_due_on: date | None
    closed_at: datetime | None
    exit_reason: str | None = value(
        _exit_reason,
        scope=Scope.CONVERSATIONS_CONTENT_READ,
        description="Why it was called off or waived: for the two, and for who wrote it.",
    )
    touchpoint_id: strawberry.ID | None
    subject: PersonView = one(lambda talk, person: person.id == talk.subject_id)
    manager: PersonView = one(lambda talk, person: person.id == talk.manager_id)
    planned_by: PersonView | None = one(lambda talk, person: person.id == talk.planned_by_id)
    confirmations: list[HeldConfirmationView] = many(
        lambda talk, confirmed: confirmed.conversation_id == talk.id,
        order=lambda confirmed: [confirmed.confirmed_at, confirmed.id],
    )
    facts: list[PrepFactView] = many(
        lambda talk, fact: fact.conversation_id == talk.id, order=lambda fact: [fact.id]
    )
    questions: list[PrepQuestionView] = many(
        lambda talk, question: question.conversation_id == talk.id,
        order=lambda question: [question.id],
    )
    notes: list[ConversationNoteView] = many(
        lambda talk, note: note.conversation_id == talk.id, order=lambda note: [note.id]
    )
    talking_points: list[TalkingPointView] = many(
        _of_the_same_pair, order=lambda point: [point.raised_at, point.id]
    )
    agenda: list[LoadedCommitmentView] = many(
        lambda talk, loaded: loaded.conversation_id == talk.id, order=lambda loaded: [loaded.id]
    )
    commitments: Connection[CommitmentView] = connection(
        COMMITMENT_ORDERS,
        on=lambda talk, promise: promise.conversation_id == talk.id,
        filtered_by=CommitmentFilter,
        description="What the two promised each other in it.",
    )
    record: Annotated["RecordView", strawberry.lazy("api.graphql.parts.records.views")] | None = (
        one(
            lambda talk, record: (
                (record.conversation_id == talk.id) & (record.subject_id == talk.subject_id)
            )
        )
    )


@strawberry.type
class ConversationQueries:
    conversation: ConversationView | None = found(
        lambda talk, given, _: talk.id == given["id"], by={"id": strawberry.ID}
    )
    conversations: Connection[ConversationView] = connection(
        CONVERSATION_ORDERS, filtered_by=ConversationFilter
    )
