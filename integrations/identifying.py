"""Saying who is who."""

from uuid import UUID

from domain.people.person import Person
from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.events import AccountMatched
from integrations.external_identity import ExternalAccount
from integrations.jobs import count_person, file_account
from integrations.rights import require_admin
from tenants.jobs import later


async def match_account(
    work: UnitOfWork, *, account_id: UUID, person_id: UUID | None = None
) -> ExternalAccount:
    """Say who an account over there is, or that it is nobody here. What waited for it is applied,
    and what was filed for somebody else moves. Admins may.
    """
    require_admin(work)
    account = await work.get(ExternalAccount, account_id, lock=True, field="account_id")
    if person_id is not None:
        await work.get(Person, person_id, field="person_id")
    before = account.person_id
    account.settle(person_id, work.now)
    account.uncounted = True
    if before != person_id:
        work.announce(AccountMatched(subject_id=account.id, person_id=person_id))
        later(work, file_account, account_id=account.id)
        if before is not None:
            connection = await work.get(Connection, account.connection_id)
            later(work, count_person, vendor=connection.vendor, person_id=before)
    return account
