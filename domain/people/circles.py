"""Nobody stands above themselves, on any day past or planned."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import CTE, Date, cast, func, literal, select
from sqlalchemy.orm import aliased

from domain.errors import Conflict
from domain.people.person import Person
from domain.people.reporting_line import ReportingLine
from domain.work import UnitOfWork

_ENDLESS = cast(literal("infinity"), Date())


async def refuse_circles(work: UnitOfWork, person_ids: Collection[UUID], field: str) -> None:
    """Raise Conflict if on any day one of these people stands above themselves."""
    await work.session.flush()
    above = _everyone_above(person_ids)
    in_circles = (
        select(Person.name, func.min(above.c.since).label("since"))
        .join(above, above.c.origin_id == Person.id)
        .where(above.c.manager_id == above.c.origin_id)
        .group_by(Person.id)
        .order_by(Person.name)
    )
    found = (await work.session.execute(in_circles)).first()
    if found is not None:
        raise Conflict(
            f"From {found.since} on, {found.name} would stand above themselves",
            zh=f"自 {found.since} 起，{found.name} 将成为自己的直属上级",
            field=field,
        )


def _everyone_above(person_ids: Collection[UUID]) -> CTE:
    """Who stands above each of these people, since when and until when."""
    line, higher = aliased(ReportingLine), aliased(ReportingLine)
    start = select(
        line.person_id.label("origin_id"),
        line.manager_id,
        line.valid_from.label("since"),
        func.coalesce(line.valid_to, _ENDLESS).label("until"),
    ).where(line.person_id.in_(person_ids))
    above = start.cte("above", recursive=True)
    ends = func.coalesce(higher.valid_to, _ENDLESS)
    # Only the days on which both lines hold are followed further up.
    further = select(
        above.c.origin_id,
        higher.manager_id,
        func.greatest(above.c.since, higher.valid_from),
        func.least(above.c.until, ends),
    ).where(
        higher.person_id == above.c.manager_id,
        above.c.manager_id != above.c.origin_id,
        higher.valid_from < above.c.until,
        ends > above.c.since,
    )
    return above.union(further)
