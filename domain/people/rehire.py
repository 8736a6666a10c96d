"""Somebody who has left works here again."""

from datetime import date
from uuid import UUID

from domain.people.circles import refuse_circles
from domain.people.commands import require_directory_rights
from domain.people.events import PersonRehired, RolesChanged
from domain.people.lines import lock_directory, prolong_all
from domain.people.person import Person
from domain.people.queries import today
from domain.work import UnitOfWork


async def rehire_person(work: UnitOfWork, *, person_id: UUID, on: date | None = None) -> Person:
    """HR and admins may. Who has left works here again from that day, today unless told.

    From the very day they left they have never been away, and who reported to whom is as before.
    Roles do not come back with the person: admins give them.
    """
    require_directory_rights(work)
    await lock_directory(work)
    person = await work.get(Person, person_id, lock=True, field="person_id")
    await take_back(work, person, on or today(work))
    await refuse_circles(work, [person.id], "on")
    return person


async def take_back(work: UnitOfWork, person: Person, on: date) -> None:
    """Rehire under the directory's lock; circles are the caller's to refuse."""
    had_joined_on, roles = person.joined_on, person.roles
    had_left_on = person.rehire(on)
    person.email_confirmed = person.email_confirmed and work.actor.is_signed_in
    if on == had_left_on:
        await prolong_all(work, person, had_left_on)
    if roles:
        work.announce(RolesChanged(subject_id=person.id, roles=[], former_roles=roles))
    rehired = PersonRehired(
        subject_id=person.id, on=on, had_joined_on=had_joined_on, had_left_on=had_left_on
    )
    work.announce(rehired)
