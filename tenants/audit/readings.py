"""Reading what others said to each other: allowed to few, and never unseen."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import array

from domain.people.queries import own_id
from domain.viewer import Viewer
from domain.work import UnitOfWork
from tenants.audit.entry import AuditEntry
from tenants.audit.notes import note

READ = "content.read"


def note_reading(work: UnitOfWork, *, kind: str, id: UUID, people: Collection[UUID]) -> None:
    """Unless it is the reader's own, read by themselves.

    Args:
        work: whose actor reads.
        kind: what holds the words, such as `record`.
        id: which one.
        people: whose words they are; they are told.
    """
    if work.actor.person_id not in people or work.actor.via_id is not None:
        note(work, READ, subject=kind, subject_id=id, about=sorted(people))


def visible_readings(viewer: Viewer) -> Select[AuditEntry]:
    """What was read of oneself; of others, nobody sees it here."""
    about_me = AuditEntry.about.contains(array([own_id(viewer)]))
    return select(AuditEntry).where(AuditEntry.deed == READ, about_me)
