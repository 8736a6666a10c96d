"""What Tanlu does by itself for a conversation."""

from domain.conversations.conversation import Conversation
from domain.conversations.participants import is_pair_of_today
from domain.conversations.preparing import prepare_conversation
from domain.conversations.states import TRANSITIONS, Deed
from domain.events import StoredEvent
from domain.reaction import reaction
from domain.work import UnitOfWork


@reaction("conversations.propose_preparation")
async def propose_preparation(work: UnitOfWork, event: StoredEvent) -> None:
    """As soon as there is a time for it, both sides find facts and questions there."""
    conversation = await work.get(Conversation, event.subject_id)
    fits = conversation.state in TRANSITIONS[Deed.PREPARE]
    if fits and await is_pair_of_today(work, conversation):
        await prepare_conversation(work, conversation_id=conversation.id)
