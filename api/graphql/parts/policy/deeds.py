"""What can be done with rules and touchpoints, for GraphQL."""

import strawberry

from api.graphql.errors import UserError
from api.graphql.mutations import mutation
from api.graphql.parts.policy.views import TouchpointView, TriggerRuleView
from api.scopes import Scope
from domain.policy import commands
from domain.policy.trigger_rule import RuleKind


@strawberry.input(description="Which of the built-in rules to add where they are missing.")
class InstallDefaultRulesInput:
    kinds: list[RuleKind] = strawberry.field(default_factory=lambda: list(RuleKind))


@strawberry.input(description="Everything the rule says from now on.")
class ChangeTriggerRuleInput:
    rule_id: strawberry.ID
    enabled: bool
    due_in_days: int
    weeks: int | None = None
    look_back_weeks: int | None = strawberry.field(
        default=None,
        description="From when on falls that a connection reads are news; as before if not given.",
    )


@strawberry.input
class WaiveTouchpointInput:
    touchpoint_id: strawberry.ID
    reason: str


@strawberry.input
class AssignTouchpointInput:
    touchpoint_id: strawberry.ID
    owner_id: strawberry.ID


@strawberry.type
class ChangeTriggerRulePayload:
    trigger_rule: TriggerRuleView | None
    user_errors: list[UserError]


@strawberry.type
class InstallDefaultRulesPayload:
    trigger_rules: list[TriggerRuleView] | None
    user_errors: list[UserError]


@strawberry.type
class WaiveTouchpointPayload:
    touchpoint: TouchpointView | None
    user_errors: list[UserError]


@strawberry.type
class AssignTouchpointPayload:
    touchpoint: TouchpointView | None
    user_errors: list[UserError]


@strawberry.type
class PolicyMutations:
    install_default_rules: InstallDefaultRulesPayload = mutation(
        commands.install_default_rules, InstallDefaultRulesInput, scope=Scope.POLICY_WRITE
    )
    change_trigger_rule: ChangeTriggerRulePayload = mutation(
        commands.change_trigger_rule, ChangeTriggerRuleInput, scope=Scope.POLICY_WRITE
    )
    waive_touchpoint: WaiveTouchpointPayload = mutation(
        commands.waive_touchpoint, WaiveTouchpointInput, scope=Scope.POLICY_WRITE
    )
    assign_touchpoint: AssignTouchpointPayload = mutation(
        commands.assign_touchpoint, AssignTouchpointInput, scope=Scope.POLICY_WRITE
    )
