"""What happens to conversations: who and which, never what was said."""

from typing import Self
from uuid import UUID

from domain.conversations.conversation import Conversation
from domain.events import Event


class ConversationEvent(Event):
    """What a reader of any of these needs to know whose conversation it is."""

    subject = "conversation"

    manager_id: UUID
    employee_id: UUID
    kind: str
    touchpoint_id: UUID | None

    @classmethod
    def of(cls, conversation: Conversation) -> Self:
        return cls(
            subject_id=conversation.id,
            manager_id=conversation.manager_id,
            employee_id=conversation.subject_id,
            kind=conversation.kind.value,
            touchpoint_id=conversation.touchpoint_id,
        )


class ConversationPlanned(ConversationEvent):
    name = "conversation.planned"


class ConversationScheduled(ConversationEvent):
    name = "conversation.scheduled"


class PrepPackProposed(ConversationEvent):
    name = "prep_pack.proposed"


class PrepPackReady(ConversationEvent):
    name = "prep_pack.ready"


class ConversationStarted(ConversationEvent):
    name = "conversation.started"


class ConversationHeld(ConversationEvent):
    name = "conversation.held"


class ConversationConfirmed(ConversationEvent):
    """The employee confirmed, after their silence had already let it count as held."""

    name = "conversation.confirmed"


class ConversationRecorded(ConversationEvent):
    name = "conversation.recorded"


class ConversationLogged(ConversationEvent):
    name = "conversation.logged"


class ConversationClosed(ConversationEvent):
    name = "conversation.closed"


class ConversationCancelled(ConversationEvent):
    name = "conversation.cancelled"


class ConversationMissed(ConversationEvent):
    name = "conversation.missed"


class ConversationWaived(ConversationEvent):
    name = "conversation.waived"


class TalkingPointRaised(Event):
    name = "talking_point.raised"
    subject = "talking_point"

    manager_id: UUID
    employee_id: UUID


class TalkingPointDiscussed(Event):
    name = "talking_point.discussed"
    subject = "talking_point"

    conversation_id: UUID
