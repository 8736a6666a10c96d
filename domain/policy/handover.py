"""When the employee's manager changes, what is due with them is due of the new one."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from domain.people.person import Person
from domain.people.queries import holds_on, manager_of, today
from domain.people.reporting_line import ReportingLine
from domain.policy.events import TouchpointAssigned, TouchpointCancelled
from domain.policy.touchpoint import OPEN, Touchpoint
from domain.texts import both
from domain.work import UnitOfWork

LEFT: Final = both("The employee has left", "该员工已离职")


async def hand_over_touchpoints(
    work: UnitOfWork, person_ids: Collection[UUID], *, former_id: UUID | None = None
) -> list[Touchpoint]:
    """What is due with these employees, where its owner is not to hold it any more.

    It goes to whoever manages them today, or waits for HR where nobody does; with whoever has left
    nothing is due. What HR gave to somebody who never managed them stays with that one.

    Args:
        work: the unit of work.
        person_ids: the employees.
        former_id: somebody who managed them until now, if only for so short that no line says so.
    """
    stale = (
        select(Touchpoint)
        .where(Touchpoint.subject_id.in_(person_ids), Touchpoint.state.in_(OPEN))
        .where(_not_theirs_any_more(work, former_id))
        .order_by(Touchpoint.id)
        .with_for_update()
    )
    touchpoints = list(await work.session.scalars(stale))
    for each in touchpoints:
        await _hand_over(work, each)
    return touchpoints


async def _hand_over(work: UnitOfWork, touchpoint: Touchpoint) -> None:
    employee = await work.get(Person, touchpoint.subject_id)
    if not employee.works_on(today(work)):
        touchpoint.cancel(LEFT, now=work.now)
        work.announce(TouchpointCancelled.of(touchpoint))
        return
    former_id, manager_id = touchpoint.owner_id, await manager_of(work, employee.id)
    if manager_id != former_id:
        touchpoint.assign(manager_id)
        work.announce(TouchpointAssigned.from_(former_id, touchpoint))


def _not_theirs_any_more(work: UnitOfWork, former_id: UUID | None) -> ColumnElement[bool]:
    day, line, gone = today(work), aliased(ReportingLine), aliased(Person)
    managed = line.person_id == Touchpoint.subject_id, line.manager_id == Touchpoint.owner_id
    manages = select(line.id).where(*managed, holds_on(line, day)).exists()
    once = select(line.id).where(*managed, line.valid_from <= day).exists()
    left = (
        select(gone.id)
        .where(gone.id.in_((Touchpoint.subject_id, Touchpoint.owner_id)), gone.left_on <= day)
        .exists()
    )
    until_now = [Touchpoint.owner_id == former_id] if former_id is not None else []
    return or_(left, Touchpoint.owner_id.is_(None), ~manages & or_(once, *until_now))
