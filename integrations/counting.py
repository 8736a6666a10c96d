"""From measures to weeks: what people did, counted by the week in which it came about.

A week counts from the day as the other system writes it, Monday to Sunday. A week that is not
over, or that no reading has come to the end of, is not counted: half a week would look like a
fall. One that is known and holds nothing is a week of none.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import product
from uuid import UUID

from sqlalchemy import Date, Double, Select, Text, column, exists, func, select, true, update
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import TableValuedAlias

from domain.people.person import Person
from domain.people.queries import today
from domain.signals.commands import push_metric_points
from domain.signals.metric import Better, MetricPoint, MetricSeries, monday_of
from domain.signals.pushed import MOST, MetricPointItem
from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.coverage import known_until
from integrations.external_identity import ExternalAccount
from integrations.observed import ObservedItem
from integrations.terms import MetricKind
from integrations.weeks import Weeks, weekly

_ACCOUNTS_AT_ONCE = 40


async def count_weeks(work: UnitOfWork, vendor: str, metrics: Sequence[MetricKind]) -> bool:
    """Count for some of those whose work has changed. Says whether there were any.

    All connections of the vendor count together, whoever's of them has changed.
    """
    accounts = (
        select(ExternalAccount)
        .where(ExternalAccount.uncounted, ExternalAccount.connection_id.in_(_of(vendor)))
        .order_by(ExternalAccount.id)
        .limit(_ACCOUNTS_AT_ONCE)
        .with_for_update()
    )
    some = (await work.session.scalars(accounts)).all()
    for account in some:
        account.uncounted = False
    people = sorted({one.person_id for one in some if one.person_id is not None})
    if people:
        await count_people(work, vendor, metrics, people)
    return bool(some)


async def count_again(work: UnitOfWork, vendor: str) -> None:
    """A week is over, or a definition is another: everybody's weeks are to be counted."""
    everybody = update(ExternalAccount).where(
        ExternalAccount.connection_id.in_(_of(vendor)),
        ExternalAccount.person_id.is_not(None),
        ExternalAccount.uncounted.is_(False),
    )
    await work.session.execute(
        everybody.values(uncounted=True).execution_options(synchronize_session=False)
    )


def _of(vendor: str) -> Select[UUID]:
    return select(Connection.id).where(Connection.vendor == vendor)


async def count_people(
    work: UnitOfWork, vendor: str, metrics: Sequence[MetricKind], people: Sequence[UUID]
) -> None:
    values = await _measured(work, vendor, people)
    known = await _known(work, vendor, people)
    this_week, points = monday_of(today(work)), list[MetricPointItem]()
    covered, leave = await known_until(work, vendor, people), await _leave(work, people)
    for metric, person_id in product(metrics, people):
        series, until = (person_id, metric.key), covered.get(person_id, work.now)
        if (series in known and known[series] is None) or until is None:
            continue
        weeks = weekly(
            metric,
            values.get(series, {}),
            known.get(series) or (),
            before=min(this_week, monday_of(until.date())),
            until=leave.get(person_id, date.max),
        )
        points += _points(person_id, metric, vendor, weeks)
    for start in range(0, len(points), MOST):
        await push_metric_points(work, points=points[start : start + MOST])


async def _leave(work: UnitOfWork, people: Sequence[UUID]) -> dict[UUID, date]:
    """From which week on somebody works here no longer."""
    left = select(Person.id, Person.left_on).where(Person.id.in_(people))
    rows = await work.session.execute(left.where(Person.left_on.is_not(None)))
    return {row.id: monday_of(row.left_on) for row in rows if row.left_on is not None}


def _points(
    person_id: UUID, metric: MetricKind, vendor: str, weeks: Weeks
) -> list[MetricPointItem]:
    better = Better(metric.better)
    return [
        MetricPointItem(
            person_id=person_id,
            key=metric.key,
            name=metric.name,
            unit=metric.unit,
            source=vendor,
            better=better,
            period_start=week,
            value=value,
        )
        for week, value in weeks.items()
    ]


async def _measured(
    work: UnitOfWork, vendor: str, people: Sequence[UUID]
) -> dict[tuple[UUID, str], dict[date, list[float]]]:
    told = _told()
    # A site that is connected again is read again: each thing counts as it was seen last.
    later, whole = aliased(ObservedItem), aliased(ObservedItem)
    rows = (
        select(ExternalAccount.person_id, told.c.key, told.c.on, told.c.value)
        .select_from(ObservedItem)
        .join(ExternalAccount, ExternalAccount.id == ObservedItem.account_id)
        .join(Connection, Connection.id == ObservedItem.connection_id)
        .join(told, true())
        .where(
            Connection.vendor == vendor,
            ExternalAccount.person_id.in_(people),
            ~exists().where(later.filed_as == ObservedItem.filed_as, later.id > ObservedItem.id),
            ~exists().where(
                whole.connection_id == ObservedItem.connection_id,
                whole.external_id == told.c.part_of,
                whole.account_id == ExternalAccount.id,
            ),
        )
    )
    values: dict[tuple[UUID, str], dict[date, list[float]]] = defaultdict(lambda: defaultdict(list))
    for person_id, key, on, value in await work.session.execute(rows):
        values[person_id, key][on].append(value)
    return values


def _told() -> TableValuedAlias:
    """What was measured of a piece, as rows."""
    rows = func.jsonb_to_recordset(ObservedItem.measures["all"]).table_valued(
        column("key", Text()),
        column("on", Date()),
        column("value", Double()),
        column("part_of", Text()),
    )
    return rows.render_derived("told", with_types=True)


async def _known(
    work: UnitOfWork, vendor: str, people: Sequence[UUID]
) -> dict[tuple[UUID, str], Sequence[date] | None]:
    """The weeks that series of ours have; None for a series that comes from elsewhere."""
    rows = (
        select(
            MetricSeries.person_id,
            MetricSeries.key,
            MetricSeries.source == vendor,
            func.array_agg(MetricPoint.period_start),
        )
        .join(MetricPoint, MetricPoint.series_id == MetricSeries.id)
        .where(MetricSeries.person_id.in_(people))
        .group_by(MetricSeries.id)
    )
    return {
        (person_id, key): weeks if ours else None
        for person_id, key, ours, weeks in await work.session.execute(rows)
    }
