"""Writing goals, proposing them, and changing them while nobody has agreed yet."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from domain import typed
from domain.base import new_id
from domain.errors import Conflict, Invalid
from domain.goals.capacity import goal_to
from domain.goals.events import GoalAligned, GoalAmended, GoalIssued, GoalWithdrawn
from domain.goals.goal import Goal, due_date, measure_of, weight_of
from domain.goals.items import GoalItem, KeyResultItem
from domain.goals.key_result import KeyResult
from domain.goals.queries import stands_above
from domain.goals.states import Deed
from domain.goals.tick import Tick, TickWaiver
from domain.goals.writing import drafted, keep, key_results_from, require_parents
from domain.people.queries import today
from domain.work import UnitOfWork


async def draft_goal(work: UnitOfWork, *, item: GoalItem) -> Goal:
    """The owner, anyone above them, and HR may. Nobody is asked to agree on a draft."""
    draft = await drafted(work, [item], inside=["item."])
    await keep(work, draft)
    return draft.goals[0]


async def propose_goals(work: UnitOfWork, *, items: Sequence[GoalItem]) -> Sequence[Goal]:
    """The owners, anyone above them, and HR may. Both sides are asked to agree; all or none."""
    drafts = await drafted(work, items, inside=[f"items.{at}." for at in range(len(items))])
    _issue(work, drafts.goals)
    await keep(work, drafts)
    return drafts.goals


async def propose_goal(work: UnitOfWork, *, item: GoalItem) -> Goal:
    """The owner, anyone above them, and HR may. Both sides are asked to agree."""
    draft = await drafted(work, [item], inside=["item."])
    _issue(work, draft.goals)
    await keep(work, draft)
    return draft.goals[0]


async def propose_draft(work: UnitOfWork, *, goal_id: UUID) -> Goal:
    """The owner, anyone above them, and HR may."""
    goal, _ = await goal_to(work, Deed.PROPOSE, goal_id)
    _issue(work, [goal])
    return goal


async def amend_goal(
    work: UnitOfWork,
    *,
    goal_id: UUID,
    title: str | None = None,
    why: str | None = None,
    measure: str | None = None,
    due_on: date | None = None,
    weight: int | None = None,
    key_results: Sequence[KeyResultItem] | None = None,
) -> Goal:
    """The owner, anyone above them, and HR may, until the goal is active.

    What is not given stays; an empty measure and a weight of 0 take theirs away; key results
    are replaced as a whole. Ticks and a waiver were for the former words, so they go.
    """
    goal, _ = await goal_to(work, Deed.AMEND, goal_id)
    given = _amended(title, why, measure, due_on, weight, today=today(work))
    parts = None if key_results is None else key_results_from(key_results, goal.id, "")
    if not given and parts is None:
        raise Invalid("Say what to change", zh="请填写要修改的内容", field="goal_id")
    goal.move(Deed.AMEND)
    for name, value in given.items():
        setattr(goal, name, value)
    await _take_back(work, goal, parts)
    work.announce(GoalAmended(subject_id=goal.id))
    return goal


async def align_goal(work: UnitOfWork, *, goal_id: UUID, parent_id: UUID | None) -> Goal:
    """The owner, anyone above them, and HR may, under a goal they may see themselves."""
    # Two alignments, each harmless alone, can close a circle together.
    key = func.hashtextextended(f"alignment:{work.tenant_id}", 0)
    await work.session.execute(select(func.pg_advisory_xact_lock(key)))
    goal, _ = await goal_to(work, Deed.ALIGN, goal_id)
    goal.move(Deed.ALIGN)
    if parent_id == goal.parent_id:
        return goal
    if parent_id is not None:
        await _require_parent(work, goal, parent_id)
    former_id, goal.parent_id = goal.parent_id, parent_id
    work.announce(GoalAligned(subject_id=goal.id, parent_id=parent_id, former_parent_id=former_id))
    return goal


async def withdraw_goal(work: UnitOfWork, *, goal_id: UUID) -> Goal:
    """The owner, anyone above them, and HR may, before anybody has agreed."""
    goal, _ = await goal_to(work, Deed.WITHDRAW, goal_id)
    goal.move(Deed.WITHDRAW)
    work.announce(GoalWithdrawn(subject_id=goal.id, owner_id=goal.owner_id))
    return goal


def _amended(
    title: str | None,
    why: str | None,
    measure: str | None,
    due_on: date | None,
    weight: int | None,
    *,
    today: date,
) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if title is not None:
        given["title"] = typed.line(title, "title")
    if why is not None:
        given["why"] = typed.paragraphs(why, "why")
    if measure is not None:
        given["measure"] = measure_of(measure, "measure")
    if due_on is not None:
        given["due_on"] = due_date(due_on, "due_on", today=today)
    if weight is not None:
        given["weight"] = weight_of(weight or None, "weight")
    return given


def _issue(work: UnitOfWork, goals: Sequence[Goal]) -> None:
    batch_id = new_id()
    for goal in goals:
        goal.move(Deed.PROPOSE)
        goal.batch_id, goal.proposed_at = batch_id, work.now
        work.announce(
            GoalIssued(
                subject_id=goal.id,
                owner_id=goal.owner_id,
                proposed_by_id=goal.proposed_by_id,
                batch_id=batch_id,
            )
        )


async def _take_back(work: UnitOfWork, goal: Goal, key_results: Sequence[KeyResult] | None) -> None:
    for said in (Tick, TickWaiver):
        await work.session.execute(delete(said).where(said.goal_id == goal.id))
    if key_results is not None:
        await work.session.execute(delete(KeyResult).where(KeyResult.goal_id == goal.id))
        work.add(*key_results)


async def _require_parent(work: UnitOfWork, goal: Goal, parent_id: UUID) -> None:
    await require_parents(work, {"parent_id": parent_id})
    if await stands_above(work, goal.id, parent_id):
        raise Conflict(
            "A goal cannot stand above itself", zh="目标不能对齐到自身", field="parent_id"
        )
