"""What has happened to the facts."""

from uuid import UUID

from domain.events import Event
from domain.signals.milestone import MilestoneKind


class MetricRecorded(Event):
    """A push created or changed points of a series: one event, however many points."""

    name = "metric.recorded"
    subject = "metric_series"

    person_id: UUID
    key: str
    points: int


class EvidenceFiled(Event):
    """A push created or changed evidence about a person: one event, however much."""

    name = "evidence.filed"
    subject = "person"

    evidence_ids: list[UUID]


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
