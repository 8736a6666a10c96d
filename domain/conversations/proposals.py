"""Facts for the preparation: why it was asked for, how the goals stand, what has happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from domain.conversations.conversation import Conversation
from domain.conversations.preparation import FactOrigin
from domain.conversations.snapshot import goal_snapshot, points_snapshot, snapshot_of
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.goals.progress import progress_of
from domain.goals.states import GoalState
from domain.policy.touchpoint import Touchpoint
from domain.policy.trigger_firing import TriggerFiring
from domain.signals.evidence import Evidence
from domain.signals.known_metrics import name_in_chinese, unit_in_chinese
from domain.signals.metric import MetricPoint, MetricSeries
from domain.texts import both
from domain.work import UnitOfWork

MOST_EVIDENCE: Final = 10
OURS: Final = "tanlu"
"""The source of what comes from our own records."""

_UNDER_WAY: Final = (
    GoalState.PROPOSED,
    GoalState.AGREEING,
    GoalState.ACTIVE,
    GoalState.RETUNING,
    GoalState.CLOSING,
)


async def firing_facts(work: UnitOfWork, conversation: Conversation) -> list[dict[str, Any]]:
    """The metric that made a rule speak up, with its numbers."""
    asked_for = (
        select(TriggerFiring, MetricSeries)
        .join(Touchpoint, Touchpoint.firing_id == TriggerFiring.id)
        .join(MetricSeries, MetricSeries.id == TriggerFiring.series_id)
        .where(Touchpoint.id == conversation.touchpoint_id)
    )
    found = (await work.session.execute(asked_for)).first()
    if found is None:
        return []
    firing, series = found
    in_order = (
        select(MetricPoint)
        .where(
            MetricPoint.series_id == series.id,
            MetricPoint.period_start.between(firing.first_period, firing.last_period),
        )
        .order_by(MetricPoint.period_start)
    )
    points = (await work.session.scalars(in_order)).all()
    return [_of_firing(firing, series, points)]


async def goal_facts(work: UnitOfWork, conversation: Conversation) -> list[dict[str, Any]]:
    """How each of the employee's goals stands."""
    under_way = (
        select(Goal)
        .where(Goal.owner_id == conversation.subject_id, Goal.state.in_(_UNDER_WAY))
        .order_by(Goal.id)
    )
    goals = (await work.session.scalars(under_way)).all()
    in_order = (
        select(KeyResult)
        .where(KeyResult.goal_id.in_([goal.id for goal in goals]))
        .order_by(KeyResult.goal_id, KeyResult.position)
    )
    parts = (await work.session.scalars(in_order)).all() if goals else []
    return [_of_goal(goal, [part for part in parts if part.goal_id == goal.id]) for goal in goals]


async def evidence_facts(
    work: UnitOfWork, conversation: Conversation, since: datetime
) -> list[dict[str, Any]]:
    """The newest of what the employee did since then, each with its link."""
    newest = (
        select(Evidence)
        .where(
            Evidence.person_id == conversation.subject_id,
            Evidence.occurred_at > since,
            Evidence.occurred_at <= work.now,
            Evidence.withdrawn_at.is_(None),
        )
        .order_by(Evidence.occurred_at.desc(), Evidence.id)
        .limit(MOST_EVIDENCE)
    )
    return [_of_evidence(evidence) for evidence in await work.session.scalars(newest)]


def _of_firing(
    firing: TriggerFiring, series: MetricSeries, points: Sequence[MetricPoint]
) -> dict[str, Any]:
    values = ", ".join(f"{point.value:g}" for point in points)
    weeks = f"{firing.first_period}–{firing.last_period}"
    return {
        "origin": FactOrigin.FIRING,
        "origin_id": firing.id,
        "text": both(
            en=f"{series.name} ({series.unit}), week by week {weeks}: {values}",
            zh=f"{name_in_chinese(series.name)}（{unit_in_chinese(series.unit)}），"
            f"{weeks} 逐周：{values}",
        ),
        "source": series.source,
        "url": None,
        "evidence_id": None,
        "snapshot": points_snapshot(series, points),
        "occurred_at": firing.fired_at,
    }


def _of_goal(goal: Goal, parts: Sequence[KeyResult]) -> dict[str, Any]:
    progress = progress_of(parts)
    en = "no check-in yet" if progress is None else f"{progress:.0%} along"
    zh = "尚无进展更新" if progress is None else f"进度 {progress:.0%}"
    return {
        "origin": FactOrigin.GOAL,
        "origin_id": goal.id,
        "text": both(en=f"Goal “{goal.title}”: {en}", zh=f"目标“{goal.title}”:{zh}"),
        "source": OURS,
        "url": None,
        "evidence_id": None,
        "snapshot": goal_snapshot(goal, parts, progress),
        "occurred_at": None,
    }


def _of_evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "origin": FactOrigin.EVIDENCE,
        "origin_id": evidence.id,
        "text": both(en=evidence.title, zh=evidence.title),
        "source": evidence.source,
        "url": evidence.url,
        "evidence_id": evidence.id,
        "snapshot": snapshot_of(evidence),
        "occurred_at": evidence.occurred_at,
    }
