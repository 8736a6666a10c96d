"""Finding a goal to change, and in which capacity the actor does."""

from typing import NoReturn
from uuid import UUID

from domain.actor import Role
from domain.errors import NotAllowed, NotFound
from domain.goals.goal import Goal
from domain.goals.queries import visible_goals
from domain.goals.sides import MAY, Side
from domain.goals.states import Deed
from domain.people.queries import is_above, manager_of
from domain.work import UnitOfWork


async def goal_to(
    work: UnitOfWork, deed: Deed, goal_id: UUID, *, field: str = "goal_id"
) -> tuple[Goal, Side]:
    """The goal, locked, and the actor's side, if that side may do the deed.

    Raises:
        NotFound: there is no such goal, or the actor may not see it.
        NotAllowed: they see it, and the deed is not theirs.
    """
    locked = (
        visible_goals(work.viewer)
        .where(Goal.id == goal_id)
        .with_for_update(of=Goal)
        .execution_options(populate_existing=True)
    )
    goal = await work.session.scalar(locked)
    if goal is None:
        raise NotFound("There is no goal with that id", zh="找不到该目标", field=field)
    side = await side_towards(work, goal.owner_id)
    if side is None or side not in MAY[deed]:
        _refuse(deed)
    return goal, side


async def side_towards(work: UnitOfWork, owner_id: UUID) -> Side | None:
    """The actor's capacity today towards the goals of that person."""
    me = work.actor.person_id
    if me == owner_id:
        return Side.OWNER
    if me is not None and await is_above(work, me, owner_id):
        return Side.MANAGER
    if not work.actor.has(Role.HR):
        return None
    return Side.HR if await manager_of(work, owner_id) else Side.STAND_IN


def _refuse(deed: Deed) -> NoReturn:
    if deed is Deed.WAIVE:
        raise NotAllowed("Only HR waives the ticks of a goal", zh="只有 HR 可以免除目标确认")
    if deed is Deed.CLOSE:
        raise NotAllowed(
            "Only a manager of the goal's owner decides how it ended",
            zh="只有目标负责人的直属上级可以确定目标结果",
        )
    raise NotAllowed(
        "Only the goal's owner and their managers can do this",
        zh="只有目标负责人及其直属上级可以执行此操作",
    )
