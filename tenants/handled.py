"""What a reaction has done is done once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Stored
from domain.work import UnitOfWork


class Handled(Stored):
    """A reaction to an event, stored in the same transaction as the reaction's effect."""

    __tablename__ = "handled"

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    reaction: Mapped[str] = mapped_column(primary_key=True)
    handled_at: Mapped[datetime]


async def first_time(work: UnitOfWork, event_id: UUID, reaction: str) -> bool:
    """Claim the reaction for this transaction; False if another has committed it.

    One that is still open makes this one wait for its end.
    """
    claim = (
        insert(Handled)
        .values(event_id=event_id, reaction=reaction, handled_at=work.now)
        .on_conflict_do_nothing()
        .returning(Handled.event_id)
    )
    return await work.session.scalar(claim) is not None
