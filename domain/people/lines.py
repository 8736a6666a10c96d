"""Changing reporting lines: one at a time in a company, never overlapping, never a circle."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Date, cast, func, literal, select

from domain.people.events import ManagerChanged
from domain.people.person import Person
from domain.people.reporting_line import ReportingLine, line_on, next_change
from domain.work import UnitOfWork


async def lock_directory(work: UnitOfWork) -> None:
    """Wait until no other transaction of this company changes its directory.

    Two lines, each harmless when looked at alone, close a circle together, so locking the rows
    one reads is not enough. The directory changes seldom.
    """
    key = func.hashtextextended(f"directory:{work.tenant_id}", 0)
    await work.session.execute(select(func.pg_advisory_xact_lock(key)))


async def lines_of(
    work: UnitOfWork, person_ids: Collection[UUID]
) -> dict[UUID, list[ReportingLine]]:
    """All lines of these people, past and planned, oldest first."""
    by_start = (
        select(ReportingLine)
        .where(ReportingLine.person_id.in_(person_ids))
        .order_by(ReportingLine.valid_from)
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[ReportingLine]] = {person_id: [] for person_id in person_ids}
    for line in await work.session.scalars(by_start):
        found[line.person_id].append(line)
    return found


async def appoint(
    work: UnitOfWork,
    person: Person,
    lines: Sequence[ReportingLine],
    *,
    manager: Person | None,
    from_: date,
) -> bool:
    """Give the person that manager, or none, from that day until the next change already known.

    The lines must have been read under the lock. Returns whether this changed anything.
    """
    held = line_on(lines, from_)
    former_id = held.manager_id if held else None
    if former_id == (manager.id if manager else None):
        return False
    if held is not None:
        await _end(work, held, from_)
    if manager is not None:
        work.add(_line(person, manager, from_, next_change(lines, from_)))
    work.announce(
        ManagerChanged(
            subject_id=person.id,
            manager_id=manager.id if manager else None,
            former_manager_id=former_id,
            from_=from_,
        )
    )
    return True


def _line(person: Person, manager: Person, from_: date, next_change: date | None) -> ReportingLine:
    ends = [day for day in (next_change, person.left_on, manager.left_on) if day]
    return ReportingLine(
        person_id=person.id,
        manager_id=manager.id,
        valid_from=from_,
        valid_to=min(ends, default=None),
    )


async def _end(work: UnitOfWork, line: ReportingLine, on: date) -> None:
    """A line ended on its first day never held, so it goes; the events remember it."""
    if line.valid_from < on:
        line.valid_to = on
    else:
        await work.session.delete(line)
    # The rows must make room before a new line with the same start comes in.
    await work.session.flush()


async def prolong_all(work: UnitOfWork, person: Person, ended: date) -> None:
    """Lines that ended on that day because the person was to leave go on for as long as they may.

    Who has got another manager meanwhile keeps that one.
    """
    cut_short = (
        select(ReportingLine)
        .where(
            (ReportingLine.person_id == person.id) | (ReportingLine.manager_id == person.id),
            ReportingLine.valid_to == ended,
        )
        .order_by(ReportingLine.id)
    )
    for line in (await work.session.scalars(cut_short)).all():
        known = (await lines_of(work, [line.person_id]))[line.person_id]
        both = [await work.get(Person, one) for one in (line.person_id, line.manager_id)]
        ends = [day for day in (next_change(known, ended), *(one.left_on for one in both)) if day]
        until = min(ends, default=None)
        if line_on(known, ended) or (until is not None and until <= ended):
            continue
        line.valid_to = until
        await work.session.flush()
        work.announce(
            ManagerChanged(
                subject_id=line.person_id,
                manager_id=line.manager_id,
                former_manager_id=None,
                from_=ended,
            )
        )


async def release_all(work: UnitOfWork, person: Person, on: date) -> None:
    """From that day the person has no manager and manages nobody."""
    touching = (
        select(ReportingLine)
        .where(
            (ReportingLine.person_id == person.id) | (ReportingLine.manager_id == person.id),
            func.coalesce(ReportingLine.valid_to, cast(literal("infinity"), Date())) > on,
        )
        .execution_options(populate_existing=True)
    )
    for line in (await work.session.scalars(touching)).all():
        first = max(on, line.valid_from)
        await _end(work, line, first)
        work.announce(
            ManagerChanged(
                subject_id=line.person_id,
                manager_id=None,
                former_manager_id=line.manager_id,
                from_=first,
            )
        )
