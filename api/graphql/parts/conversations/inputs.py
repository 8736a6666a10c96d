"""What clients send to plan, prepare and hold conversations."""

from datetime import datetime

import strawberry

from api.graphql.parts.conversations.enums import Channel, Kind, QuestionType, Visibility


@strawberry.input(description="A conversation of this employee with their manager.")
class PlanConversationInput:
    subject_id: strawberry.ID
    kind: Kind
    channel: Channel = Channel.IN_PERSON


@strawberry.input(description="The conversation that a touchpoint asks for.")
class AnswerTouchpointInput:
    touchpoint_id: strawberry.ID
    channel: Channel = Channel.IN_PERSON


@strawberry.input(description="From 10 to 60 minutes, in the future.")
class ScheduleConversationInput:
    conversation_id: strawberry.ID
    starts_at: datetime
    ends_at: datetime
    channel: Channel | None = None


@strawberry.input(description="A few minutes with one's manager or report, noted afterwards.")
class LogConversationInput:
    with_person_id: strawberry.ID
    text: str
    kind: Kind = Kind.COACHING
    channel: Channel = Channel.CORRIDOR
    happened_at: datetime | None = None


@strawberry.input
class PrepareConversationInput:
    conversation_id: strawberry.ID


@strawberry.input
class AddFactInput:
    conversation_id: strawberry.ID
    text: str
    visibility: Visibility = Visibility.PARTICIPANTS
    evidence_id: strawberry.ID | None = None


@strawberry.input
class AddQuestionInput:
    conversation_id: strawberry.ID
    type: QuestionType
    text: str
    visibility: Visibility = Visibility.PARTICIPANTS


@strawberry.input
class CompletePreparationInput:
    conversation_id: strawberry.ID


@strawberry.input
class StartConversationInput:
    conversation_id: strawberry.ID


@strawberry.input
class ConfirmHeldInput:
    conversation_id: strawberry.ID


@strawberry.input
class CloseConversationInput:
    conversation_id: strawberry.ID


@strawberry.input(description="The reason is seen by everyone who sees that there was a plan.")
class CancelConversationInput:
    conversation_id: strawberry.ID
    reason: str


@strawberry.input
class MissConversationInput:
    conversation_id: strawberry.ID


@strawberry.input(description="The reason is seen by everyone who sees that there was a plan.")
class WaiveConversationInput:
    conversation_id: strawberry.ID
    reason: str


@strawberry.input
class RaiseTalkingPointInput:
    subject_id: strawberry.ID
    text: str
    visibility: Visibility = Visibility.PARTICIPANTS


@strawberry.input
class DiscussTalkingPointInput:
    talking_point_id: strawberry.ID
    conversation_id: strawberry.ID


@strawberry.input(description="For oneself, unless the visibility says otherwise.")
class WriteNoteInput:
    conversation_id: strawberry.ID
    text: str
    visibility: Visibility = Visibility.AUTHOR_ONLY
