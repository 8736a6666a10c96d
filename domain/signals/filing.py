"""Writing evidence: one statement for many pieces, locked in the order of their keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    TableValuedAlias,
    Text,
    Uuid,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from domain.base import new_id
from domain.incoming import incoming
from domain.signals.evidence import Evidence
from domain.signals.pushed import PushedEvidence
from domain.work import UnitOfWork

_TOLD = ("person_id", "kind", "title", "url", "occurred_at", "details")
"""What a repeated push may change."""
_IS_NEW: ColumnElement[bool] = literal_column("(xmax = 0)", Boolean())
"""In RETURNING: a row that was there carries the transaction that changes it."""


@dataclass(frozen=True)
class WrittenEvidence:
    """A piece that was inserted or changed."""

    id: UUID
    person_id: UUID
    new: bool


async def write_evidence(
    work: UnitOfWork,
    items: Sequence[PushedEvidence],
    people: Sequence[UUID],
    *,
    only_of: UUID | None,
) -> list[WrittenEvidence]:
    """Insert or change these pieces; gives those that were not there as told.

    Args:
        work: the unit of work.
        items: the pieces, each source and external id once.
        people: whom each is about.
        only_of: leave alone the pieces about anybody but this person.
    """
    rows = _rows(items, people)
    now = literal(work.now, DateTime(timezone=True))
    insertion = insert(Evidence).from_select(
        [*rows.c.keys(), "filed_at", "changed_at"], select(rows, now, now), include_defaults=False
    )
    told = insertion.excluded
    differs = or_(
        Evidence.withdrawn_at.is_not(None),
        *(getattr(Evidence, name).is_distinct_from(told[name]) for name in _TOLD),
    )
    writing = insertion.on_conflict_do_update(
        index_elements=["source", "external_id"],
        set_={name: told[name] for name in (*_TOLD, "changed_at", "withdrawn_at")},
        where=differs & (true() if only_of is None else Evidence.person_id == only_of),
    ).returning(Evidence.id, Evidence.person_id, _IS_NEW)
    return [WrittenEvidence(*row) for row in await work.session.execute(writing)]


def _rows(items: Sequence[PushedEvidence], people: Sequence[UUID]) -> TableValuedAlias:
    pairs = zip(items, people, strict=True)
    in_order = sorted(pairs, key=lambda pair: (pair[0].source, pair[0].external_id))
    told = [item for item, _ in in_order]
    return incoming(
        id=(Uuid(), [new_id() for _ in told]),
        person_id=(Uuid(), [person_id for _, person_id in in_order]),
        source=(Text(), [item.source for item in told]),
        external_id=(Text(), [item.external_id for item in told]),
        kind=(Text(), [item.kind for item in told]),
        title=(Text(), [item.title for item in told]),
        url=(Text(), [item.url for item in told]),
        occurred_at=(DateTime(timezone=True), [item.occurred_at for item in told]),
        details=(JSONB(), [item.details for item in told]),
    )
