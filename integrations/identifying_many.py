"""Saying who is who, of many accounts at once."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select

from domain.errors import NotFound
from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.events import AccountMatched
from integrations.external_identity import ExternalAccount
from integrations.jobs import file_account
from integrations.rights import require_admin
from tenants.jobs import later


async def confirm_suggestions(
    work: UnitOfWork, *, connection_id: UUID, account_ids: Sequence[UUID] | None = None
) -> Connection:
    """These accounts are who they are suggested to be; without ids, all that are. What waited for
    them is applied. Admins may.
    """
    suggested = ExternalAccount.suggested_id.is_not(None)
    connection = await _connection(work, connection_id)
    for account in await _open_ones(work, connection, account_ids, suggested):
        _settle(work, account, account.suggested_id)
    return connection


async def disown_accounts(
    work: UnitOfWork, *, connection_id: UUID, account_ids: Sequence[UUID] | None = None
) -> Connection:
    """These accounts are nobody's here; without ids, all that nobody is suggested for. Admins
    may.
    """
    unlike_anybody = ExternalAccount.suggested_id.is_(None)
    connection = await _connection(work, connection_id)
    kind = unlike_anybody if account_ids is None else None
    for account in await _open_ones(work, connection, account_ids, kind):
        _settle(work, account, None)
    return connection


async def _connection(work: UnitOfWork, connection_id: UUID) -> Connection:
    require_admin(work)
    return await work.get(Connection, connection_id, field="connection_id")


async def _open_ones(
    work: UnitOfWork,
    connection: Connection,
    account_ids: Sequence[UUID] | None,
    kind: ColumnElement[bool] | None,
) -> Sequence[ExternalAccount]:
    """Those that nobody has decided about, locked. What is settled meanwhile stays as it is."""
    of_it = select(ExternalAccount).where(ExternalAccount.connection_id == connection.id)
    if account_ids is not None:
        of_it = of_it.where(ExternalAccount.id.in_(account_ids))
        known = {one.id for one in await work.session.scalars(of_it)}
        if unknown := set(account_ids) - known:
            raise NotFound(
                f"There is no account here with the id {min(unknown)}",
                zh="找不到该编号对应的账号",
                field="account_ids",
            )
    if kind is not None:
        of_it = of_it.where(kind)
    still = of_it.where(ExternalAccount.matched_by.is_(None)).order_by(ExternalAccount.id)
    return (await work.session.scalars(still.with_for_update())).all()


def _settle(work: UnitOfWork, account: ExternalAccount, person_id: UUID | None) -> None:
    account.settle(person_id, work.now)
    account.uncounted = True
    work.announce(AccountMatched(subject_id=account.id, person_id=person_id))
    if person_id is not None:
        later(work, file_account, account_id=account.id)
