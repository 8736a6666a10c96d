"""Writing evidence: one statement for many pieces, locked in the order of their keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    Select,
    Text,
    Uuid,
    bindparam,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.types import TypeEngine

from domain.base import new_id
from domain.incoming import awaited, values_of
from domain.signals.evidence import Evidence
from domain.signals.pushed import EvidenceItem
from domain.work import UnitOfWork

_TOLD = ("person_id", "kind", "title", "url", "occurred_at", "details")
"""What a repeated push may change."""
_CHANGED = ("changed_at", "withdrawn_at", "out_of_sight_at")
_KINDS: Mapping[str, TypeEngine[Any]] = {
    "id": Uuid(),
    "person_id": Uuid(),
    "source": Text(),
    "external_id": Text(),
    "kind": Text(),
    "title": Text(),
    "url": Text(),
    "occurred_at": DateTime(timezone=True),
    "details": JSONB(),
}
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
    items: Sequence[EvidenceItem],
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
    pairs = zip(items, people, strict=True)
    in_order = sorted(pairs, key=lambda pair: (pair[0].source, pair[0].external_id))
    rows = [_row(item, person_id) for item, person_id in in_order]
    writing = await work.session.execute(
        _writing(of_one=only_of is not None),
        values_of(_KINDS, rows) | {"now": work.now, "only_of": only_of},
    )
    return [WrittenEvidence(*row) for row in writing]


@cache
def _writing(*, of_one: bool) -> Select[UUID, UUID, bool]:
    rows, now = awaited(_KINDS), bindparam("now", type_=DateTime(timezone=True))
    insertion = insert(Evidence).from_select(
        [*rows.c.keys(), "filed_at", "changed_at"], select(rows, now, now), include_defaults=False
    )
    told = insertion.excluded
    differs = or_(
        Evidence.withdrawn_at.is_not(None),
        Evidence.out_of_sight_at.is_not(None),
        *(getattr(Evidence, name).is_distinct_from(told[name]) for name in _TOLD),
    )
    theirs = Evidence.person_id == bindparam("only_of", type_=Uuid()) if of_one else true()
    written = (
        insertion.on_conflict_do_update(
            index_elements=["source", "external_id"],
            set_={name: told[name] for name in (*_TOLD, *_CHANGED)},
            where=differs & theirs,
        )
        .returning(Evidence.id, Evidence.person_id, _IS_NEW.label("new"))
        .cte("written")
    )
    return select(written.c.id, written.c.person_id, written.c.new)


def _row(item: EvidenceItem, person_id: UUID) -> dict[str, Any]:
    return {
        "id": new_id(),
        "person_id": person_id,
        "source": item.source,
        "external_id": item.external_id,
        "kind": item.kind,
        "title": item.title,
        "url": item.url,
        "occurred_at": item.occurred_at,
        "details": {} if item.details is None else item.details,
    }
