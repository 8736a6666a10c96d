"""A trail as it lies in the database, for whoever judges it: the company's own role, or the owner.

The owner reads where the app's login is not to be had, as while the secret key is being changed.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import RowMapping, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.actor import Actor
from infra.database import Place, owner_engine
from tenants.audit.checkpoints import CHECKPOINT, Checkpoint
from tenants.audit.entry import AuditEntry
from tenants.work import open_work

Door: TypeAlias = Callable[[Place], AbstractAsyncContextManager[AsyncConnection]]
"""Gives a transaction in which the company's tables are found by their names."""

_AT_ONCE: Final = 5_000
_ENTRIES = cast("Table", AuditEntry.__table__)


@asynccontextmanager
async def as_company(place: Place) -> AsyncIterator[AsyncConnection]:
    async with open_work(place, Actor.system()) as work:
        yield await work.session.connection()


@asynccontextmanager
async def as_owner(place: Place) -> AsyncIterator[AsyncConnection]:
    async with owner_engine().begin() as owner:
        await owner.exec_driver_sql(f"SET LOCAL search_path = {place.schema}")
        yield owner


async def newest_checkpoint(place: Place, door: Door = as_company) -> Checkpoint | None:
    """What retention has taken away, as far as it can be believed."""
    newest_first = (
        select(AuditEntry.details)
        .where(AuditEntry.deed == CHECKPOINT)
        .order_by(AuditEntry.seq.desc())
        .limit(1)
    )
    async with door(place) as connection:
        details: dict[str, Any] | None = await connection.scalar(newest_first)
    return Checkpoint.read(place.tenant_id, details) if details else None


async def batches(place: Place, door: Door) -> AsyncIterator[Sequence[RowMapping]]:
    """All entries, the oldest first, some thousands at once."""
    after = 0
    while True:
        oldest_first = (
            select(_ENTRIES).where(_ENTRIES.c.seq > after).order_by(_ENTRIES.c.seq).limit(_AT_ONCE)
        )
        async with door(place) as connection:
            rows = (await connection.execute(oldest_first)).mappings().all()
        if not rows:
            return
        yield rows
        after = rows[-1]["seq"]


async def entries_of(place: Place) -> int:
    """How many there are, for a line of progress."""
    async with as_company(place) as connection:
        return await connection.scalar(select(func.count()).select_from(_ENTRIES)) or 0
