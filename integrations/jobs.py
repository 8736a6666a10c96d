"""What connections do by themselves, and what they are asked to do."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from domain.actor import Actor
from domain.work import UnitOfWork
from integrations.checking import check
from integrations.connection import Connection, ConnectionState
from integrations.counting import count_again, count_people, count_weeks
from integrations.external_identity import ExternalAccount
from integrations.intake import file_waiting
from integrations.listening import end, listen
from integrations.looking_again import look_again
from integrations.matching import match_accounts
from integrations.observed import HeardDelivery
from integrations.registry import CONNECTORS
from integrations.sweeping import sweep
from integrations.syncing import sync
from tenants.jobs import Job, Lane, Run, job, later, later_at, later_once
from tenants.work import open_work

_REMEMBERED = timedelta(days=7)
"""A vendor tries to deliver for hours, never for days."""
_LIMIT = timedelta(minutes=10)


@job("connections.sync_all", Lane.MAINTENANCE, every=timedelta(minutes=10))
async def sync_connections(run: Run) -> None:
    """For whatever no webhook has told."""
    await _for_each(run, sync_connection)


@job("connections.reconcile_all", Lane.MAINTENANCE, every=timedelta(days=1))
async def reconcile_connections(run: Run) -> None:
    """Compare all there is, count the weeks that are over, and stay registered."""
    await _for_each(run, reconcile_connection)
    await _for_each(run, listen_connection)
    # Their words may have changed: statuses, fields, what there is to read.
    await _for_each(run, check_connection)
    async with open_work(run.place, run.actor) as work:
        known = select(Connection.vendor, Connection.id).where(STANDING)
        for vendor, connection_id in (await work.session.execute(known)).all():
            await count_again(work, vendor)
            await _match(work, connection_id)
        await work.session.execute(
            delete(HeardDelivery).where(HeardDelivery.heard_at < work.now - _REMEMBERED)
        )
        for vendor in CONNECTORS:
            later_once(work, count_vendor, vendor, vendor=vendor)


@job("connections.check", Lane.INTERACTIVE)
async def check_connection(run: Run, *, connection_id: UUID) -> None:
    """Somebody waits for the outcome; where it is good, reading begins or goes on."""
    if await check(run, connection_id):
        async with open_work(run.place, run.actor) as work:
            later_once(work, sync_connection, str(connection_id), connection_id=connection_id)
            later_once(work, listen_connection, str(connection_id), connection_id=connection_id)


@job("connections.sync", Lane.BULK, time_limit=_LIMIT)
async def sync_connection(run: Run, *, connection_id: UUID) -> None:
    again = await sync(run, connection_id)
    async with open_work(run.place, run.actor) as work:
        if again is not None:
            _again(work, sync_connection, connection_id, again)
        vendor = (await work.get(Connection, connection_id)).vendor
        later_once(work, count_vendor, vendor, vendor=vendor)


@job("connections.read_hinted", Lane.DEFAULT, time_limit=_LIMIT)
async def look_again_at_hints(run: Run, *, connection_id: UUID) -> None:
    again = await look_again(run, connection_id)
    async with open_work(run.place, run.actor) as work:
        if again is not None:
            _again(work, look_again_at_hints, connection_id, again)
        vendor = (await work.get(Connection, connection_id)).vendor
        later_once(work, count_vendor, vendor, vendor=vendor)


@job("connections.reconcile", Lane.BULK, time_limit=_LIMIT)
async def reconcile_connection(run: Run, *, connection_id: UUID, accepted: bool = False) -> None:
    """`accepted`: an admin has said that it is right, however much is missing."""
    again = await sweep(run, connection_id, accepted=accepted)
    if again is not None:
        async with open_work(run.place, run.actor) as work:
            later_at(
                work,
                reconcile_connection,
                again,
                connection_id=connection_id,
                accepted=accepted,
            )


@job("connections.subscribe", Lane.DEFAULT)
async def listen_connection(run: Run, *, connection_id: UUID) -> None:
    again = await listen(run, connection_id)
    if again is not None:
        async with open_work(run.place, run.actor) as work:
            _again(work, listen_connection, connection_id, again)


@job("connections.end", Lane.DEFAULT)
async def end_connection(run: Run, *, connection_id: UUID) -> None:
    await end(run, connection_id)


@job("connections.match_accounts", Lane.DEFAULT)
async def match_connection(run: Run, *, connection_id: UUID) -> None:
    """Whose accounts they are, now that other people work here."""
    async with open_work(run.place, run.actor) as work:
        await _match(work, connection_id)


@job("connections.count_weeks", Lane.BULK, time_limit=_LIMIT)
async def count_vendor(run: Run, *, vendor: str) -> None:
    """The weeks of whoever's work has changed, some people at a time."""
    metrics = CONNECTORS[vendor].metrics
    counted = True
    while counted:
        async with open_work(run.place, run.actor) as work:
            counted = await count_weeks(work, vendor, metrics)


@job("connections.count_person", Lane.BULK)
async def count_person(run: Run, *, vendor: str, person_id: UUID) -> None:
    """Somebody whose work turned out to be somebody else's."""
    async with open_work(run.place, run.actor) as work:
        await count_people(work, vendor, CONNECTORS[vendor].metrics, [person_id])


@job("connections.file_account", Lane.BULK, time_limit=_LIMIT)
async def file_account(run: Run, *, account_id: UUID) -> None:
    """What waited for a match is applied, and what was matched wrongly is taken back."""
    after: UUID | None = None
    while True:
        async with open_work(run.place, run.actor) as work:
            account = await work.get(ExternalAccount, account_id)
            after = await file_waiting(work, account, after)
            if after is None:
                connection = await work.get(Connection, account.connection_id)
                later_once(work, count_vendor, connection.vendor, vendor=connection.vendor)
                return


STANDING = Connection.state.in_((ConnectionState.CONNECTED, ConnectionState.DEGRADED))


async def _for_each(run: Run, what: Job[Any]) -> None:
    async with open_work(run.place, Actor.system()) as work:
        for connection_id in await work.session.scalars(select(Connection.id).where(STANDING)):
            later_once(work, what, str(connection_id), connection_id=connection_id)


async def _match(work: UnitOfWork, connection_id: UUID) -> None:
    for account_id in await match_accounts(work, connection_id):
        later(work, file_account, account_id=account_id)


def _again(work: UnitOfWork, what: Job[Any], connection_id: UUID, when: datetime) -> None:
    later_at(work, what, when, connection_id=connection_id)
