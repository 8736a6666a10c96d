"""From accounts over there to people here: by e-mail, else suggested by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Text, Uuid, and_, exists, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from domain.base import new_id
from domain.incoming import incoming
from domain.people.person import Person
from domain.work import UnitOfWork
from integrations.external_identity import ExternalAccount, MatchedBy
from integrations.observation import Account, tidy

_LONGEST_NAME = 200


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
    if await _keep(work, connection_id, by_id):
        await match_accounts(work, connection_id)
    known = select(
        ExternalAccount.external_id, ExternalAccount.id, ExternalAccount.person_id
    ).where(ExternalAccount.connection_id == connection_id, ExternalAccount.external_id.in_(by_id))
    rows = await work.session.execute(known)
    return {row.external_id: Matched(row.id, row.person_id) for row in rows}


async def _keep(work: UnitOfWork, connection_id: UUID, seen: dict[str, Account]) -> bool:
    """Says whether any is new, or shows another name or address than before."""
    in_order = [seen[one] for one in sorted(seen)]
    rows = incoming(
        id=(Uuid(), [new_id() for _ in in_order]),
        external_id=(Text(), [account.id for account in in_order]),
        name=(Text(), [tidy(account.name, most=_LONGEST_NAME) for account in in_order]),
        email=(Text(), [_address(account.email) for account in in_order]),
    )
    insertion = insert(ExternalAccount).from_select(
        [*rows.c.keys(), "connection_id", "first_seen_at", "uncounted"],
        select(rows, literal(connection_id), literal(work.now), literal(value=False)),
        include_defaults=False,
    )
    told = insertion.excluded
    email = func.coalesce(told.email, ExternalAccount.email)
    keeping = insertion.on_conflict_do_update(
        index_elements=["connection_id", "external_id"],
        set_={"name": told.name, "email": email},
        where=or_(ExternalAccount.name != told.name, ExternalAccount.email.is_distinct_from(email)),
    ).returning(ExternalAccount.id)
    return (await work.session.execute(keeping)).first() is not None


async def match_accounts(work: UnitOfWork, connection_id: UUID) -> list[UUID]:
    """Match what can be matched by address, and suggest the rest by name. Gives the matched.

    What an admin has decided stays. Two people of one name are no suggestion.
    """
    open_ones = and_(
        ExternalAccount.connection_id == connection_id, ExternalAccount.matched_by.is_(None)
    )
    by_address = (
        update(ExternalAccount)
        .where(open_ones, ExternalAccount.email == Person.email)
        .values(
            person_id=Person.id,
            matched_by=MatchedBy.EMAIL,
            matched_at=work.now,
            suggested_id=None,
            uncounted=True,
        )
        .returning(ExternalAccount.id)
        .execution_options(synchronize_session=False)
    )
    matched = list(await work.session.scalars(by_address))
    await _suggest(work, open_ones)
    return matched


async def _suggest(work: UnitOfWork, open_ones: ColumnElement[bool]) -> None:
    namesake = aliased(Person)
    same_name = func.lower(ExternalAccount.name) == func.lower(Person.name)
    alone = ~exists().where(
        func.lower(namesake.name) == func.lower(Person.name), namesake.id != Person.id
    )
    by_name = (
        update(ExternalAccount)
        .where(open_ones, ExternalAccount.suggested_id.is_distinct_from(Person.id))
        .where(same_name, alone)
        .values(suggested_id=Person.id)
        .execution_options(synchronize_session=False)
    )
    await work.session.execute(by_name)


def _address(email: str | None) -> str | None:
    kept = tidy(email or "").lower()
    return kept if "@" in kept else None
