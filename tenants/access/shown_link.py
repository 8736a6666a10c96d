"""What the page of a link tells, before it is used."""

from sqlalchemy import select

from domain.people.person import Person
from domain.work import UnitOfWork
from tenants.credential import digest
from tenants.sign_in import SignInLink


async def link_and_person(work: UnitOfWork, secret: str) -> tuple[SignInLink, Person] | None:
    """What is it for, and whose; for its page to say so."""
    theirs = select(SignInLink, Person).join(Person, Person.id == SignInLink.person_id)
    found = await work.session.execute(theirs.where(SignInLink.hash == digest(secret)))
    row = found.one_or_none()
    return None if row is None else (row[0], row[1])
