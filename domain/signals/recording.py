"""Writing series and points: one statement for many rows.

What is new is inserted, what differs is changed, the rest is left alone. Rows are locked in the
order of their keys, so that two pushes never wait for each other in a circle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import (
    Date,
    DateTime,
    Double,
    TableValuedAlias,
    Text,
    Uuid,
    false,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from domain.base import new_id
from domain.incoming import incoming
from domain.signals.metric import Grain, MetricPoint, MetricSeries
from domain.signals.pushed import PushedPoint
from domain.work import UnitOfWork

SeriesKey: TypeAlias = tuple[UUID, str]
"""A person and the key of a metric."""


@dataclass(frozen=True)
class WrittenPoint:
    """A point that was inserted or changed, and what it said before."""

    id: UUID
    series_id: UUID
    period_start: date
    value: float
    earlier: float | None


async def keep_series(
    work: UnitOfWork, points: Sequence[PushedPoint], people: Sequence[UUID]
) -> dict[SeriesKey, MetricSeries]:
    """The series of these points, made where missing, locked until the end of the transaction."""
    rows = _series_rows(points, people)
    new = select(
        rows, literal(Grain.WEEK.value, Text()), literal(work.now, DateTime(timezone=True))
    )
    insertion = insert(MetricSeries).from_select(
        [*rows.c.keys(), "grain", "created_at"], new, include_defaults=False
    )
    # An update that never happens still locks the row that is there.
    locking = insertion.on_conflict_do_update(
        index_elements=["person_id", "key"], set_={"key": insertion.excluded.key}, where=false()
    )
    await work.session.execute(locking)
    kept = select(MetricSeries).join(
        rows, (MetricSeries.person_id == rows.c.person_id) & (MetricSeries.key == rows.c.key)
    )
    found = await work.session.scalars(kept, execution_options={"populate_existing": True})
    return {(series.person_id, series.key): series for series in found}


def _series_rows(points: Sequence[PushedPoint], people: Sequence[UUID]) -> TableValuedAlias:
    first: dict[SeriesKey, PushedPoint] = {}
    for person_id, point in zip(people, points, strict=True):
        first.setdefault((person_id, point.key), point)
    in_order = sorted(first.items(), key=lambda item: item[0])
    return incoming(
        id=(Uuid(), [new_id() for _ in in_order]),
        person_id=(Uuid(), [person_id for (person_id, _), _ in in_order]),
        key=(Text(), [key for (_, key), _ in in_order]),
        name=(Text(), [point.name or point.key for _, point in in_order]),
        unit=(Text(), [point.unit for _, point in in_order]),
        source=(Text(), [point.source for _, point in in_order]),
        better=(Text(), [point.better.value for _, point in in_order]),
    )


async def write_points(
    work: UnitOfWork, values: Mapping[tuple[UUID, date], float]
) -> list[WrittenPoint]:
    """Insert or change points of locked series, by series and period. Gives those that differed."""
    in_order = sorted(values.items())
    rows = incoming(
        id=(Uuid(), [new_id() for _ in in_order]),
        series_id=(Uuid(), [series_id for (series_id, _), _ in in_order]),
        period_start=(Date(), [start for (_, start), _ in in_order]),
        value=(Double(), [value for _, value in in_order]),
    )
    new = select(rows, literal(work.now, DateTime(timezone=True)))
    insertion = insert(MetricPoint).from_select(
        [*rows.c.keys(), "recorded_at"], new, include_defaults=False
    )
    written = (
        insertion.on_conflict_do_update(
            index_elements=["series_id", "period_start"],
            set_={"value": insertion.excluded.value},
            where=MetricPoint.value != insertion.excluded.value,
        )
        .returning(
            MetricPoint.id, MetricPoint.series_id, MetricPoint.period_start, MetricPoint.value
        )
        .cte("written")
    )
    # A statement sees each table as it was before the statement: here, the earlier values.
    with_earlier = select(written, MetricPoint.value.label("earlier")).outerjoin(
        MetricPoint, MetricPoint.id == written.c.id
    )
    return [WrittenPoint(*row) for row in await work.session.execute(with_earlier)]
