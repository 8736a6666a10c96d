"""Which goals somebody may see, and through them their parts."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased

from domain.actor import Role
from domain.goals.check_in import CheckIn
from domain.goals.closure import GoalClosure
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.goals.revision import GoalRevision, TargetChange, Terms, terms_on
from domain.goals.tick import Tick, TickWaiver
from domain.people.queries import below, own_id
from domain.viewer import Viewer
from domain.work import UnitOfWork


def visible_goals(viewer: Viewer) -> Select[Goal]:
    """One's own, and those of everyone below today; HR and plugins see all.

    Having proposed one is no reason: whoever managed its owner then may not do so any more.
    """
    if viewer.overview or viewer.has(Role.HR):
        return select(Goal)
    me = own_id(viewer)
    return select(Goal).where(
        or_(
            Goal.owner_id == me,
            Goal.owner_id.in_(select(below(viewer).c.person_id)),
        )
    )


def visible_key_results(viewer: Viewer) -> Select[KeyResult]:
    return select(KeyResult).where(KeyResult.goal_id.in_(_visible_ids(viewer)))


def visible_ticks(viewer: Viewer) -> Select[Tick]:
    return select(Tick).where(Tick.goal_id.in_(_visible_ids(viewer)))


def visible_tick_waivers(viewer: Viewer) -> Select[TickWaiver]:
    return select(TickWaiver).where(TickWaiver.goal_id.in_(_visible_ids(viewer)))


def visible_check_ins(viewer: Viewer) -> Select[CheckIn]:
    """All versions; the valid ones have no `superseded_at`."""
    parts = visible_key_results(viewer).with_only_columns(KeyResult.id)
    return select(CheckIn).where(CheckIn.key_result_id.in_(parts))


def visible_goal_revisions(viewer: Viewer) -> Select[GoalRevision]:
    return select(GoalRevision).where(GoalRevision.goal_id.in_(_visible_ids(viewer)))


def visible_target_changes(viewer: Viewer) -> Select[TargetChange]:
    revisions = visible_goal_revisions(viewer).with_only_columns(GoalRevision.id)
    return select(TargetChange).where(TargetChange.revision_id.in_(revisions))


def visible_goal_closures(viewer: Viewer) -> Select[GoalClosure]:
    return select(GoalClosure).where(GoalClosure.goal_id.in_(_visible_ids(viewer)))


def _visible_ids(viewer: Viewer) -> Select[UUID]:
    return visible_goals(viewer).with_only_columns(Goal.id)


async def key_results_of(work: UnitOfWork, goal_id: UUID) -> Sequence[KeyResult]:
    in_order = select(KeyResult).where(KeyResult.goal_id == goal_id).order_by(KeyResult.position)
    return (await work.session.scalars(in_order)).all()


async def revisions_of(work: UnitOfWork, goal_id: UUID) -> Sequence[GoalRevision]:
    in_order = (
        select(GoalRevision).where(GoalRevision.goal_id == goal_id).order_by(GoalRevision.number)
    )
    return (await work.session.scalars(in_order)).all()


async def agreed_terms(work: UnitOfWork, goal: Goal, on: date) -> Terms:
    """What was in force on that day, as an evaluation of that time must see it."""
    revisions = await revisions_of(work, goal.id)
    changes = await work.session.scalars(
        select(TargetChange).where(TargetChange.revision_id.in_([one.id for one in revisions]))
    )
    return terms_on(on, goal, await key_results_of(work, goal.id), revisions, changes)


async def stands_above(work: UnitOfWork, goal_id: UUID, other_id: UUID) -> bool:
    """Whether the one is the other, or is anywhere above it in the alignment."""
    goals, higher = aliased(Goal), aliased(Goal)
    start = select(goals.id, goals.parent_id).where(goals.id == other_id)
    above = start.cte("aligned_above", recursive=True)
    above = above.union(select(higher.id, higher.parent_id).where(higher.id == above.c.parent_id))
    return bool(await work.session.scalar(select(exists().where(above.c.id == goal_id))))
