"""What follows for obligations from what happens to conversations."""

from uuid import UUID

from domain.events import StoredEvent
from domain.policy.events import (
    TouchpointEvent,
    TouchpointHeld,
    TouchpointReopened,
    TouchpointScheduled,
)
from domain.policy.touchpoint import Touchpoint, TouchpointState
from domain.reaction import reaction
from domain.work import UnitOfWork

_ANNOUNCED: dict[TouchpointState, type[TouchpointEvent]] = {
    TouchpointState.SCHEDULED: TouchpointScheduled,
    TouchpointState.HELD: TouchpointHeld,
}


@reaction("touchpoints.follow_conversation")
async def follow_conversation(work: UnitOfWork, event: StoredEvent) -> None:
    """A touchpoint is planned, scheduled and held with the conversation that answers it."""
    touchpoint_id = event.content.get("touchpoint_id")
    if touchpoint_id is None:
        return
    touchpoint = await work.get(Touchpoint, UUID(touchpoint_id), lock=True)
    changed = touchpoint.follow(
        event.name, event_id=event.id, conversation_id=event.subject_id, now=work.now
    )
    if changed and (touchpoint.state in _ANNOUNCED or touchpoint.conversation_id is None):
        announced = _ANNOUNCED.get(touchpoint.state, TouchpointReopened)
        work.announce(announced.of(touchpoint))
