"""Who may let a manager off a talk: never the manager, who is measured by it."""

from domain.actor import Role
from domain.errors import NotAllowed
from domain.people.person import Person
from domain.people.queries import is_above, manager_of
from domain.policy.touchpoint import Touchpoint
from domain.work import UnitOfWork


async def may_let_off(work: UnitOfWork, touchpoint: Touchpoint) -> bool:
    """HR, or somebody above its owner; never the owner, whatever else they are."""
    me, owner_id = work.actor.person_id, touchpoint.owner_id
    if owner_id is None or me == owner_id:
        return False
    return work.actor.has(Role.HR) or (me is not None and await is_above(work, me, owner_id))


async def refuse_passing_on(work: UnitOfWork, touchpoint: Touchpoint, owner: Person) -> None:
    """Or whoever is measured by it would pass it on to somebody who cannot hold it."""
    if touchpoint.owner_id is None or await may_let_off(work, touchpoint):
        return
    if work.actor.has(Role.HR) or owner.id == await manager_of(work, touchpoint.subject_id):
        return
    raise NotAllowed(
        "Only HR and the line above its owner can give this to somebody else",
        zh="只有 HR 和负责人的直属上级可以改派",
        field="owner_id",
    )
