"""What a client has signed to show who it is, each good for one token."""

import hashlib
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Stored
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork


class SpentAssertion(Stored):
    """By client and the hash of its `jti`; forgotten once it would be too old anyway."""

    __tablename__ = "spent_assertions"
    exported: ClassVar[Exported] = NOT_AT_ALL

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(primary_key=True)
    good_until: Mapped[datetime] = mapped_column(index=True)


async def spend_assertion(
    work: UnitOfWork, client_id: UUID, jti: str, good_until: datetime
) -> bool:
    """Whether it was not spent before. Of two at the same moment one waits for the other."""
    spent = (
        insert(SpentAssertion)
        .values(
            client_id=client_id,
            hash=hashlib.sha256(jti.encode(errors="replace")).hexdigest(),
            good_until=good_until,
        )
        .on_conflict_do_nothing()
        .returning(SpentAssertion.client_id)
    )
    return await work.session.scalar(spent) is not None


async def forget_old_assertions(work: UnitOfWork) -> None:
    await work.session.execute(delete(SpentAssertion).where(SpentAssertion.good_until < work.now))
