"""Jobs that wait in the database, in the transaction of the change that asked for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, cast
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import Index, Table, bindparam, func, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import new_id
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork
from infra.prepared import Prepared
from tenants.shared import ALL_VERBS, EVERY, OWN, Shared, Wall

_ASKED = "jobs asked for"
_KEPT = (
    "id",
    "tenant_id",
    "name",
    "lane",
    "arguments",
    "dedupe_key",
    "run_at",
    "attempts",
    "crashes",
    "deaths",
    "created_at",
)


class PendingJob(Shared):
    """Ids only: a tenant's content never leaves its schema. Gone when the job has finished.

    Waiting while `handed_at` is empty, then in the broker or running. `crashes` counts starts
    that had no end, `deaths` those of them that were alone in their process. `dedupe_key` is
    cleared at the start, because what is asked from then on may be about a change that the run
    has not seen.
    """

    __tablename__ = "pending_jobs"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (
        Index("uq_pending_jobs_tenant_id_dedupe_key", "tenant_id", "dedupe_key", unique=True),
        Index(
            "ix_pending_jobs_waiting",
            "lane",
            "tenant_id",
            "run_at",
            postgresql_where=text("handed_at IS NULL"),
        ),
        Index(
            "ix_pending_jobs_handed",
            "lane",
            "tenant_id",
            postgresql_where=text("handed_at IS NOT NULL"),
        ),
        # A queue's rows are short-lived: it is swept early, and updated rows stay on their page.
        {"postgresql_with": {"autovacuum_vacuum_scale_factor": 0.01, "fillfactor": 80}},
    )
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("tenants", ["SELECT", "INSERT", "UPDATE"], OWN),
        Wall("relay", ALL_VERBS, EVERY),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    tenant_id: Mapped[UUID]
    name: Mapped[str]
    lane: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    dedupe_key: Mapped[str | None] = mapped_column(default=None)
    run_at: Mapped[datetime]
    handed_at: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    crashes: Mapped[int] = mapped_column(default=0)
    deaths: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]


_inserted = insert(cast("Table", PendingJob.__table__)).values(
    {each: bindparam(each) for each in _KEPT}
)
# An update, though it changes nothing as a rule: it locks the row until this transaction ends,
# so that the job which waits cannot start before it could see this change.
_STORE = Prepared(
    lambda: _inserted.on_conflict_do_update(
        index_elements=["tenant_id", "dedupe_key"],
        set_={"run_at": func.least(PendingJob.run_at, _inserted.excluded.run_at)},
    )
)


def ask(
    work: UnitOfWork,
    name: str,
    lane: str,
    arguments: Mapping[str, Any],
    *,
    at: datetime | None = None,
    key: str | None = None,
) -> None:
    """Keep a wish for a job with the unit of work; the door stores all of them at the end.

    Args:
        work: the unit whose commit makes the job exist.
        name: the job's name, as in `tenants.jobs.JOBS`.
        lane: its lane.
        arguments: what the job will be told.
        at: not before this moment.
        key: of all with this key only one waits.
    """
    asked = work.session.info.setdefault(_ASKED, {})
    row_id = new_id()
    asked[key or row_id] = {
        "id": row_id,
        "tenant_id": work.tenant_id,
        "name": name,
        "lane": str(lane),
        "arguments": to_jsonable_python(dict(arguments)),
        "dedupe_key": key,
        "run_at": at or work.now,
        "attempts": 0,
        "crashes": 0,
        "deaths": 0,
        "created_at": work.now,
    }


async def store_asked(work: UnitOfWork) -> bool:
    """One insert for all that the unit asked for. Says whether there was anything."""
    asked: dict[object, dict[str, Any]] = work.session.info.pop(_ASKED, {})
    # By key, so that two transactions with the same keys meet in the same order.
    rows = sorted(asked.values(), key=lambda row: row["dedupe_key"] or "")
    if rows:
        await _STORE.for_each(work.session, rows)
    return bool(rows)
