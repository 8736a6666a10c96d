"""Jobs that were given up: kept, listed, and asked for again by an operator."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import new_id
from infra.database import relay_engine
from tenants.shared import ALL_VERBS, EVERY, OWN, Shared, Wall


class Cause(StrEnum):
    POISON = "POISON"
    """It took its process with it, again and again."""
    FAILED = "FAILED"
    """Every attempt ended in an error, or the first one in an error that will not change."""


class DeadLetter(Shared):
    """A job that will not run again by itself. `error` is a class and a place, never a message."""

    __tablename__ = "dead_letters"
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("tenants", ["SELECT"], OWN),
        Wall("relay", ALL_VERBS, EVERY),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    tenant_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str]
    lane: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    attempts: Mapped[int]
    crashes: Mapped[int]
    cause: Mapped[Cause]
    error: Mapped[str]
    created_at: Mapped[datetime]
    died_at: Mapped[datetime]


async def dead_letters() -> Sequence[DeadLetter]:
    """All of them, the newest first."""
    newest_first = select(DeadLetter.__table__).order_by(DeadLetter.died_at.desc())
    async with relay_engine().connect() as connection:
        return [DeadLetter(**row) for row in (await connection.execute(newest_first)).mappings()]


async def retry_dead_letters(job_id: UUID | None = None) -> int:
    """Ask again for one dead letter, or for all. Returns how many now wait."""
    async with relay_engine().begin() as connection:
        revived = await connection.execute(_REVIVE, {"id": job_id})
        return len(revived.all())


_REVIVE = text("""
    WITH revived AS (
        DELETE FROM platform.dead_letters WHERE id = coalesce(:id, id) RETURNING *
    )
    INSERT INTO platform.pending_jobs
        (id, tenant_id, name, lane, arguments, run_at, attempts, crashes, created_at)
    SELECT id, tenant_id, name, lane, arguments, now(), 0, 0, created_at FROM revived
    RETURNING id
""")
