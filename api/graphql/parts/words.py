"""Whose words a row holds, for what is read by others: see `content` of a view."""

from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import aliased

from api.graphql.planner.sources import Row
from domain.commitments.commitment import Commitment
from domain.conversations.conversation import Conversation
from domain.records.version import RecordVersion


def of_talk(row: Row) -> ColumnElement[Any]:
    """A row with a `conversation_id`."""
    talk = aliased(Conversation)
    found = select(_words("conversation", talk.id, talk.manager_id, talk.subject_id))
    found = found.where(talk.id == row.conversation_id)
    return found.correlate_except(talk).scalar_subquery()


def of_pair(row: Row) -> ColumnElement[Any]:
    """What a manager and an employee have yet to talk about."""
    return _words("talking_point", row.id, row.manager_id, row.subject_id)


def of_promise(row: Row) -> ColumnElement[Any]:
    return _words("commitment", row.id, row.owner_id, row.counterpart_id)


def of_carry_over(row: Row) -> ColumnElement[Any]:
    promise = aliased(Commitment)
    found = select(of_promise(promise)).where(promise.id == row.commitment_id)
    return found.correlate_except(promise).scalar_subquery()


def of_version(row: Row) -> ColumnElement[Any]:
    """The version of a record itself."""
    return _words("record", row.record_id, row.author_id, row.subject_id)


def of_record(row: Row) -> ColumnElement[Any]:
    """A row with a `version_id`."""
    version = aliased(RecordVersion)
    found = select(_words("record", version.record_id, version.author_id, version.subject_id))
    found = found.where(version.id == row.version_id)
    return found.correlate_except(version).scalar_subquery()


def _words(kind: str, *ids: Any) -> ColumnElement[Any]:  # noqa: ANN401 - columns of either kind
    return func.json_build_array(literal_column(f"'{kind}'"), *ids)
