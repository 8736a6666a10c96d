"""Which facts a person may see: their own, and those of everybody below them.

The employee sees whatever the manager sees; HR and plugins see all.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.actor import Role
from domain.people.queries import below, own_id
from domain.signals.evidence import Evidence
from domain.signals.metric import MetricPoint, MetricPointEdit, MetricSeries
from domain.viewer import Viewer


def visible_evidence(viewer: Viewer) -> Select[Evidence]:
    everything = select(Evidence)
    if viewer.overview or viewer.has(Role.HR):
        return everything
    return everything.where(_own_or_below(Evidence.person_id, viewer))


def visible_metric_series(viewer: Viewer) -> Select[MetricSeries]:
    everything = select(MetricSeries)
    if viewer.overview or viewer.has(Role.HR):
        return everything
    return everything.where(_own_or_below(MetricSeries.person_id, viewer))


def visible_metric_points(viewer: Viewer) -> Select[MetricPoint]:
    everything = select(MetricPoint)
    if viewer.overview or viewer.has(Role.HR):
        return everything
    theirs = visible_metric_series(viewer).with_only_columns(MetricSeries.id)
    return everything.where(MetricPoint.series_id.in_(theirs))


def visible_metric_point_edits(viewer: Viewer) -> Select[MetricPointEdit]:
    everything = select(MetricPointEdit)
    if viewer.overview or viewer.has(Role.HR):
        return everything
    theirs = visible_metric_points(viewer).with_only_columns(MetricPoint.id)
    return everything.where(MetricPointEdit.point_id.in_(theirs))


def _own_or_below(column: InstrumentedAttribute[Any], viewer: Viewer) -> ColumnElement[bool]:
    return or_(column == own_id(viewer), column.in_(select(below(viewer).c.person_id)))
