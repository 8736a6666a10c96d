"""What has happened to the facts."""

from uuid import UUID

from domain.events import Event


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
