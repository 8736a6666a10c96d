"""Who sees that there is a record, and who sees what it says."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.actor import Role
from domain.people.closed_text import is_author
from domain.people.queries import own_id
from domain.records.record import Record
from domain.records.version import (
    RecordAction,
    RecordAgreement,
    RecordFact,
    RecordResponse,
    RecordVersion,
)
from domain.viewer import Viewer


def visible_records(viewer: Viewer) -> Select[Record]:
    """That it exists and where it stands: its two people, the employee once it was shared; HR,
    admins and plugins.
    """
    if viewer.overview or viewer.has(Role.HR, Role.ADMIN):
        return select(Record)
    return select(Record).where(_of_the_two(viewer))


def visible_record_versions(viewer: Viewer) -> Select[RecordVersion]:
    """What it says is for its two people, whoever else asks; a draft is its author's."""
    theirs = select(Record.id).where(_of_the_two(viewer))
    return select(RecordVersion).where(
        RecordVersion.record_id.in_(theirs),
        or_(
            RecordVersion.shared_at.is_not(None),
            is_author(viewer, RecordVersion.author_id, RecordVersion.written_at),
        ),
    )


def visible_record_facts(viewer: Viewer) -> Select[RecordFact]:
    return select(RecordFact).where(_in_a_visible_version(viewer, RecordFact.version_id))


def visible_record_agreements(viewer: Viewer) -> Select[RecordAgreement]:
    return select(RecordAgreement).where(_in_a_visible_version(viewer, RecordAgreement.version_id))


def visible_record_actions(viewer: Viewer) -> Select[RecordAction]:
    return select(RecordAction).where(_in_a_visible_version(viewer, RecordAction.version_id))


def visible_record_responses(viewer: Viewer) -> Select[RecordResponse]:
    return select(RecordResponse).where(_in_a_visible_version(viewer, RecordResponse.version_id))


def _of_the_two(viewer: Viewer) -> ColumnElement[bool]:
    me = own_id(viewer)
    return or_(
        Record.manager_id == me, and_(Record.subject_id == me, Record.shared_at.is_not(None))
    )


def _in_a_visible_version(
    viewer: Viewer, version_id: InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    seen: Select[UUID] = visible_record_versions(viewer).with_only_columns(RecordVersion.id)
    return version_id.in_(seen)
