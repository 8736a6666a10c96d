"""Keeping what was seen: one statement for a page, and only what is later than what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Self, TypeAlias
from uuid import UUID

from sqlalchemy import DateTime, Select, Text, Uuid, and_, bindparam, or_, select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.types import TypeEngine

from domain.base import new_id
from domain.incoming import awaited, values_of
from domain.work import UnitOfWork
from integrations.accounts import Matched
from integrations.connection import Connection
from integrations.observation import LONGEST_DETAIL, Observation, tidy
from integrations.observed import ObservedItem
from integrations.sites import site_key

_TOLD = (
    "source_id", "account_id", "kind", "title", "url", "occurred_at", "details", "measures"
)  # fmt: skip
_CHANGED = ("changed_at", "read_at", "out_of_sight_at")
_MOMENT = DateTime(timezone=True)
_KINDS: Mapping[str, TypeEngine[Any]] = {
    "id": Uuid(),
    "external_id": Text(),
    "source_id": Text(),
    "account_id": Uuid(),
    "filed_as": Text(),
    "kind": Text(),
    "title": Text(),
    "url": Text(),
    "occurred_at": _MOMENT,
    "changed_at": _MOMENT,
    "details": JSONB(),
    "measures": JSONB(),
}
_Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An item that is new or has changed, and whose it is and was."""

    filed_as: str
    kind: str
    title: str
    url: str | None
    occurred_at: datetime
    details: dict[str, Any]
    person_id: UUID | None
    account_id: UUID | None
    earlier_account_id: UUID | None = None

    @property
    def is_orphaned(self) -> bool:
        """It was somebody's once, and is nobody's now."""
        return self.person_id is None and self.earlier_account_id is not None

    @classmethod
    def of(cls, item: ObservedItem, person_id: UUID) -> Self:
        return cls(
            filed_as=item.filed_as,
            kind=item.kind,
            title=item.title,
            url=item.url,
            occurred_at=item.occurred_at,
            details=item.details,
            person_id=person_id,
            account_id=item.account_id,
        )


async def keep_items(
    work: UnitOfWork,
    connection: Connection,
    observations: Sequence[Observation],
    accounts: Mapping[str, Matched],
) -> list[Seen]:
    """Insert or change these items; gives those that were not there as seen."""
    if not observations:
        return []
    people = {one.id: one.person_id for one in accounts.values()}
    in_order = sorted(observations, key=lambda each: each.external_id)
    told = [_row(connection, each, accounts) for each in in_order]
    written = await work.session.execute(
        _writing(), values_of(_KINDS, told) | {"connection": connection.id, "now": work.now}
    )
    known = {row.external_id: row for row in written}
    return [
        _seen(row | {"filed_as": before.filed_as}, people.get(row["account_id"]), before.earlier)
        for row in told
        if (before := known.get(row["external_id"])) is not None
    ]


@cache
def _writing() -> Select[Any]:
    """We know what we write, but for what stays as it was."""
    rows, connection = awaited(_KINDS), bindparam("connection", type_=Uuid())
    insertion = insert(ObservedItem).from_select(
        [*rows.c.keys(), "connection_id", "read_at"],
        select(rows, connection, bindparam("now", type_=_MOMENT)),
        include_defaults=False,
    )
    told = insertion.excluded
    differs = or_(*(getattr(ObservedItem, name).is_distinct_from(told[name]) for name in _TOLD))
    moved_on = told.changed_at > ObservedItem.changed_at
    hidden = ObservedItem.out_of_sight_at.is_not(None)
    written = (
        insertion.on_conflict_do_update(
            index_elements=["connection_id", "external_id"],
            set_={name: told[name] for name in (*_TOLD, *_CHANGED)},
            where=and_(told.changed_at >= ObservedItem.changed_at, or_(moved_on, differs, hidden)),
        )
        .returning(ObservedItem.id, ObservedItem.external_id, ObservedItem.filed_as)
        .cte("written")
    )
    # A statement sees each table as it was before the statement: here, whose it was.
    earlier = ObservedItem.account_id.label("earlier")
    return select(written.c.external_id, written.c.filed_as, earlier).outerjoin(
        ObservedItem, ObservedItem.id == written.c.id
    )


def _seen(row: _Row, person_id: UUID | None, earlier_account_id: UUID | None) -> Seen:
    return Seen(
        filed_as=row["filed_as"],
        kind=row["kind"],
        title=row["title"],
        url=row["url"],
        occurred_at=row["occurred_at"],
        details=row["details"],
        person_id=person_id,
        account_id=row["account_id"],
        earlier_account_id=earlier_account_id,
    )


def _row(connection: Connection, each: Observation, accounts: Mapping[str, Matched]) -> _Row:
    whose = accounts.get(each.account.id) if each.account else None
    return {
        "id": new_id(),
        "external_id": each.external_id,
        "source_id": each.source_id,
        "account_id": whose.id if whose else None,
        "filed_as": f"{site_key(connection)}/{each.external_id}",
        "kind": each.kind,
        "title": tidy(each.title) or each.external_id,
        "url": each.url,
        "occurred_at": each.occurred_at,
        "changed_at": each.changed_at,
        "details": _short(each.details),
        "measures": _measures(each),
    }


def _short(details: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tidy(value, most=LONGEST_DETAIL) if isinstance(value, str) else value
        for name, value in details.items()
        if value not in {None, ""}
    }


def _measures(observation: Observation) -> dict[str, Any]:
    """Inside an object: in an array of JSON, a list would be taken for a dimension."""
    told = [
        {"key": one.key, "on": one.on.isoformat(), "value": one.value}
        | ({"part_of": one.part_of} if one.part_of else {})
        for one in observation.measures
    ]
    return {"all": told}
