"""Somebody new is to come in: an admin asks, and a link goes to their address."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.actor import Role
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.events import StoredEvent
from domain.people.events import AccessRestored, EmailConfirmed
from domain.people.person import Person
from domain.people.queries import today
from domain.work import UnitOfWork
from tenants.access.events import PersonInvited
from tenants.access.link_mail import mail_link
from tenants.jobs import later
from tenants.sign_in import LinkPurpose, signing_in_of

AT_ONCE = 500


@dataclass(frozen=True)
class Invited:
    """Those of them who had not come yet, and to whom a mail goes."""

    people: Sequence[Person]


async def invite(work: UnitOfWork, *, person_ids: Sequence[UUID]) -> Invited:
    """Admins invite people, and invite them again: to each goes a mail with a link that is good
    for seven days. Whoever has signed in before, or has left, is passed over.
    """
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can invite people", zh="只有管理员可以邀请员工登录")
    work.actor.require_signed_in()
    people = await _of_ids(work, person_ids)
    if not people:
        raise Conflict(
            "They have all signed in before, or have left",
            zh="所选员工均已登录过或已离职，无需邀请",
            field="person_ids",
        )
    await _vouch_for(work, people)
    for person in people:
        work.announce(PersonInvited(subject_id=person.id))
        later(work, mail_link, person_id=person.id, purpose=LinkPurpose.INVITATION)
    return Invited(people)


async def _vouch_for(work: UnitOfWork, people: Sequence[Person]) -> None:
    """Whom a program added is the admin's guest by now; an address that was changed is doubtful,
    or whoever changed it would come in as somebody else. Raises Conflict.
    """
    unconfirmed = {person.id: person for person in people if not person.email_confirmed}
    changed = select(StoredEvent.subject_id).where(
        StoredEvent.subject_id.in_(unconfirmed), StoredEvent.name == AccessRestored.name
    )
    doubtful = [unconfirmed[each] for each in await work.session.scalars(changed)]
    if doubtful:
        raise Conflict(
            f"The address of {doubtful[0].name} was changed; confirm it first",
            zh=f"{doubtful[0].name} 的邮箱地址已被修改，请先确认该地址",
            field="person_ids",
        )
    for person in unconfirmed.values():
        person.email_confirmed = True
        work.announce(EmailConfirmed(subject_id=person.id))


async def _of_ids(work: UnitOfWork, person_ids: Sequence[UUID]) -> Sequence[Person]:
    wanted = set(person_ids)
    if not 1 <= len(wanted) <= AT_ONCE:
        raise Invalid(
            f"Choose between one and {AT_ONCE} people",
            zh=f"请选择 1 至 {AT_ONCE} 位员工",
            field="person_ids",
        )
    came = signing_in_of(Person.id).exists()
    rows = select(Person, came).where(Person.id.in_(wanted)).order_by(Person.id)
    found = (await work.session.execute(rows)).all()
    if len(found) != len(wanted):
        raise NotFound(
            "There is no person with one of these ids",
            zh="其中有编号找不到对应的员工",
            field="person_ids",
        )
    return [person for person, has_come in found if not has_come and person.works_on(today(work))]
