"""Changing what was agreed on: one side proposes with a reason, the other confirms."""

from collections.abc import Sequence
from datetime import UTC, date
from uuid import UUID

from sqlalchemy import select

from domain import typed
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.goals.capacity import goal_to
from domain.goals.events import GoalRetuned, GoalRevisionDeclined, GoalRevisionProposed
from domain.goals.goal import Goal, due_date, measure_of, weight_of
from domain.goals.items import TargetItem
from domain.goals.key_result import KeyResult, target_from
from domain.goals.queries import key_results_of, revisions_of
from domain.goals.revision import GoalRevision, RevisionState, TargetChange
from domain.goals.sides import Side
from domain.goals.states import Deed
from domain.people.queries import today
from domain.work import UnitOfWork


async def propose_revision(
    work: UnitOfWork,
    *,
    goal_id: UUID,
    reason: str,
    effective_from: date | None = None,
    measure: str | None = None,
    due_on: date | None = None,
    weight: int | None = None,
    targets: Sequence[TargetItem] = (),
) -> GoalRevision:
    """The owner and anyone above them may; HR for the manager of whoever has none.

    It may take effect on any day since the goal was activated or last retuned, today unless
    told; a change for a later day is proposed on that day. What is not given stays.
    """
    goal, side = await goal_to(work, Deed.PROPOSE_REVISION, goal_id)
    goal.move(Deed.PROPOSE_REVISION)
    former = await revisions_of(work, goal.id)
    revision = GoalRevision.of(
        goal,
        number=len(former) + 1,
        reason=typed.line(reason, "reason", most=1000),
        effective_from=effective_from or today(work),
        measure=measure_of(measure, "measure"),
        due_on=due_date(due_on, "due_on", today=today(work)),
        weight=weight_of(weight, "weight"),
        proposed_by_id=work.actor.require_person(),
        proposed_side=side,
        now=work.now,
    )
    _require_effective(goal, former, revision.effective_from, today(work))
    changes = _target_changes(revision, await key_results_of(work, goal.id), targets)
    await _keep(work, goal, revision, changes)
    return revision


async def confirm_revision(work: UnitOfWork, *, goal_id: UUID) -> GoalRevision:
    """The side that did not propose it may."""
    person_id = work.actor.require_person()
    goal, side = await goal_to(work, Deed.CONFIRM_REVISION, goal_id)
    goal.move(Deed.CONFIRM_REVISION)
    revision = await _waiting(work, goal)
    if (side is Side.OWNER) == (revision.proposed_side is Side.OWNER):
        raise NotAllowed("The other side has to confirm this revision", zh="须由另一方确认此次调整")
    if revision.due_on != revision.former_due_on:
        # It waited, and what was a date to come may have passed.
        due_date(revision.due_on, "due_on", today=today(work))
    goal.measure, goal.due_on, goal.weight = revision.measure, revision.due_on, revision.weight
    await _apply_targets(work, revision)
    revision.decide(RevisionState.CONFIRMED, by_id=person_id, now=work.now)
    work.announce(
        GoalRetuned(
            subject_id=goal.id,
            owner_id=goal.owner_id,
            revision_id=revision.id,
            effective_from=revision.effective_from,
        )
    )
    return revision


async def decline_revision(work: UnitOfWork, *, goal_id: UUID) -> GoalRevision:
    """Either side may: the one declines it, the other takes it back."""
    person_id = work.actor.require_person()
    goal, _ = await goal_to(work, Deed.DECLINE_REVISION, goal_id)
    goal.move(Deed.DECLINE_REVISION)
    revision = await _waiting(work, goal)
    revision.decide(RevisionState.DECLINED, by_id=person_id, now=work.now)
    work.announce(
        GoalRevisionDeclined(subject_id=goal.id, owner_id=goal.owner_id, revision_id=revision.id)
    )
    return revision


def _require_effective(
    goal: Goal, former: Sequence[GoalRevision], wanted: date, today: date
) -> None:
    confirmed = [one.effective_from for one in former if one.state is RevisionState.CONFIRMED]
    activated = [goal.activated_at.astimezone(UTC).date()] if goal.activated_at else []
    earliest = max(confirmed + activated, default=today)
    if not earliest <= wanted <= today:
        raise Invalid(
            f"A revision takes effect between {earliest} and today",
            zh=f"调整生效日期须在 {earliest} 与今天之间",
            field="effective_from",
        )


def _target_changes(
    revision: GoalRevision, key_results: Sequence[KeyResult], targets: Sequence[TargetItem]
) -> Sequence[TargetChange]:
    parts = {part.id: part for part in key_results}
    changes: dict[UUID, TargetChange] = {}
    for at, item in enumerate(targets):
        part = parts.get(item.key_result_id)
        if part is None or part.id in changes:
            raise NotFound(
                "This goal has no such key result, or it is listed twice",
                zh="该目标没有此关键结果，或重复列出",
                field=f"targets.{at}.key_result_id",
            )
        target = target_from(part.start, item.target, f"targets.{at}.target")
        changes[part.id] = TargetChange(
            revision_id=revision.id,
            key_result_id=part.id,
            former_target=part.target,
            target=target,
        )
    return [change for change in changes.values() if change.target != change.former_target]


def _require_change(revision: GoalRevision, changes: Sequence[TargetChange]) -> None:
    former = (revision.former_measure, revision.former_due_on, revision.former_weight)
    if not changes and former == (revision.measure, revision.due_on, revision.weight):
        raise Invalid(
            "Change the measure, the due date, the weight or a target",
            zh="请修改衡量标准、截止日期、权重或目标值",
            field="goal_id",
        )


async def _keep(
    work: UnitOfWork, goal: Goal, revision: GoalRevision, changes: Sequence[TargetChange]
) -> None:
    _require_change(revision, changes)
    work.add(revision)
    await work.session.flush()
    work.add(*changes)
    work.announce(
        GoalRevisionProposed(
            subject_id=goal.id,
            owner_id=goal.owner_id,
            revision_id=revision.id,
            proposed_by_id=revision.proposed_by_id,
        )
    )


async def _waiting(work: UnitOfWork, goal: Goal) -> GoalRevision:
    waiting = select(GoalRevision).where(
        GoalRevision.goal_id == goal.id, GoalRevision.state == RevisionState.PROPOSED
    )
    revision = await work.session.scalar(waiting)
    if revision is None:
        raise Conflict("No revision waits for this goal", zh="没有待确认的调整", field="goal_id")
    return revision


async def _apply_targets(work: UnitOfWork, revision: GoalRevision) -> None:
    changes = await work.session.execute(
        select(KeyResult, TargetChange)
        .join(TargetChange, TargetChange.key_result_id == KeyResult.id)
        .where(TargetChange.revision_id == revision.id)
    )
    for key_result, change in changes:
        key_result.target = change.target
