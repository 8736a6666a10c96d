"""What has happened to the facts."""

from typing import Annotated
from uuid import UUID

from domain.events import Event, Public, Told
from domain.signals.milestone import MilestoneKind


class MetricRecorded(Event):
    """A push created or changed points of a series: one event, however many points."""

    name = "metric.recorded"
    subject = "metric_series"
    public = Public("signals:read", "Values of a metric were recorded", zh="记录了指标数值")

    person_id: UUID
    key: Annotated[str, Told("issues_resolved", "Which metric.")]
    points: int


class EvidenceFiled(Event):
    """A push created or changed evidence about a person: one event, however much."""

    name = "evidence.filed"
    subject = "person"
    public = Public("signals:read", "Evidence was filed", zh="归档了工作事实")

    evidence_ids: Annotated[list[UUID], Told(["0197a3c2-8888-7c31-9f0e-5b1d2a6c4e88"])]


class EvidenceWithdrawn(Event):
    """What was told about a person is no longer so over there."""

    name = "evidence.withdrawn"
    subject = "person"

    evidence_ids: list[UUID]


class MilestoneReached(Event):
    """A version is out, a sprint is over: with everybody whose work is in it."""

    name = "milestone.reached"
    subject = "milestone"

    kind: MilestoneKind
    major: bool
    person_ids: list[UUID]
