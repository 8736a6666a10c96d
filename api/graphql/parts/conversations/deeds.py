"""What can be done with conversations, for GraphQL: one mutation for each command."""

from functools import partial

import strawberry

from api.graphql.errors import UserError
from api.graphql.mutations import mutation
from api.graphql.parts.conversations import inputs
from api.graphql.parts.conversations.parts import (
    ConversationNoteView,
    PrepFactView,
    PrepQuestionView,
    TalkingPointView,
)
from api.graphql.parts.conversations.views import ConversationView
from api.scopes import Scope
from domain.conversations import commands, ending, holding, preparing, talking

_writing = partial(mutation, scope=Scope.CONVERSATIONS_WRITE)


@strawberry.type
class _Conversation:
    conversation: ConversationView | None
    user_errors: list[UserError]


@strawberry.type
class _TalkingPoint:
    talking_point: TalkingPointView | None
    user_errors: list[UserError]


@strawberry.type
class PlanConversationPayload(_Conversation):
    pass


@strawberry.type
class AnswerTouchpointPayload(_Conversation):
    pass


@strawberry.type
class ScheduleConversationPayload(_Conversation):
    pass


@strawberry.type
class LogConversationPayload(_Conversation):
    pass


@strawberry.type
class PrepareConversationPayload(_Conversation):
    pass


@strawberry.type
class CompletePreparationPayload(_Conversation):
    pass


@strawberry.type
class StartConversationPayload(_Conversation):
    pass


@strawberry.type
class ConfirmHeldPayload(_Conversation):
    pass


@strawberry.type
class CloseConversationPayload(_Conversation):
    pass


@strawberry.type
class CancelConversationPayload(_Conversation):
    pass


@strawberry.type
class MissConversationPayload(_Conversation):
    pass


@strawberry.type
class WaiveConversationPayload(_Conversation):
    pass


@strawberry.type
class RaiseTalkingPointPayload(_TalkingPoint):
    pass


@strawberry.type
class DiscussTalkingPointPayload(_TalkingPoint):
    pass


@strawberry.type
class AddFactPayload:
    fact: PrepFactView | None
    user_errors: list[UserError]


@strawberry.type
class AddQuestionPayload:
    question: PrepQuestionView | None
    user_errors: list[UserError]


@strawberry.type
class WriteNotePayload:
    note: ConversationNoteView | None
    user_errors: list[UserError]


@strawberry.type
class ConversationMutations:
    plan_conversation: PlanConversationPayload = _writing(
        commands.plan_conversation, inputs.PlanConversationInput
    )
    answer_touchpoint: AnswerTouchpointPayload = _writing(
        commands.answer_touchpoint, inputs.AnswerTouchpointInput
    )
    schedule_conversation: ScheduleConversationPayload = _writing(
        commands.schedule_conversation, inputs.ScheduleConversationInput
    )
    log_conversation: LogConversationPayload = _writing(
        commands.log_conversation, inputs.LogConversationInput
    )
    prepare_conversation: PrepareConversationPayload = _writing(
        preparing.prepare_conversation, inputs.PrepareConversationInput
    )
    complete_preparation: CompletePreparationPayload = _writing(
        preparing.complete_preparation, inputs.CompletePreparationInput
    )
    start_conversation: StartConversationPayload = _writing(
        holding.start_conversation, inputs.StartConversationInput
    )
    confirm_held: ConfirmHeldPayload = _writing(holding.confirm_held, inputs.ConfirmHeldInput)
    close_conversation: CloseConversationPayload = _writing(
        ending.close_conversation, inputs.CloseConversationInput
    )
    cancel_conversation: CancelConversationPayload = _writing(
        ending.cancel_conversation, inputs.CancelConversationInput
    )
    miss_conversation: MissConversationPayload = _writing(
        ending.miss_conversation, inputs.MissConversationInput
    )
    waive_conversation: WaiveConversationPayload = _writing(
        ending.waive_conversation, inputs.WaiveConversationInput
    )
    raise_talking_point: RaiseTalkingPointPayload = _writing(
        talking.raise_talking_point, inputs.RaiseTalkingPointInput
    )
    discuss_talking_point: DiscussTalkingPointPayload = _writing(
        talking.discuss_talking_point, inputs.DiscussTalkingPointInput
    )
    add_fact: AddFactPayload = _writing(preparing.add_fact, inputs.AddFactInput)
    add_question: AddQuestionPayload = _writing(preparing.add_question, inputs.AddQuestionInput)
    write_note: WriteNotePayload = _writing(talking.write_note, inputs.WriteNoteInput)
