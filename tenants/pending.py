"""Jobs that wait in the database, in the transaction of the change that asked for them."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import new_id
from tenants.shared import ALL_VERBS, EVERY, OWN, Shared, Wall


class PendingJob(Shared):
    """Ids only: a tenant's content never leaves its schema. Gone when the job has finished."""

    __tablename__ = "pending_jobs"
    __table_args__ = (Index("ix_pending_jobs_tenant_id_run_at", "tenant_id", "run_at"),)
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("tenants", ALL_VERBS, OWN),
        Wall("relay", ALL_VERBS, EVERY),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    tenant_id: Mapped[UUID]
    name: Mapped[str]
    lane: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    run_at: Mapped[datetime]
    handed_at: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    crashes: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
