"""What a reaction has done is done once."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import ClassVar, cast
from uuid import UUID

from sqlalchemy import Table, Text, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from domain.base import Stored
from domain.exported import NOT_AT_ALL, Exported
from domain.incoming import awaited, columns_of
from domain.work import UnitOfWork
from infra.prepared import Prepared
from tenants.former_names import both


class Handled(Stored):
    """A reaction to an event, stored in the same transaction as the reaction's effect."""

    __tablename__ = "handled"
    exported: ClassVar[Exported] = NOT_AT_ALL

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    reaction: Mapped[str] = mapped_column(primary_key=True)
    handled_at: Mapped[datetime]


_handled = cast("Table", Handled.__table__)


async def first_time(work: UnitOfWork, event_id: UUID, reaction: str) -> bool:
    """Claim the reaction for this transaction; False if another has committed it.

    One that is still open makes this one wait for its end.
    """
    return bool(await first_times(work, [event_id], reaction))


async def first_times(
    work: UnitOfWork, event_ids: Collection[UUID], reaction: str
) -> Sequence[UUID]:
    """As `first_time`, for several events: those that nobody has handled yet."""
    names = both(reaction)
    # In one order, so that two who claim the same events never wait for each other.
    claims = [(event_id, name) for event_id in sorted(event_ids) for name in names]
    ids, reactions = [each for each, _ in claims], [each for _, each in claims]
    asked = columns_of({"event_id": ids, "reaction": reactions})
    rows = await _CLAIMING.rows(work.session, **asked, now=work.now)
    claimed = Counter(each["event_id"] for each in rows)
    return [event_id for event_id, times in claimed.items() if times == len(names)]


def _claiming() -> ReturningInsert[UUID]:
    asked = awaited({"event_id": Uuid(), "reaction": Text()})
    claims = select(
        asked.c.event_id,
        asked.c.reaction,
        bindparam("now", type_=_handled.c.handled_at.type),
    )
    claim = insert(_handled).from_select(["event_id", "reaction", "handled_at"], claims)
    return claim.on_conflict_do_nothing().returning(_handled.c.event_id)


_CLAIMING = Prepared(_claiming)
