"""Up to when it is known what somebody did: the difference between a week of none and a gap.

A reading that came to its end knows all that happened before it began, in each thing that it
read. A week is known once it lies before that, wherever the person works: in the least known of
the things that they have work in. So an outage leaves weeks open, and silence counts as none.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import case, func, select, update

from domain.signals.metric import monday_of
from domain.work import UnitOfWork
from integrations.connection import Connection, ConnectionSource, ConnectionState
from integrations.external_identity import ExternalAccount
from integrations.observed import ObservedItem

Known: TypeAlias = dict[UUID, datetime | None]


async def cover(
    work: UnitOfWork, connection: Connection, until: datetime, *, but: Collection[str]
) -> bool:
    """All that is chosen was read up to then, but for what could not be.

    Says whether a week is known by it that was not known before.
    """
    read = (
        ConnectionSource.connection_id == connection.id,
        ConnectionSource.chosen,
        ConnectionSource.external_id.not_in(but),
    )
    before = (await work.session.scalars(select(ConnectionSource.covered_until).where(*read))).all()
    covering = update(ConnectionSource).where(*read).values(covered_until=until)
    await work.session.execute(covering.execution_options(synchronize_session=False))
    week = monday_of(until.date())
    return any(one is None or monday_of(one.date()) != week for one in before)


async def known_until(work: UnitOfWork, vendor: str, people: Sequence[UUID]) -> Known:
    """For whoever of these has work anywhere; None where a first reading is still under way."""
    stands = (Connection.state != ConnectionState.DISCONNECTED) & ConnectionSource.chosen
    until = ConnectionSource.covered_until
    rows = (
        select(
            ExternalAccount.person_id,
            func.count().filter(stands).label("standing"),
            func.count().filter(stands, until.is_(None)).label("unread"),
            func.min(case((stands, until))).label("least"),
            func.max(until).label("last"),
        )
        .join(ObservedItem, ObservedItem.account_id == ExternalAccount.id)
        .join(Connection, Connection.id == ObservedItem.connection_id)
        .outerjoin(
            ConnectionSource,
            (ConnectionSource.connection_id == Connection.id)
            & (ConnectionSource.external_id == ObservedItem.source_id),
        )
        .where(Connection.vendor == vendor, ExternalAccount.person_id.in_(people))
        .group_by(ExternalAccount.person_id)
    )
    known: Known = {}
    for row in await work.session.execute(rows):
        least = None if row.unread else row.least
        known[row.person_id] = least if row.standing else row.last
    return known
