"""The company's trail, as its admins read it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, false, select

from domain.actor import Role
from domain.viewer import Viewer
from tenants.audit.entry import AuditEntry


def visible_entries(viewer: Viewer) -> Select[AuditEntry]:
    """Admins see all of it."""
    everything = select(AuditEntry)
    return everything if viewer.has(Role.ADMIN) else everything.where(false())


def matching(
    entries: Select[AuditEntry],
    *,
    actor_id: UUID | None = None,
    about_id: UUID | None = None,
    deeds: Collection[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Select[AuditEntry]:
    """Those for which everything that is given holds."""
    if actor_id is not None:
        entries = entries.where(AuditEntry.actor_id == actor_id)
    if about_id is not None:
        entries = entries.where(AuditEntry.about.contains([about_id]))
    if deeds is not None:
        entries = entries.where(AuditEntry.deed.in_(deeds))
    if since is not None:
        entries = entries.where(AuditEntry.at >= since)
    if until is not None:
        entries = entries.where(AuditEntry.at < until)
    return entries
