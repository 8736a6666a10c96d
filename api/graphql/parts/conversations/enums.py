"""The words of conversations, as GraphQL enums. Imported from here, they are described."""

import strawberry

from domain.commitments.commitment import CommitmentState
from domain.conversations.conversation import Channel, Form, Kind, Weight
from domain.conversations.preparation import FactOrigin, QuestionType, Visibility
from domain.conversations.states import ConversationState

__all__ = [
    "Channel",
    "CommitmentState",
    "ConversationState",
    "FactOrigin",
    "Form",
    "Kind",
    "QuestionType",
    "Visibility",
    "Weight",
]

strawberry.enum(Kind, name="ConversationKind", description="What a conversation is about.")
strawberry.enum(
    Form,
    name="ConversationForm",
    description="A dialogue develops; it never carries a rating.",
)
strawberry.enum(
    Weight,
    name="ConversationWeight",
    description="Prepared and recorded, or a few minutes that are logged.",
)
strawberry.enum(Channel, name="ConversationChannel", description="Where the two talk.")
strawberry.enum(ConversationState, description="How far a conversation has come.")
strawberry.enum(
    Visibility,
    description="Who reads it: its author and nobody else, admins included; or both who talk.",
)
strawberry.enum(FactOrigin, description="What a fact was taken from.")
strawberry.enum(QuestionType, description="What a question is to do.")
strawberry.enum(CommitmentState, description="How a promise goes.")
