"""Somebody is told by mail what was changed about their account."""

from functools import wraps
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.events import StoredEvent
from domain.people import commands
from domain.people.person import Person
from domain.reaction import reaction
from domain.work import UnitOfWork
from infra.mail.letter import mail_of
from tenants.access.change_letters import letter_of_accounts, letter_of_address
from tenants.access.letters import SPOKEN
from tenants.access.post import post
from tenants.identity import Identity
from tenants.identity_provider import IdentityProvider
from tenants.jobs import Lane, Run, job, later
from tenants.tenant import tenant_of
from tenants.work import open_work


@wraps(commands.amend_person)
async def amend_person(work: UnitOfWork, *, person_id: UUID, **changes: Any) -> Person:  # noqa: ANN401 - the command's own
    """Whoever gives themselves another address is told at the one they had.

    Where others do, access is restored, and the former address is asked to confirm.
    """
    me = work.actor.person_id
    own = await work.get(Person, person_id) if person_id == me else None
    former = own.email if own else None
    person = await commands.amend_person(work, person_id=person_id, **changes)
    if former not in {None, person.email}:
        later(work, tell_former_address, person_id=person_id, former=former)
    return person


@job("access.tell_former_address", Lane.INTERACTIVE)
async def tell_former_address(run: Run, *, person_id: UUID, former: str) -> None:
    """The address is in the job alone, which goes once it is done."""
    company = await tenant_of(run.place.tenant_id)
    async with open_work(run.place, run.actor, now=run.now) as work:
        person = await work.get(Person, person_id)
    language = SPOKEN[person.language or company.language]
    letter = letter_of_address(language, person.name, company.name)
    await post(run, mail_of(former, [letter]))


@reaction("access.tell_of_linked_accounts")
async def tell_of_accounts(work: UnitOfWork, event: StoredEvent) -> None:
    """Of a FirstProof."""
    later(work, mail_accounts, person_id=event.subject_id)


@job("access.mail_linked_accounts", Lane.INTERACTIVE)
async def mail_accounts(run: Run, *, person_id: UUID) -> None:
    """Of those that are theirs by others' word, if there are any."""
    company = await tenant_of(run.place.tenant_id)
    async with open_work(run.place, run.actor, now=run.now) as work:
        person = await work.get(Person, person_id)
        names = (
            select(IdentityProvider.name)
            .join(Identity, Identity.issuer == IdentityProvider.issuer)
            .where(Identity.person_id == person_id, ~Identity.vouched)
        )
        providers = (await work.session.scalars(names.distinct())).all()
    if providers:
        language = SPOKEN[person.language or company.language]
        letter = letter_of_accounts(language, person.name, company.name, sorted(providers))
        await post(run, mail_of(person.email, [letter]))
