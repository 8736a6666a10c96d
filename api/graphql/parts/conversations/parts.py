"""What was prepared and said in conversations, for GraphQL: for those who said it."""

from datetime import datetime

import strawberry
from strawberry.scalars import JSON

from api.graphql.nodes import Node
from api.graphql.parts import words
from api.graphql.parts.commitments.views import CommitmentView
from api.graphql.parts.conversations.enums import FactOrigin, QuestionType, Visibility
from api.graphql.parts.people.views import PersonView
from api.graphql.views import localised, one, view
from api.scopes import Scope
from domain.conversations.confirmation import HeldConfirmation
from domain.conversations.loaded_commitment import LoadedCommitment
from domain.conversations.preparation import PrepFact, PrepQuestion
from domain.conversations.queries import (
    visible_held_confirmations,
    visible_loaded_commitments,
    visible_notes,
    visible_prep_facts,
    visible_prep_questions,
    visible_talking_points,
)
from domain.conversations.talking_point import ConversationNote, TalkingPoint

_CONTENT = Scope.CONVERSATIONS_CONTENT_READ


@view(
    PrepFact,
    name="PrepFact",
    scope=_CONTENT,
    visible=visible_prep_facts,
    content=words.of_talk,
)
class PrepFactView(Node):
    """Something that happened, with where it is from, as it stood when it was added."""

    text: str = localised(lambda fact: fact.text)
    origin: FactOrigin
    source: str
    url: str | None
    snapshot: JSON
    visibility: Visibility
    occurred_at: datetime | None
    frozen_at: datetime
    evidence_id: strawberry.ID | None
    author: PersonView | None = one(
        lambda fact, person: person.id == fact.author_id, description="Null: Tanlu proposed it."
    )


@view(
    PrepQuestion,
    name="PrepQuestion",
    scope=_CONTENT,
    visible=visible_prep_questions,
    content=words.of_talk,
)
class PrepQuestionView(Node):
    """A question to explore, to make one reflect, or to confirm what is to be agreed."""

    text: str = localised(lambda question: question.text)
    type: QuestionType
    visibility: Visibility
    asked_at: datetime
    author: PersonView | None = one(
        lambda question, person: person.id == question.author_id,
        description="Null: Tanlu proposed it.",
    )


@view(
    ConversationNote,
    name="ConversationNote",
    scope=_CONTENT,
    visible=visible_notes,
    content=words.of_talk,
)
class ConversationNoteView(Node):
    """Words about one conversation."""

    text: str
    visibility: Visibility
    written_at: datetime
    author: PersonView = one(lambda note, person: person.id == note.author_id)


@view(
    TalkingPoint,
    name="TalkingPoint",
    scope=_CONTENT,
    visible=visible_talking_points,
    content=words.of_pair,
)
class TalkingPointView(Node):
    """What a pair wants to talk about; what was not discussed waits for the next time."""

    text: str
    visibility: Visibility
    raised_at: datetime
    discussed_at: datetime | None
    discussed_in_id: strawberry.ID | None
    author: PersonView = one(lambda point, person: person.id == point.author_id)


@view(
    LoadedCommitment,
    name="LoadedCommitment",
    scope=Scope.CONVERSATIONS_CONTENT_READ,
    visible=visible_loaded_commitments,
    content=words.of_talk,
)
class LoadedCommitmentView(Node):
    """A promise on the agenda: to be dealt with before the conversation closes."""

    loaded_at: datetime
    commitment: CommitmentView = one(lambda loaded, promise: promise.id == loaded.commitment_id)


@view(
    HeldConfirmation,
    name="HeldConfirmation",
    scope=Scope.CONVERSATIONS_READ,
    visible=visible_held_confirmations,
)
class HeldConfirmationView(Node):
    """One side's word that it was held."""

    confirmed_at: datetime
    person: PersonView = one(lambda confirmed, person: person.id == confirmed.person_id)
