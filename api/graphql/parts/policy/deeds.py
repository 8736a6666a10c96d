"""What can be done with rules and touchpoints, for GraphQL."""

from functools import partial

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.policy.views import TouchpointView, TriggerRuleView
from api.scopes import Scope
from domain.policy import commands

_writing = partial(mutation, scope=Scope.POLICY_WRITE)
_TOUCHPOINT = {"touchpoint": TouchpointView}


@strawberry.type
class PolicyMutations:
    install_default_rules = _writing(
        commands.install_default_rules, {"trigger_rules": list[TriggerRuleView]}
    )
    change_trigger_rule = _writing(commands.change_trigger_rule, {"trigger_rule": TriggerRuleView})
    waive_touchpoint = _writing(commands.waive_touchpoint, _TOUCHPOINT)
    assign_touchpoint = _writing(commands.assign_touchpoint, _TOUCHPOINT)
