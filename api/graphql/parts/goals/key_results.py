"""Key results and the check-ins on them, for GraphQL."""

from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Order
from api.graphql.views import connection, one, value, view
from api.scopes import Scope
from domain.goals.check_in import CheckIn
from domain.goals.key_result import KeyResult
from domain.goals.progress import is_latest_check_in, key_result_progress

if TYPE_CHECKING:
    from api.graphql.parts.goals.views import GoalView


@view(CheckIn, name="CheckIn", scope=Scope.GOALS_READ)
class CheckInView:
    """Where a key result stood in a week. The valid one of a week is not superseded."""

    id: strawberry.ID
    week: date
    version: int
    value: float
    confidence: int
    blocker: str | None
    resource_ask: str | None
    checked_in_at: datetime
    superseded_at: datetime | None
    checked_in_by: PersonView = one(lambda said, person: person.id == said.checked_in_by_id)
    key_result: "KeyResultView" = one(lambda said, part: part.id == said.key_result_id)


@strawberry.enum(description="Orders for check-ins.")
class CheckInOrder(Enum):
    WEEK_DESC = "WEEK_DESC"
    WEEK_ASC = "WEEK_ASC"


CHECK_IN_ORDERS = {
    CheckInOrder.WEEK_DESC: Order(lambda said: said.week, descending=True),
    CheckInOrder.WEEK_ASC: Order(lambda said: said.week),
}


@filtering
class CheckInFilter:
    """Conditions on check-ins; all that are given must hold."""

    week: date | None
    superseded: bool | None = where(
        lambda said, superseded: said.superseded_at.is_not(None) == superseded
    )


@view(KeyResult, name="KeyResult", scope=Scope.GOALS_READ)
class KeyResultView:
    """From where to where. `current` and `progress` are null until there is a check-in."""

    id: strawberry.ID
    position: int
    title: str
    unit: str
    start: float
    target: float
    current: float | None
    weight: int
    progress: float | None = value(
        key_result_progress,
        description="(current - start) / (target - start); may lie below 0 and above 1.",
    )
    goal: Annotated["GoalView", strawberry.lazy("api.graphql.parts.goals.views")] = one(
        lambda part, goal: goal.id == part.goal_id
    )
    latest_check_in: CheckInView | None = one(
        is_latest_check_in, description="Of the latest week that has one."
    )
    check_ins: Connection[CheckInView] = connection(
        CHECK_IN_ORDERS,
        on=lambda part, said: said.key_result_id == part.id,
        filtered_by=CheckInFilter,
    )
