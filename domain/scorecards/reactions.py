"""A scorecard is computed anew whenever something it counts has happened."""

from datetime import date
from typing import Final
from uuid import UUID

from domain.commitments.commitment import Commitment
from domain.conversations.conversation import Conversation
from domain.events import StoredEvent
from domain.policy.touchpoint import Touchpoint
from domain.reaction import reaction
from domain.scorecards.computing import compute_scorecard
from domain.scorecards.period import Grain, period_of
from domain.work import UnitOfWork

_DUE_DATES: Final = ("due_on", "from_on")


@reaction("scorecards.refresh_coverage")
async def refresh_coverage(work: UnitOfWork, event: StoredEvent) -> None:
    """A touchpoint, or the conversation that answers it, has moved on."""
    of_touchpoint = event.subject == "touchpoint"
    touchpoint_id = event.subject_id if of_touchpoint else event.content["touchpoint_id"]
    if touchpoint_id is None:
        return
    touchpoint = await work.get(Touchpoint, UUID(str(touchpoint_id)))
    former = event.content.get("former_owner_id")
    owners = {touchpoint.owner_id, UUID(former) if former else None}
    for owner_id in sorted(filter(None, owners)):
        await _compute(work, owner_id, {touchpoint.due_on})


@reaction("scorecards.refresh_follow_through")
async def refresh_follow_through(work: UnitOfWork, event: StoredEvent) -> None:
    """A promise was made, moved or settled. Only a manager's promises to an employee count."""
    commitment = await work.get(Commitment, event.subject_id)
    conversation = await work.get(Conversation, commitment.conversation_id)
    if commitment.owner_id != conversation.manager_id:
        return
    days = {
        date.fromisoformat(event.content[field]) for field in _DUE_DATES if field in event.content
    }
    await _compute(work, commitment.owner_id, days)


async def _compute(work: UnitOfWork, manager_id: UUID, days: set[date]) -> None:
    periods = {period_of(grain, day) for day in days for grain in Grain}
    # Always in the same order, so that two reactions at once do not wait for each other.
    for period in sorted(periods, key=lambda period: (period.grain, period.start)):
        await compute_scorecard(work, manager_id, period)
