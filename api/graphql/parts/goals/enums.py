"""The words of goals, as GraphQL enums. Import them from here, so that they are described."""

import strawberry

from domain.goals.closure import Outcome
from domain.goals.items import GoalType
from domain.goals.revision import RevisionState
from domain.goals.sides import Side
from domain.goals.states import GoalState
from domain.goals.tick import TickKind

__all__ = ["GoalState", "GoalType", "Outcome", "RevisionState", "Side", "TickKind"]

strawberry.enum(GoalType, description="An ambition with key results, or an indicator to keep.")
strawberry.enum(GoalState, description="Where a goal stands in its life.")
strawberry.enum(TickKind, description="What is agreed on one by one.")
strawberry.enum(
    Side,
    name="GoalSide",
    description="In which capacity somebody meets a goal; STAND_IN is HR where nobody manages.",
)
strawberry.enum(Outcome, name="GoalOutcome", description="How a goal ended.")
strawberry.enum(RevisionState, description="Whether the other side has said yes.")
