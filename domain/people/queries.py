"""Who is here, who manages whom, and who stands above whom on a day."""

from datetime import UTC, date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    Date,
    DateTime,
    Select,
    Uuid,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from domain.letters import as_address
from domain.people.person import Person
from domain.people.reporting_line import ReportingLine
from domain.viewer import Viewer
from domain.work import UnitOfWork


def visible_people(_: Viewer) -> Select[Person]:
    """The directory is open to everyone in the company, those who left included."""
    return select(Person)


def visible_reporting_lines(_: Viewer) -> Select[ReportingLine]:
    """The organisation chart is open to everyone in the company."""
    return select(ReportingLine)


async def works_here(work: UnitOfWork, person_id: UUID) -> bool:
    """On the day of the work."""
    person = await work.session.get(Person, person_id)
    return person is not None and person.works_on(work.now.date())


def own_id(viewer: Viewer) -> ColumnElement[UUID]:
    """The viewer as a value in SQL: nobody equals no one, where `== None` would mean IS NULL."""
    me = viewer.person_id
    return me if isinstance(me, BindParameter) else literal(me, Uuid())


def day_of(viewer: Viewer) -> ColumnElement[date]:
    """The day of the viewing, in UTC, as a value in SQL."""
    now = viewer.now
    moment = now if isinstance(now, BindParameter) else literal(now, DateTime(timezone=True))
    return cast(func.timezone("UTC", moment), Date())


@lru_cache(maxsize=256)
def below(viewer: Viewer) -> CTE:
    """The ids of everyone under the viewer, at any depth, on the day of the viewing.

    Use as `Goal.owner_id.in_(select(below(viewer).c.person_id))`. One viewer gives one and the
    same CTE, so a statement that asks for it in several places computes it once.
    """
    today = day_of(viewer)
    lines, deeper = aliased(ReportingLine), aliased(ReportingLine)
    direct = select(lines.person_id).where(
        lines.manager_id == own_id(viewer), holds_on(lines, today)
    )
    found = direct.cte("below", recursive=True)
    return found.union(
        select(deeper.person_id).where(
            deeper.manager_id == found.c.person_id, holds_on(deeper, today)
        )
    )


def holds_on(lines: type[ReportingLine], day: ColumnElement[date] | date) -> ColumnElement[bool]:
    """Whether a line, of the class or an alias of it, holds on that day."""
    return (lines.valid_from <= day) & or_(lines.valid_to.is_(None), lines.valid_to > day)


async def manager_of(work: UnitOfWork, person_id: UUID, on: date | None = None) -> UUID | None:
    """Who manages the person on that day, today unless told."""
    line = select(ReportingLine.manager_id).where(
        ReportingLine.person_id == person_id, holds_on(ReportingLine, on or today(work))
    )
    return await work.session.scalar(line)


async def is_above(
    work: UnitOfWork, manager_id: UUID, person_id: UUID, on: date | None = None
) -> bool:
    """Whether the one stands anywhere above the other on that day, today unless told."""
    day = on or today(work)
    lines, higher = aliased(ReportingLine), aliased(ReportingLine)
    direct = select(lines.manager_id).where(lines.person_id == person_id, holds_on(lines, day))
    above = direct.cte("above", recursive=True)
    above = above.union(
        select(higher.manager_id).where(
            higher.person_id == above.c.manager_id, holds_on(higher, day)
        )
    )
    found = select(above.c.manager_id).where(above.c.manager_id == manager_id).exists()
    return bool(await work.session.scalar(select(found)))


async def person_by_email(work: UnitOfWork, email: str) -> Person | None:
    return await work.session.scalar(select(Person).where(Person.email == as_address(email)))


def today(work: UnitOfWork) -> date:
    """The day of the unit of work, in UTC."""
    return work.now.astimezone(UTC).date()
