"""What happens to conversations: who and which, never what was said."""

from typing import Annotated, Self
from uuid import UUID

from domain.conversations.conversation import Conversation
from domain.events import Event, Public, Told


class ConversationEvent(Event):
    """What a reader of any of these needs to know whose conversation it is."""

    subject = "conversation"

    manager_id: UUID
    employee_id: UUID
    kind: Annotated[str, Told("COACHING", "The kind of conversation.")]
    touchpoint_id: Annotated[
        UUID | None,
        Told("0197a3c2-2222-7c31-9f0e-5b1d2a6c4e88", "The obligation it answers, if it does."),
    ]

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
    public = Public("conversations:read", "A conversation was planned", zh="计划了一次沟通")


class ConversationScheduled(ConversationEvent):
    name = "conversation.scheduled"
    public = Public("conversations:read", "A conversation got its time", zh="沟通已安排时间")


class PrepPackProposed(ConversationEvent):
    name = "prep_pack.proposed"


class PrepPackReady(ConversationEvent):
    name = "prep_pack.ready"


class ConversationStarted(ConversationEvent):
    name = "conversation.started"


class ConversationHeld(ConversationEvent):
    name = "conversation.held"
    public = Public("conversations:read", "A conversation took place", zh="沟通已举行")


class ConversationConfirmed(ConversationEvent):
    """The employee confirmed, after their silence had already let it count as held."""

    name = "conversation.confirmed"


class ConversationRecorded(ConversationEvent):
    name = "conversation.recorded"
    public = Public("conversations:read", "A conversation was recorded", zh="沟通已记录")


class ConversationLogged(ConversationEvent):
    name = "conversation.logged"


class ConversationClosed(ConversationEvent):
    name = "conversation.closed"
    public = Public("conversations:read", "A conversation was closed", zh="沟通已关闭")


class ConversationCancelled(ConversationEvent):
    name = "conversation.cancelled"
    public = Public("conversations:read", "A conversation was called off", zh="沟通已取消")


class ConversationMissed(ConversationEvent):
    name = "conversation.missed"
    public = Public("conversations:read", "A conversation did not take place", zh="沟通未举行")


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
