"""From proposed to active: both sides tick, or HR waives it, and hard checks must hold."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain import typed
from domain.base import new_id
from domain.errors import Conflict, Invalid
from domain.goals.capacity import goal_to
from domain.goals.events import GoalActivated, GoalAgreed, GoalTicked, TicksWaived
from domain.goals.goal import Goal
from domain.goals.items import GoalType
from domain.goals.queries import key_results_of
from domain.goals.sides import Side
from domain.goals.smart import require_smart
from domain.goals.states import Deed, GoalState
from domain.goals.tick import Tick, TickKind, TickWaiver, all_ticked
from domain.people.queries import is_above, manager_of, today
from domain.work import UnitOfWork

_WEIGHED_TOGETHER = (
    GoalState.PROPOSED,
    GoalState.AGREEING,
    GoalState.ACTIVE,
    GoalState.RETUNING,
    GoalState.CLOSING,
)


async def tick_goal(work: UnitOfWork, *, goal_id: UUID, kinds: Sequence[TickKind]) -> Goal:
    """The owner and anyone above them may; HR for the manager of whoever has none.

    To tick again changes nothing.
    """
    person_id = work.actor.require_person()
    goal, side = await goal_to(work, Deed.TICK, goal_id)
    if not kinds:
        raise Invalid("Say what you tick", zh="请选择要确认的内容", field="kinds")
    goal.move(Deed.TICK)
    before = await _agreed(work, goal)
    for kind in dict.fromkeys(kinds):
        if await _tick(work, goal, person_id, kind, side):
            work.announce(GoalTicked(subject_id=goal.id, person_id=person_id, kind=kind, side=side))
    if not before and await _agreed(work, goal):
        work.announce(GoalAgreed(subject_id=goal.id, owner_id=goal.owner_id))
    return goal


async def waive_ticks(work: UnitOfWork, *, goal_id: UUID, reason: str) -> Goal:
    """HR may, for others' goals. The first waiver stays."""
    person_id = work.actor.require_person()
    goal, _ = await goal_to(work, Deed.WAIVE, goal_id)
    said = typed.line(reason, "reason", most=1000)
    goal.move(Deed.WAIVE)
    if await _waived(work, goal):
        return goal
    work.add(TickWaiver(goal_id=goal.id, waived_by_id=person_id, waived_at=work.now, reason=said))
    work.announce(TicksWaived(subject_id=goal.id, waived_by_id=person_id))
    return goal


async def activate_goal(work: UnitOfWork, *, goal_id: UUID) -> Goal:
    """The owner, anyone above them, and HR may, once both sides have ticked or HR waived it."""
    goal, _ = await goal_to(work, Deed.ACTIVATE, goal_id)
    goal.move(Deed.ACTIVATE)
    require_smart(goal, await key_results_of(work, goal.id), today=today(work))
    if not (await _agreed(work, goal) or await _waived(work, goal)):
        raise Conflict(
            "Both sides must first tick understanding, measure and path",
            zh="双方须先逐条确认目标理解、衡量标准和关键路径",
            field="goal_id",
        )
    await _require_full_weight(work, goal)
    goal.activated_at = work.now
    work.announce(GoalActivated(subject_id=goal.id, owner_id=goal.owner_id))
    return goal


async def _tick(work: UnitOfWork, goal: Goal, person_id: UUID, kind: TickKind, side: Side) -> bool:
    """One row per person and kind; a later capacity of the same person replaces the former."""
    values = {
        "id": new_id(),
        "goal_id": goal.id,
        "person_id": person_id,
        "kind": kind,
        "side": side,
        "ticked_at": work.now,
    }
    upsert = (
        insert(Tick)
        .values(values)
        .on_conflict_do_update(
            index_elements=[Tick.goal_id, Tick.person_id, Tick.kind],
            set_={"side": side, "ticked_at": work.now},
            where=Tick.side != side,
        )
        .returning(Tick.id)
    )
    return await work.session.scalar(upsert) is not None


async def _agreed(work: UnitOfWork, goal: Goal) -> bool:
    """Whether both sides, as they are today, have given all three ticks.

    After a change of manager the new one has to tick: the former one's word does not bind them.
    """
    given = (await work.session.scalars(select(Tick).where(Tick.goal_id == goal.id))).all()
    managing = [tick for tick in given if await _speaks_for_manager(work, goal, tick)]
    return all_ticked(managing) and all_ticked(tick for tick in given if tick.side is Side.OWNER)


async def _speaks_for_manager(work: UnitOfWork, goal: Goal, tick: Tick) -> bool:
    if tick.side is Side.STAND_IN:
        return await manager_of(work, goal.owner_id) is None
    return tick.side is Side.MANAGER and await is_above(work, tick.person_id, goal.owner_id)


async def _waived(work: UnitOfWork, goal: Goal) -> bool:
    waiver = select(TickWaiver.id).where(TickWaiver.goal_id == goal.id)
    return await work.session.scalar(waiver) is not None


async def _require_full_weight(work: UnitOfWork, goal: Goal) -> None:
    """Weighting is on for an owner as soon as one of their KPIs has a weight."""
    if goal.type is not GoalType.KPI:
        return
    weighed = select(Goal.weight).where(
        Goal.owner_id == goal.owner_id,
        Goal.type == GoalType.KPI,
        Goal.state.in_(_WEIGHED_TOGETHER),
    )
    weights = (await work.session.scalars(weighed)).all()
    known = [weight for weight in weights if weight is not None]
    if known and (len(known) < len(weights) or sum(known) != 100):  # noqa: PLR2004 - per cent
        raise Conflict(
            f"The weights of the owner's {len(weights)} KPIs must all be set and sum to 100;"
            f" now they sum to {sum(known)}",
            zh=f"负责人的 {len(weights)} 个 KPI 须全部设置权重且合计为 100，目前为 {sum(known)}",
            field="goal_id",
        )
