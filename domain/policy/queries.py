"""Which rules hold, what fired, and which conversations are due.

Rules are the company's policy and open to everyone. What fired about a person and what is due
with them is seen by the person, whoever owns it, the line above, HR and plugins.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from domain.actor import Role
from domain.people.queries import below, own_id
from domain.policy.touchpoint import Touchpoint
from domain.policy.touchpoint_goal import TouchpointGoal
from domain.policy.trigger_firing import TriggerFiring
from domain.policy.trigger_rule import RuleKind, TriggerRule, TriggerRuleVersion
from domain.viewer import Viewer
from domain.work import UnitOfWork


def visible_trigger_rules(_: Viewer) -> Select[TriggerRule]:
    return select(TriggerRule)


def visible_trigger_rule_versions(_: Viewer) -> Select[TriggerRuleVersion]:
    return select(TriggerRuleVersion)


def visible_touchpoints(viewer: Viewer) -> Select[Touchpoint]:
    if viewer.overview or viewer.has(Role.HR):
        return select(Touchpoint)
    return select(Touchpoint).where(_concerns(viewer))


def visible_touchpoint_goals(viewer: Viewer) -> Select[TouchpointGoal]:
    if viewer.overview or viewer.has(Role.HR):
        return select(TouchpointGoal)
    theirs = select(Touchpoint.id).where(_concerns(viewer))
    return select(TouchpointGoal).where(TouchpointGoal.touchpoint_id.in_(theirs))


def visible_trigger_firings(viewer: Viewer) -> Select[TriggerFiring]:
    if viewer.overview or viewer.has(Role.HR):
        return select(TriggerFiring)
    theirs = select(Touchpoint.firing_id).where(_concerns(viewer))
    return select(TriggerFiring).where(TriggerFiring.id.in_(theirs))


def _concerns(viewer: Viewer) -> ColumnElement[bool]:
    return or_(
        Touchpoint.subject_id == own_id(viewer),
        Touchpoint.owner_id == own_id(viewer),
        Touchpoint.subject_id.in_(select(below(viewer).c.person_id)),
    )


async def rule_for(
    work: UnitOfWork, kind: RuleKind, metric_key: str | None = None
) -> TriggerRule | None:
    """The rule of that kind: the metric's own, or else the one for all."""
    own_first = (
        select(TriggerRule)
        .where(
            TriggerRule.kind == kind,
            or_(TriggerRule.metric_key.is_(None), TriggerRule.metric_key == metric_key),
        )
        .order_by(TriggerRule.metric_key.is_(None))
        .limit(1)
    )
    return await work.session.scalar(own_first)


async def touchpoint_of(work: UnitOfWork, firing_id: UUID) -> Touchpoint:
    """The one touchpoint of a firing, locked."""
    locked = (
        select(Touchpoint)
        .where(Touchpoint.firing_id == firing_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await work.session.scalars(locked)).one()
