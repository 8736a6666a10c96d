"""What can be done with conversations, for GraphQL: one mutation for each command."""

from functools import partial

import strawberry

from api.graphql.mutations import mutation
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
_CONVERSATION = {"conversation": ConversationView}
_TALKING_POINT = {"talking_point": TalkingPointView}


@strawberry.type
class ConversationMutations:
    plan_conversation = _writing(
        commands.plan_conversation,
        _CONVERSATION,
        says="A conversation of this employee with their manager.",
    )
    answer_touchpoint = _writing(commands.answer_touchpoint, _CONVERSATION)
    schedule_conversation = _writing(
        commands.schedule_conversation, _CONVERSATION, says="From 10 to 60 minutes, in the future."
    )
    log_conversation = _writing(commands.log_conversation, _CONVERSATION)
    prepare_conversation = _writing(preparing.prepare_conversation, _CONVERSATION)
    complete_preparation = _writing(preparing.complete_preparation, _CONVERSATION)
    start_conversation = _writing(holding.start_conversation, _CONVERSATION)
    confirm_held = _writing(holding.confirm_held, _CONVERSATION)
    close_conversation = _writing(ending.close_conversation, _CONVERSATION)
    cancel_conversation = _writing(
        ending.cancel_conversation,
        _CONVERSATION,
        says="The reason is seen by everyone who sees that there was a plan.",
    )
    miss_conversation = _writing(ending.miss_conversation, _CONVERSATION)
    waive_conversation = _writing(
        ending.waive_conversation,
        _CONVERSATION,
        says="The reason is seen by everyone who sees that there was a plan.",
    )
    raise_talking_point = _writing(talking.raise_talking_point, _TALKING_POINT)
    discuss_talking_point = _writing(talking.discuss_talking_point, _TALKING_POINT)
    add_fact = _writing(preparing.add_fact, {"fact": PrepFactView})
    add_question = _writing(preparing.add_question, {"question": PrepQuestionView})
    write_note = _writing(talking.write_note, {"note": ConversationNoteView})
