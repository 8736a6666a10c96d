"""In which orders and under which conditions goals are listed, wherever they are."""

from datetime import date
from enum import Enum

import strawberry
from sqlalchemy import func

from api.graphql.filters import filtering, where
from api.graphql.parts.goals.enums import GoalState, GoalType
from api.graphql.planner.sources import Order

_NEVER = date(9999, 12, 31)


@strawberry.enum(description="Orders for goals. Those without a due date come last.")
class GoalOrder(Enum):
    DUE_ON_ASC = "DUE_ON_ASC"
    CREATED_AT_DESC = "CREATED_AT_DESC"
    TITLE_ASC = "TITLE_ASC"


GOAL_ORDERS = {
    GoalOrder.DUE_ON_ASC: Order(lambda goal: func.coalesce(goal.due_on, _NEVER)),
    GoalOrder.CREATED_AT_DESC: Order(lambda goal: goal.created_at, descending=True),
    GoalOrder.TITLE_ASC: Order(lambda goal: goal.title),
}


@filtering
class GoalFilter:
    """Conditions on goals; all that are given must hold."""

    owner_id: strawberry.ID | None
    parent_id: strawberry.ID | None
    batch_id: strawberry.ID | None
    type: GoalType | None
    states: list[GoalState] | None = where(lambda goal, states: goal.state == func.any(states))
    due_before: date | None = where(lambda goal, day: goal.due_on < day)
    title_contains: str | None = where(
        lambda goal, part: func.strpos(func.lower(goal.title), func.lower(part)) > 0
    )
