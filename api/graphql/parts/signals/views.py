"""Metrics and evidence of work, for GraphQL."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum

import strawberry
from sqlalchemy import ColumnElement, case, func, literal
from sqlalchemy.dialects.postgresql import JSONB
from strawberry.scalars import JSON

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.nodes import Node
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Order
from api.graphql.views import LOCALE, connection, found, many, one, value, view
from api.scopes import Scope
from domain.signals.evidence import Evidence
from domain.signals.known_metrics import NAMES, UNITS
from domain.signals.metric import Better, Grain, MetricPoint, MetricPointEdit, MetricSeries
from domain.signals.queries import visible_evidence, visible_metric_series
from integrations.queries import read_by

strawberry.enum(Better, name="MetricDirection", description="Which way a metric gets better.")
strawberry.enum(Grain, description="How long one period of a series is.")


def _in_words(known: Mapping[str, str], told: ColumnElement[str]) -> ColumnElement[str]:
    chinese = func.coalesce(literal(dict(known), JSONB()).op("->>")(told), told)
    return case((LOCALE == "zh-CN", chinese), else_=told)


@view(MetricPointEdit, name="MetricPointEdit", scope=Scope.SIGNALS_READ)
class MetricPointEditView:
    """A change to a value that had been recorded before; late if the week was over."""

    earlier_value: float
    value: float
    edited_at: datetime
    late: bool


@view(MetricPoint, name="MetricPoint", scope=Scope.SIGNALS_READ)
class MetricPointView:
    """The value of one week, named by its Monday. A week without one is unknown, not zero."""

    id: strawberry.ID
    period_start: date
    value: float
    recorded_at: datetime
    edits: list[MetricPointEditView] = many(
        lambda point, edit: edit.point_id == point.id,
        order=lambda edit: [edit.edited_at, edit.id],
    )


@strawberry.enum(description="Orders for points.")
class MetricPointOrder(Enum):
    PERIOD_ASC = "PERIOD_ASC"
    PERIOD_DESC = "PERIOD_DESC"


_POINT_ORDERS = {
    MetricPointOrder.PERIOD_ASC: Order(lambda point: point.period_start),
    MetricPointOrder.PERIOD_DESC: Order(lambda point: point.period_start, descending=True),
}


@filtering
class MetricPointFilter:
    """Conditions on points; all that are given must hold."""

    from_period: date | None = where(lambda point, day: point.period_start >= day)
    to_period: date | None = where(lambda point, day: point.period_start <= day)


@view(MetricSeries, name="MetricSeries", scope=Scope.SIGNALS_READ, visible=visible_metric_series)
class MetricSeriesView(Node):
    """One metric of one person, week after week, with where it comes from."""

    key: str
    name: str
    title: str = value(
        lambda series: _in_words(NAMES, series.name),
        description="Its name in the reader's language, where that is known.",
    )
    unit: str
    unit_title: str = value(
        lambda series: _in_words(UNITS, series.unit), description="Its unit, as `title`."
    )
    grain: Grain
    source: str
    better: Better
    created_at: datetime
    person: PersonView = one(lambda series, person: person.id == series.person_id)
    points: Connection[MetricPointView] = connection(
        _POINT_ORDERS,
        on=lambda series, point: point.series_id == series.id,
        filtered_by=MetricPointFilter,
    )


@strawberry.enum(description="Orders for metric series.")
class MetricSeriesOrder(Enum):
    NAME_ASC = "NAME_ASC"
    CREATED_AT_DESC = "CREATED_AT_DESC"


_SERIES_ORDERS = {
    MetricSeriesOrder.NAME_ASC: Order(lambda series: series.name),
    MetricSeriesOrder.CREATED_AT_DESC: Order(lambda series: series.created_at, descending=True),
}


@filtering
class MetricSeriesFilter:
    """Conditions on metric series; all that are given must hold."""

    person_id: strawberry.ID | None
    key: str | None
    source: str | None


@view(Evidence, name="Evidence", scope=Scope.SIGNALS_READ, visible=visible_evidence)
class EvidenceView(Node):
    """A pointer to something a person did elsewhere; the content stays over there."""

    source: str
    external_id: str
    kind: str
    title: str
    url: str | None
    occurred_at: datetime
    details: JSON
    filed_at: datetime
    changed_at: datetime
    withdrawn_at: datetime | None
    out_of_sight_at: datetime | None = value(
        lambda piece: piece.out_of_sight_at,
        description="Since when it can no longer be looked up over there; it stands all the same.",
    )
    connection_name: str | None = value(
        read_by, description="What the connection that read it is called; null if it was pushed."
    )
    person: PersonView = one(lambda piece, person: person.id == piece.person_id)


@strawberry.enum(description="Orders for evidence.")
class EvidenceOrder(Enum):
    OCCURRED_AT_DESC = "OCCURRED_AT_DESC"
    OCCURRED_AT_ASC = "OCCURRED_AT_ASC"


_EVIDENCE_ORDERS = {
    EvidenceOrder.OCCURRED_AT_DESC: Order(lambda piece: piece.occurred_at, descending=True),
    EvidenceOrder.OCCURRED_AT_ASC: Order(lambda piece: piece.occurred_at),
}


@filtering
class EvidenceFilter:
    """Conditions on evidence; all that are given must hold."""

    person_id: strawberry.ID | None
    source: str | None
    kind: str | None
    external_id: str | None
    since: datetime | None = where(lambda piece, moment: piece.occurred_at >= moment)
    until: datetime | None = where(lambda piece, moment: piece.occurred_at < moment)
    title_contains: str | None = where(
        lambda piece, part: func.strpos(func.lower(piece.title), func.lower(part)) > 0
    )


@strawberry.type
class SignalQueries:
    metric_series: Connection[MetricSeriesView] = connection(
        _SERIES_ORDERS, filtered_by=MetricSeriesFilter
    )
    evidence: Connection[EvidenceView] = connection(_EVIDENCE_ORDERS, filtered_by=EvidenceFilter)
    metric: MetricSeriesView | None = found(
        lambda series, given, _: series.id == given["id"], by={"id": strawberry.ID}
    )
