"""How a goal comes to its end."""

from uuid import UUID

from domain import typed
from domain.goals.capacity import goal_to
from domain.goals.closure import GoalClosure, Outcome
from domain.goals.events import GoalClosed, GoalClosing, GoalReopened
from domain.goals.goal import Goal
from domain.goals.progress import progress_of
from domain.goals.queries import key_results_of
from domain.goals.states import Deed
from domain.work import UnitOfWork


async def begin_closing(work: UnitOfWork, *, goal_id: UUID) -> Goal:
    """The owner and anyone above them may; HR for the manager of whoever has none.

    From here on nothing is checked in or retuned: both sides look back.
    """
    goal, _ = await goal_to(work, Deed.BEGIN_CLOSING, goal_id)
    goal.move(Deed.BEGIN_CLOSING)
    work.announce(GoalClosing(subject_id=goal.id, owner_id=goal.owner_id))
    return goal


async def reopen_goal(work: UnitOfWork, *, goal_id: UUID) -> Goal:
    """Whoever may begin closing may take it back until the goal is closed."""
    goal, _ = await goal_to(work, Deed.REOPEN, goal_id)
    goal.move(Deed.REOPEN)
    work.announce(GoalReopened(subject_id=goal.id, owner_id=goal.owner_id))
    return goal


async def close_goal(
    work: UnitOfWork, *, goal_id: UUID, outcome: Outcome, reason: str
) -> GoalClosure:
    """Anyone above the owner may; HR for the manager of whoever has none."""
    person_id = work.actor.require_person()
    goal, _ = await goal_to(work, Deed.CLOSE, goal_id)
    said = typed.line(reason, "reason", most=1000)
    goal.move(Deed.CLOSE)
    closure = GoalClosure(
        goal_id=goal.id,
        outcome=outcome,
        reason=said,
        progress=progress_of(await key_results_of(work, goal.id)),
        closed_by_id=person_id,
        closed_at=work.now,
    )
    work.add(closure)
    work.announce(
        GoalClosed(
            subject_id=goal.id,
            owner_id=goal.owner_id,
            closure_id=closure.id,
            outcome=outcome,
        )
    )
    return closure
