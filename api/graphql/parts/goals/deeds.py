"""What can be done with goals, for GraphQL: one mutation for each command."""

from functools import partial

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.goals.key_results import CheckInView
from api.graphql.parts.goals.views import GoalClosureView, GoalRevisionView, GoalView
from api.scopes import Scope
from domain.goals import agreeing, closing, commands, following, retuning

_writing = partial(mutation, scope=Scope.GOALS_WRITE)
_GOAL = {"goal": GoalView}
_REVISION = {"revision": GoalRevisionView}


@strawberry.type
class GoalMutations:
    draft_goal = _writing(commands.draft_goal, _GOAL)
    propose_goal = _writing(commands.propose_goal, _GOAL)
    propose_goals = _writing(
        commands.propose_goals, {"goals": list[GoalView]}, says="At most 500 goals."
    )
    propose_draft = _writing(commands.propose_draft, _GOAL)
    amend_goal = _writing(commands.amend_goal, _GOAL)
    align_goal = _writing(commands.align_goal, _GOAL)
    withdraw_goal = _writing(commands.withdraw_goal, _GOAL)
    tick_goal = _writing(agreeing.tick_goal, _GOAL)
    waive_ticks = _writing(agreeing.waive_ticks, _GOAL)
    activate_goal = _writing(agreeing.activate_goal, _GOAL)
    check_in = _writing(following.check_in, {"check_in": CheckInView})
    propose_revision = _writing(retuning.propose_revision, _REVISION)
    confirm_revision = _writing(retuning.confirm_revision, _REVISION)
    decline_revision = _writing(retuning.decline_revision, _REVISION)
    begin_closing = _writing(closing.begin_closing, _GOAL)
    reopen_goal = _writing(closing.reopen_goal, _GOAL)
    close_goal = _writing(closing.close_goal, {"closure": GoalClosureView})
