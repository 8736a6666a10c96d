"""One nudge for each firing."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.base import new_id
from domain.nudges.events import NudgeCreated
from domain.nudges.nudge import Nudge, NudgeState
from domain.policy.touchpoint import Touchpoint
from domain.policy.trigger_firing import TriggerFiring
from domain.work import UnitOfWork


async def nudge_once(
    work: UnitOfWork,
    firing: TriggerFiring,
    touchpoint: Touchpoint,
    *,
    why: dict[str, Any],
    what: dict[str, Any],
) -> Nudge:
    """The firing's nudge, for the touchpoint's owner; reworded if it is there and unread."""
    made = await _insert(work, firing, touchpoint, why, what)
    locked = select(Nudge).where(Nudge.firing_id == firing.id).with_for_update()
    nudge = (await work.session.scalars(locked)).one()
    if made:
        work.announce(NudgeCreated.of(nudge))
    else:
        nudge.reword(why)
    return nudge


async def _insert(
    work: UnitOfWork,
    firing: TriggerFiring,
    touchpoint: Touchpoint,
    why: dict[str, Any],
    what: dict[str, Any],
) -> bool:
    row = {
        "id": new_id(),
        "recipient_id": touchpoint.owner_id,
        "firing_id": firing.id,
        "touchpoint_id": touchpoint.id,
        "why": why,
        "what": what,
        "due_on": touchpoint.due_on,
        "state": NudgeState.OPEN,
        "created_at": work.now,
    }
    insertion = insert(Nudge).values(row)
    unless_there = insertion.on_conflict_do_nothing(index_elements=["firing_id"])
    return await work.session.scalar(unless_there.returning(Nudge.id)) is not None
