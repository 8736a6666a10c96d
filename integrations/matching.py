"""From accounts over there to people here: by e-mail, else suggested by name."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, update
from sqlalchemy.orm import aliased

from domain.people.person import Person
from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.external_identity import ExternalAccount, MatchedBy
from integrations.sites import earlier_one


async def match_accounts(work: UnitOfWork, connection_id: UUID) -> list[UUID]:
    """Match what was matched before or can be by address, and suggest the rest by name. Gives the
    matched.

    What an admin has decided stays. Two people of one name are no suggestion. An address counts
    that somebody who may say so has given the person, or that they have shown to be theirs: by one
    that a program wrote, or HR changed, work would be credited to whomever its writer liked.
    """
    open_ones = and_(
        ExternalAccount.connection_id == connection_id, ExternalAccount.matched_by.is_(None)
    )
    by_address = (
        update(ExternalAccount)
        .where(open_ones, ExternalAccount.email == Person.email, Person.email_confirmed)
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
    as_before = await _as_before(work, connection_id, open_ones)
    matched = [*as_before, *await work.session.scalars(by_address)]
    await _suggest(work, open_ones)
    return matched


async def _as_before(
    work: UnitOfWork, connection_id: UUID, open_ones: ColumnElement[bool]
) -> Sequence[UUID]:
    """Who was matched while the site was connected earlier is the same today."""
    earlier = await earlier_one(work, await work.get(Connection, connection_id))
    if earlier is None:
        return ()
    known = aliased(ExternalAccount)
    again = (
        update(ExternalAccount)
        .where(
            open_ones,
            known.connection_id == earlier,
            known.external_id == ExternalAccount.external_id,
            known.matched_by.is_not(None),
        )
        .values(
            person_id=known.person_id,
            matched_by=known.matched_by,
            matched_at=work.now,
            suggested_id=None,
            uncounted=True,
        )
        .returning(ExternalAccount.id)
        .execution_options(synchronize_session=False)
    )
    return (await work.session.scalars(again)).all()


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
