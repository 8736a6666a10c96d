"""What makes us stop asking, or ask somebody else."""

from sqlalchemy import select

from domain.events import StoredEvent
from domain.nudges import wording
from domain.nudges.events import NudgeDone, NudgeHandedOver, NudgeWithdrawn
from domain.nudges.nudge import Nudge
from domain.policy.touchpoint import Touchpoint
from domain.reaction import reaction
from domain.work import UnitOfWork


@reaction("nudges.finish")
async def finish_nudge(work: UnitOfWork, event: StoredEvent) -> None:
    """The conversation was held: nobody need be reminded of it."""
    nudge = await _nudge_about(work, event)
    if nudge is not None and nudge.finish(work.now):
        work.announce(NudgeDone.of(nudge))


@reaction("nudges.withdraw")
async def withdraw_nudge(work: UnitOfWork, event: StoredEvent) -> None:
    """The conversation was waived."""
    nudge = await _nudge_about(work, event)
    if nudge is not None and nudge.withdraw(wording.WAIVED, work.now):
        work.announce(NudgeWithdrawn.of(nudge))


@reaction("nudges.drop")
async def drop_nudge(work: UnitOfWork, event: StoredEvent) -> None:
    """The conversation is not due any more, for the reason that the touchpoint gives."""
    nudge = await _nudge_about(work, event)
    touchpoint = await work.get(Touchpoint, event.subject_id)
    because = touchpoint.cancelled_because
    if nudge is not None and because is not None and nudge.withdraw(because, work.now):
        work.announce(NudgeWithdrawn.of(nudge))


@reaction("nudges.hand_over")
async def hand_over_nudge(work: UnitOfWork, event: StoredEvent) -> None:
    """Somebody else shall hold the conversation, so they are told why."""
    nudge = await _nudge_about(work, event)
    touchpoint = await work.get(Touchpoint, event.subject_id)
    if nudge is not None and nudge.hand_over(touchpoint.owner_id):
        work.announce(NudgeHandedOver.of(nudge))


async def _nudge_about(work: UnitOfWork, event: StoredEvent) -> Nudge | None:
    locked = select(Nudge).where(Nudge.touchpoint_id == event.subject_id).with_for_update()
    nudge: Nudge | None = await work.session.scalar(locked)
    return nudge
