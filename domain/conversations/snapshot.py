"""What was known when somebody relied on it, so that later changes do not reach it."""

from collections.abc import Sequence
from typing import Any

from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.signals.evidence import Evidence
from domain.signals.metric import MetricPoint, MetricSeries


def snapshot_of(evidence: Evidence) -> dict[str, Any]:
    return {
        "source": evidence.source,
        "external_id": evidence.external_id,
        "kind": evidence.kind,
        "title": evidence.title,
        "url": evidence.url,
        "occurred_at": evidence.occurred_at.isoformat(),
        "details": evidence.details,
    }


def points_snapshot(series: MetricSeries, points: Sequence[MetricPoint]) -> dict[str, Any]:
    return {
        "series_id": str(series.id),
        "name": series.name,
        "unit": series.unit,
        "source": series.source,
        "points": [
            {"period_start": point.period_start.isoformat(), "value": point.value}
            for point in points
        ],
    }


def goal_snapshot(goal: Goal, parts: Sequence[KeyResult], progress: float | None) -> dict[str, Any]:
    return {
        "goal_id": str(goal.id),
        "title": goal.title,
        "measure": goal.measure,
        "due_on": goal.due_on.isoformat() if goal.due_on else None,
        "state": goal.state.value,
        "progress": progress,
        "key_results": [
            {
                "title": part.title,
                "unit": part.unit,
                "start": part.start,
                "target": part.target,
                "current": part.current,
            }
            for part in parts
        ],
    }
