"""From what was given to goals that nobody has been asked about yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.actor import Role
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.goals.goal import Goal
from domain.goals.items import GoalItem, KeyResultItem
from domain.goals.key_result import KeyResult
from domain.goals.queries import visible_goals
from domain.goals.states import GoalState
from domain.incoming import among
from domain.people.person import Person
from domain.people.queries import below, today
from domain.work import UnitOfWork

MOST_GOALS = 500
_MOST_KEY_RESULTS = 20


@dataclass(frozen=True)
class Drafts:
    """Goals and their key results, not yet stored."""

    goals: Sequence[Goal]
    key_results: Sequence[KeyResult]


async def drafted(work: UnitOfWork, items: Sequence[GoalItem], *, inside: Sequence[str]) -> Drafts:
    """Drafts with their key results. The actor must be their owner, above the owner, or HR.

    Args:
        work: the unit of work.
        items: what is wanted of whom.
        inside: for each item where it is among the command's arguments, such as `items.3.`.
    """
    if not 0 < len(items) <= MOST_GOALS:
        raise Invalid(
            f"Propose between 1 and {MOST_GOALS} goals at once",
            zh=f"每次请提出 1 至 {MOST_GOALS} 个目标",
            field="items",
        )
    places = list(zip(inside, items, strict=True))
    await _require_owners(work, {f"{place}owner_id": item.owner_id for place, item in places})
    parents = {f"{place}parent_id": item.parent_id for place, item in places if item.parent_id}
    await require_parents(work, parents)
    writer_id, day = work.actor.person_id, today(work)
    goals: list[Goal] = []
    parts: list[KeyResult] = []
    for place, item in places:
        goal = Goal.draft(item, proposed_by_id=writer_id, today=day, now=work.now, inside=place)
        goals.append(goal)
        parts.extend(key_results_from(item.key_results, goal.id, place))
    return Drafts(goals, parts)


async def keep(work: UnitOfWork, drafts: Drafts) -> None:
    """Goals first: their key results point to them."""
    work.add(*drafts.goals)
    await work.session.flush()
    work.add(*drafts.key_results)


def key_results_from(
    items: Sequence[KeyResultItem], goal_id: UUID, inside: str
) -> Sequence[KeyResult]:
    """Raises Invalid."""
    if len(items) > _MOST_KEY_RESULTS:
        raise Invalid(
            f"Keep to {_MOST_KEY_RESULTS} key results",
            zh=f"关键结果请不要超过 {_MOST_KEY_RESULTS} 个",
            field=f"{inside}key_results",
        )
    return [
        KeyResult.of(item, goal_id=goal_id, position=at, inside=f"{inside}key_results.{at}.")
        for at, item in enumerate(items)
    ]


async def require_parents(work: UnitOfWork, parents: Mapping[str, UUID]) -> None:
    """Each, named by its field, is a goal the actor sees and that is not over."""
    if not parents:
        return
    wanted = visible_goals(work.viewer).where(Goal.id.in_(set(parents.values())))
    found = {goal.id: goal for goal in await work.session.scalars(wanted)}
    for field, parent_id in parents.items():
        if parent_id not in found:
            raise NotFound("There is no goal with that id", zh="找不到该目标", field=field)
        if found[parent_id].state in {GoalState.CLOSED, GoalState.WITHDRAWN}:
            raise Conflict(
                "Nothing can be aligned with a goal that is over",
                zh="不能对齐到已结束的目标",
                field=field,
            )


async def _require_owners(work: UnitOfWork, owners: Mapping[str, UUID]) -> None:
    wanted = select(Person).where(among(Person.id, set(owners.values())))
    people = {person.id: person for person in await work.session.scalars(wanted)}
    within = await _ids_within_reach(work, set(owners.values()))
    for field, owner_id in owners.items():
        if owner_id not in people:
            raise NotFound("There is no person with that id", zh="找不到该员工", field=field)
        if within is not None and owner_id not in within:
            raise NotAllowed(
                "Goals are proposed by their owner, the owner's managers or HR",
                zh="只有目标负责人、其直属上级或 HR 可以新建目标",
                field=field,
            )
        if not people[owner_id].works_on(today(work)):
            name = people[owner_id].name
            raise Conflict(f"{name} has left", zh=f"{name} 已离职", field=field)


async def _ids_within_reach(work: UnitOfWork, wanted: set[UUID]) -> set[UUID] | None:
    """For whom of those the actor may propose goals; None is everybody."""
    if work.actor.has(Role.HR):
        return None
    own = {work.actor.person_id} if work.actor.person_id else set[UUID]()
    if wanted <= own:
        return own
    return own | set(await work.session.scalars(select(below(work.viewer).c.person_id)))
