"""Noting that a milestone was reached."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from domain import typed
from domain.actor import ActorKind, Role
from domain.base import new_id
from domain.errors import NotAllowed
from domain.signals.events import MilestoneReached
from domain.signals.milestone import Milestone, MilestoneKind, MilestoneShare
from domain.work import UnitOfWork

_PROGRAMS = frozenset((ActorKind.SYSTEM, ActorKind.PLUGIN))


async def reach_milestone(
    work: UnitOfWork,
    *,
    source: str,
    external_id: str,
    kind: MilestoneKind,
    name: str,
    reached_at: datetime,
    person_ids: Sequence[UUID],
    url: str | None = None,
) -> bool:
    """Note it with whose work is in it, and say so once. Says whether it was new.

    Who may: HR, an admin, the system, a plugin.
    """
    if not (work.actor.has(Role.ADMIN, Role.HR) or work.actor.kind in _PROGRAMS):
        raise NotAllowed("Only HR and admins note milestones", zh="只有 HR 和管理员可以登记里程碑")
    milestone_id = await _note(
        work,
        source=source,
        external_id=external_id,
        kind=kind,
        name=typed.line(name, "name"),
        reached_at=reached_at,
        url=url,
    )
    if milestone_id is None:
        return False
    people = sorted(set(person_ids))
    work.add(*(MilestoneShare(milestone_id=milestone_id, person_id=one) for one in people))
    work.announce(
        MilestoneReached(subject_id=milestone_id, kind=kind, major=kind.is_major, person_ids=people)
    )
    return True


async def _note(work: UnitOfWork, **told: object) -> UUID | None:
    """Its id, if it was not known."""
    unless_there = (
        insert(Milestone)
        .values(id=new_id(), noted_at=work.now, **told)
        .on_conflict_do_nothing(index_elements=["source", "external_id"])
        .returning(Milestone.id)
    )
    milestone_id: UUID | None = await work.session.scalar(unless_there)
    return milestone_id
