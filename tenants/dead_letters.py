"""Jobs that were given up: kept, listed, and asked for again by an operator or an admin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Select, false, select, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.actor import Role
from domain.base import new_id
from domain.errors import NotAllowed, NotFound
from domain.events import Event
from domain.exported import NOT_AT_ALL, Exported
from domain.viewer import Viewer
from domain.work import UnitOfWork
from infra.database import relay_engine
from tenants.shared import ALL_VERBS, EVERY, OWN, Shared, Wall


class Cause(StrEnum):
    POISON = "POISON"
    """It took its process with it, again and again."""
    FAILED = "FAILED"
    """Every attempt ended in an error, or the first one in an error that will not change."""


class JobRetried(Event):
    """Somebody has asked again for a job that had been given up."""

    name = "job.retried"
    subject = "job"


class DeadLetter(Shared):
    """A job that will not run again by itself. `error` is a class and a place, never a message."""

    __tablename__ = "dead_letters"
    exported: ClassVar[Exported] = NOT_AT_ALL
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("tenants", ["SELECT", "DELETE"], OWN),
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


@dataclass(frozen=True)
class Revived:
    """How many wait again."""

    jobs: int


def visible_dead_letters(viewer: Viewer) -> Select[DeadLetter]:
    """The company's own, for its admins."""
    return select(DeadLetter) if viewer.has(Role.ADMIN) else select(DeadLetter).where(false())


async def retry_jobs(work: UnitOfWork, *, job_ids: Sequence[UUID] | None = None) -> Revived:
    """Admins may. Asks again for those jobs, or for all that were given up, once each."""
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only admins ask for jobs again", zh="只有管理员可以重新执行任务")
    revived = set(await work.session.scalars(_REVIVE, {"ids": job_ids}))
    if job_ids is not None and revived != set(job_ids):
        raise NotFound(
            "One of these jobs is not among those that were given up",
            zh="其中有任务已不在失败的后台任务之列",
            field="job_ids",
        )
    for job_id in sorted(revived):
        work.announce(JobRetried(subject_id=job_id))
    return Revived(len(revived))


async def dead_letters() -> Sequence[DeadLetter]:
    """All of them, the newest first."""
    newest_first = select(DeadLetter.__table__).order_by(DeadLetter.died_at.desc())
    async with relay_engine().connect() as connection:
        return [DeadLetter(**row) for row in (await connection.execute(newest_first)).mappings()]


async def retry_dead_letters(job_id: UUID | None = None) -> int:
    """Ask again for one dead letter, or for all. Returns how many now wait."""
    async with relay_engine().begin() as connection:
        ids = None if job_id is None else [job_id]
        return len((await connection.execute(_REVIVE, {"ids": ids})).all())


_REVIVE = text("""
    WITH revived AS (
        DELETE FROM platform.dead_letters
        WHERE CAST(:ids AS uuid[]) IS NULL OR id = ANY(:ids) RETURNING *
    )
    INSERT INTO platform.pending_jobs
        (id, tenant_id, name, lane, arguments, run_at, attempts, crashes, created_at)
    SELECT id, tenant_id, name, lane, arguments, now(), 0, 0, created_at FROM revived
    RETURNING id
""")
