"""What clients send to do something with goals."""

from datetime import date

import strawberry

from api.graphql.parts.goals.enums import GoalType, Outcome, TickKind


@strawberry.input(description="From where to where, in which unit.")
class KeyResultItemInput:
    title: str
    unit: str
    start: float
    target: float
    weight: int = 1


@strawberry.input(description="What is wanted of whom. Measure and due date may follow.")
class GoalItemInput:
    owner_id: strawberry.ID
    title: str
    type: GoalType = GoalType.OKR
    why: str = ""
    measure: str | None = None
    due_on: date | None = None
    parent_id: strawberry.ID | None = None
    weight: int | None = None
    key_results: list[KeyResultItemInput] = strawberry.field(default_factory=list)


@strawberry.input
class DraftGoalInput:
    item: GoalItemInput


@strawberry.input
class ProposeGoalInput:
    item: GoalItemInput


@strawberry.input(description="At most 500 goals.")
class ProposeGoalsInput:
    items: list[GoalItemInput]


@strawberry.input
class ProposeDraftInput:
    goal_id: strawberry.ID


@strawberry.input(description="What is left out stays as it is.")
class AmendGoalInput:
    goal_id: strawberry.ID
    title: str | None = None
    why: str | None = None
    measure: str | None = None
    due_on: date | None = None
    weight: int | None = None
    key_results: list[KeyResultItemInput] | None = None


@strawberry.input
class AlignGoalInput:
    goal_id: strawberry.ID
    parent_id: strawberry.ID | None = None


@strawberry.input
class WithdrawGoalInput:
    goal_id: strawberry.ID


@strawberry.input
class TickGoalInput:
    goal_id: strawberry.ID
    kinds: list[TickKind]


@strawberry.input
class WaiveTicksInput:
    goal_id: strawberry.ID
    reason: str


@strawberry.input
class ActivateGoalInput:
    goal_id: strawberry.ID


@strawberry.input(description="`week` is any day of the week that is meant, this one by default.")
class CheckInInput:
    key_result_id: strawberry.ID
    value: float
    confidence: int
    week: date | None = None
    blocker: str | None = None
    resource_ask: str | None = None


@strawberry.input
class TargetItemInput:
    key_result_id: strawberry.ID
    target: float


@strawberry.input(description="What is left out stays as it is.")
class ProposeRevisionInput:
    goal_id: strawberry.ID
    reason: str
    effective_from: date | None = None
    measure: str | None = None
    due_on: date | None = None
    weight: int | None = None
    targets: list[TargetItemInput] = strawberry.field(default_factory=list)


@strawberry.input
class ConfirmRevisionInput:
    goal_id: strawberry.ID


@strawberry.input
class DeclineRevisionInput:
    goal_id: strawberry.ID


@strawberry.input
class BeginClosingInput:
    goal_id: strawberry.ID


@strawberry.input
class ReopenGoalInput:
    goal_id: strawberry.ID


@strawberry.input
class CloseGoalInput:
    goal_id: strawberry.ID
    outcome: Outcome
    reason: str
