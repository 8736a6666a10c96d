"""Writing series and points: one statement for many rows.

What is new is inserted, what differs is changed, the rest is left alone. Rows are locked in the
order of their keys, so that two pushes never wait for each other in a circle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import (
    Date,
    DateTime,
    Double,
    Select,
    Text,
    Uuid,
    bindparam,
    false,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.types import TypeEngine

from domain.base import new_id
from domain.incoming import awaited, values_of
from domain.signals.metric import Grain, MetricPoint, MetricSeries
from domain.signals.pushed import MetricPointItem
from domain.work import UnitOfWork

SeriesKey: TypeAlias = tuple[UUID, str]
"""A person and the key of a metric."""
_SERIES: Mapping[str, TypeEngine[Any]] = {
    "id": Uuid(),
    "person_id": Uuid(),
    "key": Text(),
    "name": Text(),
    "unit": Text(),
    "source": Text(),
    "better": Text(),
}
_POINTS: Mapping[str, TypeEngine[Any]] = {
    "id": Uuid(),
    "series_id": Uuid(),
    "period_start": Date(),
    "value": Double(),
}
_NOW: Final = bindparam("now", type_=DateTime(timezone=True))


@dataclass(frozen=True)
class WrittenPoint:
    """A point that was inserted or changed, and what it said before."""

    id: UUID
    series_id: UUID
    period_start: date
    value: float
    earlier: float | None


async def keep_series(
    work: UnitOfWork, points: Sequence[MetricPointItem], people: Sequence[UUID]
) -> dict[SeriesKey, MetricSeries]:
    """The series of these points, made where missing, locked until the end of the transaction."""
    told = values_of(_SERIES, _series_rows(points, people))
    await work.session.execute(_locking(), told | {"now": work.now})
    found = await work.session.scalars(
        _locked(), told, execution_options={"populate_existing": True}
    )
    return {(series.person_id, series.key): series for series in found}


@cache
def _locking() -> Select[UUID]:
    rows = awaited(_SERIES)
    new = select(rows, literal(Grain.WEEK.value, Text()), _NOW)
    insertion = insert(MetricSeries).from_select(
        [*rows.c.keys(), "grain", "created_at"], new, include_defaults=False
    )
    # An update that never happens still locks the row that is there.
    locking = insertion.on_conflict_do_update(
        index_elements=["person_id", "key"], set_={"key": insertion.excluded.key}, where=false()
    )
    made = locking.returning(MetricSeries.id).cte("made")
    return select(made.c.id)


@cache
def _locked() -> Select[MetricSeries]:
    rows = awaited(_SERIES)
    return select(MetricSeries).join(
        rows, (MetricSeries.person_id == rows.c.person_id) & (MetricSeries.key == rows.c.key)
    )


def _series_rows(points: Sequence[MetricPointItem], people: Sequence[UUID]) -> list[dict[str, Any]]:
    first: dict[SeriesKey, MetricPointItem] = {}
    for person_id, point in zip(people, points, strict=True):
        first.setdefault((person_id, point.key), point)
    in_order = sorted(first.items(), key=lambda item: item[0])
    return [
        {
            "id": new_id(),
            "person_id": person_id,
            "key": key,
            "name": point.name or point.key,
            "unit": point.unit,
            "source": point.source,
            "better": point.better.value,
        }
        for (person_id, key), point in in_order
    ]


async def write_points(
    work: UnitOfWork, values: Mapping[tuple[UUID, date], float]
) -> list[WrittenPoint]:
    """Insert or change points of locked series, by series and period. Gives those that differed."""
    rows = [
        {"id": new_id(), "series_id": series_id, "period_start": start, "value": value}
        for (series_id, start), value in sorted(values.items())
    ]
    told = values_of(_POINTS, rows) | {"now": work.now}
    return [WrittenPoint(*row) for row in await work.session.execute(_writing(), told)]


@cache
def _writing() -> Select[UUID, UUID, date, float, float | None]:
    rows = awaited(_POINTS)
    insertion = insert(MetricPoint).from_select(
        [*rows.c.keys(), "recorded_at"], select(rows, _NOW), include_defaults=False
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
    return select(written, MetricPoint.value.label("earlier")).outerjoin(
        MetricPoint, MetricPoint.id == written.c.id
    )
