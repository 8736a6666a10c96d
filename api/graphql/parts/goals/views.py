"""Goals, their key results and what was said about them, for GraphQL."""

from datetime import date, datetime

import strawberry

from api.graphql.connection import Connection
from api.graphql.nodes import Node
from api.graphql.parts.goals.enums import (
    GoalState,
    GoalType,
    Outcome,
    RevisionState,
    Side,
    TickKind,
)
from api.graphql.parts.goals.key_results import KeyResultView
from api.graphql.parts.goals.pages import GOAL_ORDERS, GoalFilter
from api.graphql.parts.people.views import PersonView
from api.graphql.views import connection, found, many, one, value, view
from api.scopes import Scope
from domain.goals.closure import GoalClosure
from domain.goals.goal import Goal
from domain.goals.progress import aligned_goals_progress, goal_progress
from domain.goals.queries import visible_goals
from domain.goals.revision import GoalRevision, TargetChange
from domain.goals.tick import Tick, TickWaiver


@view(Tick, name="Tick", scope=Scope.GOALS_READ)
class TickView:
    """One person's yes to one of the three."""

    kind: TickKind
    side: Side
    ticked_at: datetime
    person: PersonView = one(lambda tick, person: person.id == tick.person_id)


@view(TickWaiver, name="TickWaiver", scope=Scope.GOALS_READ)
class TickWaiverView:
    """HR lets a goal become active without all ticks."""

    reason: str
    waived_at: datetime
    waived_by: PersonView = one(lambda waiver, person: person.id == waiver.waived_by_id)


@view(TargetChange, name="TargetChange", scope=Scope.GOALS_READ)
class TargetChangeView:
    """What a revision does to a key result's target."""

    former_target: float
    target: float
    key_result: KeyResultView = one(lambda change, part: part.id == change.key_result_id)


@view(GoalRevision, name="GoalRevision", scope=Scope.GOALS_READ)
class GoalRevisionView:
    """The terms before and after, why, and who said so."""

    id: strawberry.ID
    number: int
    state: RevisionState
    reason: str
    effective_from: date
    former_measure: str | None
    measure: str | None
    former_due_on: date | None
    due_on: date | None
    former_weight: int | None
    weight: int | None
    proposed_side: Side
    proposed_at: datetime
    decided_at: datetime | None
    proposed_by: PersonView = one(lambda revision, who: who.id == revision.proposed_by_id)
    decided_by: PersonView | None = one(lambda revision, who: who.id == revision.decided_by_id)
    target_changes: list[TargetChangeView] = many(
        lambda revision, change: change.revision_id == revision.id,
        order=lambda change: [change.id],
    )


@view(GoalClosure, name="GoalClosure", scope=Scope.GOALS_READ)
class GoalClosureView:
    """How a goal ended, who said so, when and why."""

    id: strawberry.ID
    outcome: Outcome
    reason: str
    progress: float | None
    closed_at: datetime
    closed_by: PersonView = one(lambda closure, person: person.id == closure.closed_by_id)
    goal: "GoalView" = one(lambda closure, goal: goal.id == closure.goal_id)


@view(Goal, name="Goal", scope=Scope.GOALS_READ, visible=visible_goals)
class GoalView(Node):
    """What somebody is to achieve by when, and why."""

    type: GoalType
    title: str
    why: str
    measure: str | None
    due_on: date | None
    weight: int | None
    state: GoalState
    batch_id: strawberry.ID | None
    created_at: datetime
    proposed_at: datetime | None
    activated_at: datetime | None
    progress: float | None = value(
        goal_progress,
        description="The weighted mean over the key results that have a value.",
    )
    aligned_progress: float | None = value(
        aligned_goals_progress,
        description="The mean over the goals right below it; the dropped ones do not count.",
    )
    owner: PersonView = one(lambda goal, person: person.id == goal.owner_id)
    proposed_by: PersonView | None = one(lambda goal, person: person.id == goal.proposed_by_id)
    parent: "GoalView | None" = one(
        lambda goal, parent: parent.id == goal.parent_id,
        description="What it is aligned with; null if that is not for the reader to see.",
    )
    children: Connection["GoalView"] = connection(
        GOAL_ORDERS, on=lambda goal, child: child.parent_id == goal.id, filtered_by=GoalFilter
    )
    key_results: list[KeyResultView] = many(
        lambda goal, part: part.goal_id == goal.id, order=lambda part: [part.position]
    )
    ticks: list[TickView] = many(
        lambda goal, tick: tick.goal_id == goal.id, order=lambda tick: [tick.ticked_at, tick.id]
    )
    waiver: TickWaiverView | None = one(lambda goal, waiver: waiver.goal_id == goal.id)
    revisions: list[GoalRevisionView] = many(
        lambda goal, revision: revision.goal_id == goal.id,
        order=lambda revision: [revision.number],
    )
    closure: GoalClosureView | None = one(lambda goal, closure: closure.goal_id == goal.id)


@strawberry.type
class GoalQueries:
    goal: GoalView | None = found(
        lambda goal, given, _: goal.id == given["id"], by={"id": strawberry.ID}
    )
    goals: Connection[GoalView] = connection(GOAL_ORDERS, filtered_by=GoalFilter)
