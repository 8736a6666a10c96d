"""Rules, what they fired about, and the conversations that are due, for GraphQL."""

from datetime import date, datetime
from enum import Enum

import strawberry
from sqlalchemy import ColumnElement, case
from strawberry.scalars import JSON

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.nodes import Node
from api.graphql.parts.goals.views import GoalView
from api.graphql.parts.people.views import PersonView
from api.graphql.parts.signals.views import MetricSeriesView
from api.graphql.planner.sources import Order, Row
from api.graphql.views import VIEWER_ID, connection, found, localised, many, one, value, view
from api.scopes import Scope
from domain.policy.queries import (
    visible_touchpoints,
    visible_trigger_firings,
    visible_trigger_rules,
)
from domain.policy.touchpoint import Touchpoint, TouchpointKind, TouchpointState
from domain.policy.touchpoint_goal import TouchpointGoal
from domain.policy.trigger_firing import TriggerFiring, TriggerSource
from domain.policy.trigger_rule import RuleKind, TriggerRule, TriggerRuleVersion

strawberry.enum(RuleKind, name="TriggerRuleKind", description="What a rule looks for.")
strawberry.enum(TriggerSource, description="What made Tanlu speak up.")
strawberry.enum(TouchpointKind, description="What a due conversation is for.")
strawberry.enum(TouchpointState, description="What became of an obligation to converse.")


@view(TriggerRuleVersion, name="TriggerRuleVersion", scope=Scope.POLICY_READ)
class TriggerRuleVersionView:
    """What a rule said from a moment on; nobody made the built-in one."""

    version: int
    enabled: bool
    due_in_days: int
    weeks: int | None
    look_back_weeks: int | None
    made_at: datetime
    made_by: PersonView | None = one(lambda version, person: person.id == version.made_by_id)


@view(TriggerRule, name="TriggerRule", scope=Scope.POLICY_READ, visible=visible_trigger_rules)
class TriggerRuleView(Node):
    """When a conversation is due although nobody has asked for it."""

    kind: RuleKind
    metric_key: str | None
    touchpoint_kind: TouchpointKind
    enabled: bool
    due_in_days: int
    weeks: int | None
    look_back_weeks: int | None
    version: int
    versions: list[TriggerRuleVersionView] = many(
        lambda rule, version: version.rule_id == rule.id,
        order=lambda version: [version.version],
    )


@view(TriggerFiring, name="TriggerFiring", scope=Scope.POLICY_READ, visible=visible_trigger_firings)
class TriggerFiringView(Node):
    """A rule that came true for somebody, with what it saw."""

    rule_version: int
    source: TriggerSource
    evidence: JSON
    fired_at: datetime
    first_period: date | None
    last_period: date | None
    weeks: int | None
    withdrawn_at: datetime | None
    withdrawn_because: str | None = localised(lambda firing: firing.withdrawn_because)
    rule: TriggerRuleView = one(lambda firing, rule: rule.id == firing.rule_id)
    person: PersonView = one(lambda firing, person: person.id == firing.person_id)
    series: MetricSeriesView | None = one(lambda firing, series: series.id == firing.series_id)


@view(TouchpointGoal, name="TouchpointGoal", scope=Scope.POLICY_READ)
class TouchpointGoalView:
    """A goal that a clarification is about; null if it is not for the reader to see."""

    goal: GoalView | None = one(lambda listed, goal: goal.id == listed.goal_id)


def _is_theirs(touchpoint: Row) -> ColumnElement[bool]:
    whose = (touchpoint.subject_id, touchpoint.owner_id, touchpoint.waived_by_id)
    return VIEWER_ID.in_(whose)


@view(Touchpoint, name="Touchpoint", scope=Scope.POLICY_READ, visible=visible_touchpoints)
class TouchpointView(Node):
    """Somebody shall converse with an employee by a day. Without an owner it waits for HR."""

    kind: TouchpointKind
    state: TouchpointState
    due_on: date
    planned_at: datetime
    ended_at: datetime | None
    conversation_id: strawberry.ID | None
    waived_because: str | None = value(
        lambda touchpoint: case((_is_theirs(touchpoint), touchpoint.waived_because)),
        description="For the employee, its owner, and who wrote it.",
    )
    cancelled_because: str | None = localised(lambda touchpoint: touchpoint.cancelled_because)
    subject: PersonView = one(lambda touchpoint, person: person.id == touchpoint.subject_id)
    owner: PersonView | None = one(lambda touchpoint, person: person.id == touchpoint.owner_id)
    waived_by: PersonView | None = one(
        lambda touchpoint, person: person.id == touchpoint.waived_by_id
    )
    firing: TriggerFiringView = one(lambda touchpoint, firing: firing.id == touchpoint.firing_id)
    goals: list[TouchpointGoalView] = many(
        lambda touchpoint, listed: listed.touchpoint_id == touchpoint.id,
        order=lambda listed: [listed.id],
    )


@strawberry.enum(description="Orders for touchpoints.")
class TouchpointOrder(Enum):
    DUE_ON_ASC = "DUE_ON_ASC"
    DUE_ON_DESC = "DUE_ON_DESC"
    PLANNED_AT_DESC = "PLANNED_AT_DESC"


TOUCHPOINT_ORDERS = {
    TouchpointOrder.DUE_ON_ASC: Order(lambda touchpoint: touchpoint.due_on),
    TouchpointOrder.DUE_ON_DESC: Order(lambda touchpoint: touchpoint.due_on, descending=True),
    TouchpointOrder.PLANNED_AT_DESC: Order(
        lambda touchpoint: touchpoint.planned_at, descending=True
    ),
}


@filtering
class TouchpointFilter:
    """Conditions on touchpoints; all that are given must hold."""

    subject_id: strawberry.ID | None
    owner_id: strawberry.ID | None
    kind: TouchpointKind | None
    state: TouchpointState | None
    due_by: date | None = where(lambda touchpoint, day: touchpoint.due_on <= day)
    owned: bool | None = where(lambda touchpoint, owned: touchpoint.owner_id.is_not(None) == owned)


@strawberry.enum(description="Orders for firings.")
class TriggerFiringOrder(Enum):
    FIRED_AT_DESC = "FIRED_AT_DESC"


@filtering
class TriggerFiringFilter:
    """Conditions on firings; all that are given must hold."""

    person_id: strawberry.ID | None
    rule_id: strawberry.ID | None
    series_id: strawberry.ID | None
    standing: bool | None = where(lambda firing, yes: firing.withdrawn_at.is_(None) == yes)


@strawberry.enum(description="Orders for rules.")
class TriggerRuleOrder(Enum):
    KIND_ASC = "KIND_ASC"


@strawberry.type
class PolicyQueries:
    trigger_rules: Connection[TriggerRuleView] = connection(
        {TriggerRuleOrder.KIND_ASC: Order(lambda rule: rule.kind)}
    )
    trigger_firings: Connection[TriggerFiringView] = connection(
        {TriggerFiringOrder.FIRED_AT_DESC: Order(lambda firing: firing.fired_at, descending=True)},
        filtered_by=TriggerFiringFilter,
    )
    touchpoint: TouchpointView | None = found(
        lambda touchpoint, given, _: touchpoint.id == given["id"], by={"id": strawberry.ID}
    )
    touchpoints: Connection[TouchpointView] = connection(
        TOUCHPOINT_ORDERS, filtered_by=TouchpointFilter
    )
