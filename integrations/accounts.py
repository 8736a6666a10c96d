"""Accounts over there, as they are seen: known again by their id, and by the id alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import DateTime, Row, Select, Text, Uuid, bindparam, false, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.types import TypeEngine

from domain.base import new_id
from domain.incoming import awaited, values_of
from domain.work import UnitOfWork
from integrations.external_identity import ExternalAccount
from integrations.matching import match_accounts
from integrations.observation import Account, tidy

_LONGEST_NAME = 200
_KINDS: Mapping[str, TypeEngine[Any]] = {
    "id": Uuid(),
    "external_id": Text(),
    "name": Text(),
    "email": Text(),
}
_Known: TypeAlias = Row[str, UUID, UUID | None, str, str | None]


@dataclass(frozen=True)
class Matched:
    """An account's id here, and whose it is, if that is known."""

    id: UUID
    person_id: UUID | None


async def know_accounts(
    work: UnitOfWork, connection_id: UUID, seen: Sequence[Account]
) -> dict[str, Matched]:
    """The accounts by their id over there; new ones are kept and, where possible, matched."""
    if not seen:
        return {}
    by_id = {account.id: account for account in seen}
    known = await _known(work, connection_id, by_id)
    unlike = [by_id[one] for one in sorted(by_id) if not _is_as_known(by_id[one], known.get(one))]
    if unlike and await _keep(work, connection_id, unlike):
        await match_accounts(work, connection_id)
        known = await _known(work, connection_id, by_id)
    return {one: Matched(row.id, row.person_id) for one, row in known.items()}


async def _known(
    work: UnitOfWork, connection_id: UUID, external_ids: Iterable[str]
) -> dict[str, _Known]:
    known = select(
        ExternalAccount.external_id,
        ExternalAccount.id,
        ExternalAccount.person_id,
        ExternalAccount.name,
        ExternalAccount.email,
    ).where(
        ExternalAccount.connection_id == connection_id,
        ExternalAccount.external_id.in_(external_ids),
    )
    return {row.external_id: row for row in await work.session.execute(known)}


def _is_as_known(seen: Account, known: _Known | None) -> bool:
    """Most are: a page of work is by few people."""
    return known is not None and (known.name, known.email) == (
        tidy(seen.name, most=_LONGEST_NAME),
        _address(seen.email) or known.email,
    )


async def _keep(work: UnitOfWork, connection_id: UUID, in_order: Sequence[Account]) -> bool:
    """Says whether any is new, or shows another name or address than before."""
    rows = [
        {
            "id": new_id(),
            "external_id": account.id,
            "name": tidy(account.name, most=_LONGEST_NAME),
            "email": _address(account.email),
        }
        for account in in_order
    ]
    told = values_of(_KINDS, rows) | {"connection": connection_id, "now": work.now}
    return (await work.session.execute(_keeping(), told)).first() is not None


@cache
def _keeping() -> Select[UUID]:
    rows, connection = awaited(_KINDS), bindparam("connection", type_=Uuid())
    now = bindparam("now", type_=DateTime(timezone=True))
    insertion = insert(ExternalAccount).from_select(
        [*rows.c.keys(), "connection_id", "first_seen_at", "uncounted"],
        select(rows, connection, now, false()),
        include_defaults=False,
    )
    told = insertion.excluded
    email = func.coalesce(told.email, ExternalAccount.email)
    differs = or_(ExternalAccount.name != told.name, ExternalAccount.email.is_distinct_from(email))
    kept = (
        insertion.on_conflict_do_update(
            index_elements=["connection_id", "external_id"],
            set_={"name": told.name, "email": email},
            where=differs,
        )
        .returning(ExternalAccount.id)
        .cte("kept")
    )
    return select(kept.c.id)


def _address(email: str | None) -> str | None:
    kept = tidy(email or "").lower()
    return kept if "@" in kept else None
