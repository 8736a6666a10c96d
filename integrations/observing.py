"""Keeping what was seen: one statement for a page, and only what is later than what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import DateTime, Select, TableValuedAlias, Text, Uuid, and_, literal, or_, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from domain.base import new_id
from domain.incoming import incoming
from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.matching import Matched
from integrations.observation import LONGEST_DETAIL, Observation, tidy
from integrations.observed import ObservedItem

_TOLD = (
    "source_id", "account_id", "kind", "title", "url", "occurred_at", "details", "measures"
)  # fmt: skip
_MOMENT = DateTime(timezone=True)


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
    writing = _writing(work, connection, _rows(connection, observations, accounts))
    return [_seen(row, people) for row in (await work.session.execute(writing)).all()]


def _writing(work: UnitOfWork, connection: Connection, rows: TableValuedAlias) -> Select[Any]:
    insertion = insert(ObservedItem).from_select(
        [*rows.c.keys(), "connection_id", "read_at"],
        select(rows, literal(connection.id), literal(work.now, _MOMENT)),
        include_defaults=False,
    )
    told = insertion.excluded
    differs = or_(*(getattr(ObservedItem, name).is_distinct_from(told[name]) for name in _TOLD))
    moved_on = told.changed_at > ObservedItem.changed_at
    written = (
        insertion.on_conflict_do_update(
            index_elements=["connection_id", "external_id"],
            set_={name: told[name] for name in (*_TOLD, "changed_at", "read_at")},
            where=and_(told.changed_at >= ObservedItem.changed_at, or_(moved_on, differs)),
        )
        .returning(ObservedItem)
        .cte("written")
    )
    # A statement sees each table as it was before the statement: here, whose it was.
    return select(written, ObservedItem.account_id.label("earlier")).outerjoin(
        ObservedItem, ObservedItem.id == written.c.id
    )


def _seen(row: Any, people: Mapping[UUID, UUID | None]) -> Seen:  # noqa: ANN401 - a row
    return Seen(
        filed_as=row.filed_as,
        kind=row.kind,
        title=row.title,
        url=row.url,
        occurred_at=row.occurred_at,
        details=row.details,
        person_id=people.get(row.account_id),
        account_id=row.account_id,
        earlier_account_id=row.earlier,
    )


def _rows(
    connection: Connection,
    observations: Sequence[Observation],
    accounts: Mapping[str, Matched],
) -> TableValuedAlias:
    told = sorted(observations, key=lambda each: each.external_id)
    whose = [accounts.get(each.account.id) if each.account else None for each in told]
    return incoming(
        id=(Uuid(), [new_id() for _ in told]),
        external_id=(Text(), [each.external_id for each in told]),
        source_id=(Text(), [each.source_id for each in told]),
        account_id=(Uuid(), [one.id if one else None for one in whose]),
        filed_as=(Text(), [f"{connection.site_id}/{each.external_id}" for each in told]),
        kind=(Text(), [each.kind for each in told]),
        title=(Text(), [tidy(each.title) or each.external_id for each in told]),
        url=(Text(), [each.url for each in told]),
        occurred_at=(_MOMENT, [each.occurred_at for each in told]),
        changed_at=(_MOMENT, [each.changed_at for each in told]),
        details=(JSONB(), [_short(each.details) for each in told]),
        measures=(JSONB(), [_measures(each) for each in told]),
    )


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
        for one in observation.measures
    ]
    return {"all": told}
