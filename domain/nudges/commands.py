"""Answering a nudge."""

from uuid import UUID

from domain.errors import NotFound
from domain.nudges.events import NudgeDismissed
from domain.nudges.nudge import Nudge
from domain.nudges.queries import visible_nudges
from domain.work import UnitOfWork


async def mark_nudge_seen(work: UnitOfWork, *, nudge_id: UUID) -> Nudge:
    """Who may: whoever it is for."""
    nudge = await _own_nudge(work, nudge_id)
    nudge.see(work.now)
    return nudge


async def dismiss_nudge(work: UnitOfWork, *, nudge_id: UUID, reason: str) -> Nudge:
    """Not now, for a reason; the touchpoint stays due. Who may: whoever it is for."""
    nudge = await _own_nudge(work, nudge_id)
    nudge.dismiss(reason, work.now)
    work.announce(NudgeDismissed.of(nudge))
    return nudge


async def _own_nudge(work: UnitOfWork, nudge_id: UUID) -> Nudge:
    seen = visible_nudges(work.viewer).where(Nudge.id == nudge_id)
    locked = seen.with_for_update(of=Nudge)
    nudge = await work.session.scalar(locked)
    if nudge is None:
        raise NotFound(
            "There is no nudge with that id", zh="找不到该编号对应的内容", field="nudge_id"
        )
    return nudge
