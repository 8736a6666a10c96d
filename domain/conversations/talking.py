"""What the two want to talk about, and what they note."""

from uuid import UUID

from domain.conversations.events import TalkingPointDiscussed, TalkingPointRaised
from domain.conversations.participants import own_conversation, own_pair
from domain.conversations.preparation import Visibility
from domain.conversations.states import ConversationState
from domain.conversations.talking_point import ConversationNote, TalkingPoint
from domain.errors import Conflict, NotFound
from domain.wording import worded
from domain.work import UnitOfWork

_TALKED = (ConversationState.IN_PROGRESS, ConversationState.HELD, ConversationState.RECORDED)


async def raise_talking_point(
    work: UnitOfWork,
    *,
    subject_id: UUID,
    text: str,
    visibility: Visibility = Visibility.PARTICIPANTS,
) -> TalkingPoint:
    """The employee or their manager, whether or not a conversation is planned."""
    actor_id, pair = await own_pair(work, subject_id, field="subject_id")
    point = TalkingPoint(
        manager_id=pair.manager_id,
        subject_id=pair.subject_id,
        author_id=actor_id,
        visibility=visibility,
        text=worded(text, "text", most=1000),
        raised_at=work.now,
    )
    work.add(point)
    if visibility is Visibility.PARTICIPANTS:
        work.announce(
            TalkingPointRaised(
                subject_id=point.id, manager_id=pair.manager_id, employee_id=pair.subject_id
            )
        )
    return point


async def discuss_talking_point(
    work: UnitOfWork, *, talking_point_id: UUID, conversation_id: UUID
) -> TalkingPoint:
    """Either side ticks it off in the conversation in which it was talked about."""
    actor_id, conversation = await own_conversation(work, conversation_id)
    point = await work.get(TalkingPoint, talking_point_id, lock=True, field="talking_point_id")
    private = point.visibility is Visibility.AUTHOR_ONLY
    of_the_other = private and point.author_id != actor_id
    if of_the_other or {point.manager_id, point.subject_id} != conversation.participant_ids:
        raise NotFound(
            "There is no talking point with that id",
            zh="找不到该编号对应的内容",
            field="talking_point_id",
        )
    if conversation.state not in _TALKED:
        raise Conflict(
            "Points are discussed while a conversation is held",
            zh="只能在沟通进行时讨论议题",
            field="conversation_id",
        )
    if point.discuss(conversation_id, now=work.now) and not private:
        work.announce(TalkingPointDiscussed(subject_id=point.id, conversation_id=conversation_id))
    return point


async def write_note(
    work: UnitOfWork,
    *,
    conversation_id: UUID,
    text: str,
    visibility: Visibility = Visibility.AUTHOR_ONLY,
) -> ConversationNote:
    """Either side, for themselves unless they say otherwise."""
    actor_id, _ = await own_conversation(work, conversation_id)
    note = ConversationNote(
        conversation_id=conversation_id,
        author_id=actor_id,
        visibility=visibility,
        text=worded(text, "text"),
        written_at=work.now,
    )
    work.add(note)
    return note
