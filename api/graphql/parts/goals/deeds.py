"""What can be done with goals, for GraphQL: one mutation for each command."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import strawberry

from api.graphql.errors import UserError
from api.graphql.inputs import given
from api.graphql.mutations import mutation
from api.graphql.parts.goals import inputs
from api.graphql.parts.goals.key_results import CheckInView
from api.graphql.parts.goals.views import GoalClosureView, GoalRevisionView, GoalView
from api.scopes import Scope
from domain.goals import agreeing, closing, commands, following, retuning
from domain.goals.items import GoalItem, KeyResultItem, TargetItem

_writing = partial(mutation, scope=Scope.GOALS_WRITE)


@strawberry.type
class _Goal:
    goal: GoalView | None
    user_errors: list[UserError]


@strawberry.type
class _Revision:
    revision: GoalRevisionView | None
    user_errors: list[UserError]


@strawberry.type
class DraftGoalPayload(_Goal):
    pass


@strawberry.type
class ProposeGoalPayload(_Goal):
    pass


@strawberry.type
class ProposeDraftPayload(_Goal):
    pass


@strawberry.type
class AmendGoalPayload(_Goal):
    pass


@strawberry.type
class AlignGoalPayload(_Goal):
    pass


@strawberry.type
class WithdrawGoalPayload(_Goal):
    pass


@strawberry.type
class TickGoalPayload(_Goal):
    pass


@strawberry.type
class WaiveTicksPayload(_Goal):
    pass


@strawberry.type
class ActivateGoalPayload(_Goal):
    pass


@strawberry.type
class BeginClosingPayload(_Goal):
    pass


@strawberry.type
class ReopenGoalPayload(_Goal):
    pass


@strawberry.type
class ProposeGoalsPayload:
    goals: list[GoalView] | None
    user_errors: list[UserError]


@strawberry.type
class ProposeRevisionPayload(_Revision):
    pass


@strawberry.type
class ConfirmRevisionPayload(_Revision):
    pass


@strawberry.type
class DeclineRevisionPayload(_Revision):
    pass


@strawberry.type
class CheckInPayload:
    check_in: CheckInView | None
    user_errors: list[UserError]


@strawberry.type
class CloseGoalPayload:
    closure: GoalClosureView | None
    user_errors: list[UserError]


def _one_item(input: object) -> dict[str, Any]:
    return {"item": _item(given(input)["item"])}


def _many_items(input: object) -> dict[str, Any]:
    return {"items": [_item(item) for item in given(input)["items"]]}


def _item(item: Mapping[str, Any]) -> GoalItem:
    return GoalItem(**{**item, "key_results": _key_results(item["key_results"])})


def _key_results(items: list[Mapping[str, Any]]) -> list[KeyResultItem]:
    return [KeyResultItem(**item) for item in items]


def _amendment(input: object) -> dict[str, Any]:
    known = given(input)
    if known["key_results"] is not None:
        known["key_results"] = _key_results(known["key_results"])
    return known


def _revision(input: object) -> dict[str, Any]:
    known = given(input)
    return {**known, "targets": [TargetItem(**target) for target in known["targets"]]}


@strawberry.type
class GoalMutations:
    draft_goal: DraftGoalPayload = _writing(
        commands.draft_goal, inputs.DraftGoalInput, arguments=_one_item
    )
    propose_goal: ProposeGoalPayload = _writing(
        commands.propose_goal, inputs.ProposeGoalInput, arguments=_one_item
    )
    propose_goals: ProposeGoalsPayload = _writing(
        commands.propose_goals, inputs.ProposeGoalsInput, arguments=_many_items
    )
    propose_draft: ProposeDraftPayload = _writing(commands.propose_draft, inputs.ProposeDraftInput)
    amend_goal: AmendGoalPayload = _writing(
        commands.amend_goal, inputs.AmendGoalInput, arguments=_amendment
    )
    align_goal: AlignGoalPayload = _writing(commands.align_goal, inputs.AlignGoalInput)
    withdraw_goal: WithdrawGoalPayload = _writing(commands.withdraw_goal, inputs.WithdrawGoalInput)
    tick_goal: TickGoalPayload = _writing(agreeing.tick_goal, inputs.TickGoalInput)
    waive_ticks: WaiveTicksPayload = _writing(agreeing.waive_ticks, inputs.WaiveTicksInput)
    activate_goal: ActivateGoalPayload = _writing(agreeing.activate_goal, inputs.ActivateGoalInput)
    check_in: CheckInPayload = _writing(following.check_in, inputs.CheckInInput)
    propose_revision: ProposeRevisionPayload = _writing(
        retuning.propose_revision, inputs.ProposeRevisionInput, arguments=_revision
    )
    confirm_revision: ConfirmRevisionPayload = _writing(
        retuning.confirm_revision, inputs.ConfirmRevisionInput
    )
    decline_revision: DeclineRevisionPayload = _writing(
        retuning.decline_revision, inputs.DeclineRevisionInput
    )
    begin_closing: BeginClosingPayload = _writing(closing.begin_closing, inputs.BeginClosingInput)
    reopen_goal: ReopenGoalPayload = _writing(closing.reopen_goal, inputs.ReopenGoalInput)
    close_goal: CloseGoalPayload = _writing(closing.close_goal, inputs.CloseGoalInput)
