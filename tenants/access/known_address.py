"""Which companies know an e-mail address, by its hash alone: so that one may ask with nothing else.

It is a directory and decides nothing: whoever acts on a row looks at the person it names.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.events import StoredEvent
from domain.exported import NOT_AT_ALL, Exported
from domain.people.events import PersonAdded, PersonAmended
from domain.people.person import Person
from domain.reaction import listener
from domain.work import UnitOfWork
from infra.database import Place
from tenants.credential import digest
from tenants.jobs import Lane, Run, job
from tenants.presenting import presenting
from tenants.shared import ALL_VERBS, OWN, Shared, Wall, presented
from tenants.work import open_work

CHANGED_BY = frozenset({PersonAdded.name, PersonAmended.name})
_AT_ONCE = 1000


class KnownAddress(Shared):
    """Somebody's address in one company. `verified_at`: they have come by a mail to it."""

    __tablename__ = "known_addresses"
    exported: ClassVar[Exported] = NOT_AT_ALL
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], presented("hash")),
        Wall("tenants", ALL_VERBS, OWN),
    )

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(index=True)
    verified_at: Mapped[datetime | None] = mapped_column(default=None)
    own_since: Mapped[datetime | None] = mapped_column(default=None)
    """When they first came by a mail to an address of theirs, whichever it was."""


def address_hash(address: str) -> str:
    """Of an address, however it was typed."""
    return digest(f"mailto:{address.strip().lower()}")


async def known_by(hashed: str) -> Sequence[KnownAddress]:
    """Where an address with that hash is somebody's; the oldest company first."""
    async with presenting(hashed) as session:
        known = select(KnownAddress).order_by(KnownAddress.tenant_id, KnownAddress.person_id)
        return (await session.scalars(known)).all()


def place_of(known: KnownAddress) -> Place:
    return Place.of(known.tenant_id)


async def holder_of(work: UnitOfWork, known: KnownAddress) -> Person | None:
    """Whoever has the address in that company still, for all an admin knows, and works there."""
    person = await work.session.get(Person, known.person_id)
    if person is None or address_hash(person.email) != known.hash:
        return None
    confirmed = person.email_confirmed and person.works_on(work.now.date())
    return person if confirmed else None


async def verify_address(work: UnitOfWork, person_id: UUID, hashed: str) -> bool:
    """They have come by what was sent to that address alone. Says whether they have it still."""
    person = await work.get(Person, person_id)
    await _keep(work, [person])
    known = await work.session.get(KnownAddress, (work.tenant_id, person_id))
    if known is None or known.hash != hashed:
        return False
    known.verified_at = work.now
    return True


@listener("access.index_addresses")
async def keep_addresses(work: UnitOfWork, events: Sequence[StoredEvent]) -> None:
    """Listens to what changes addresses."""
    ids = {event.subject_id for event in events}
    people = await work.session.scalars(select(Person).where(Person.id.in_(ids)))
    await _keep(work, people.all())


@job("access.index_all_addresses", Lane.MAINTENANCE, every=timedelta(days=1))
async def keep_all_addresses(run: Run) -> None:
    """For who was there before there was this directory."""
    after: UUID | None = None
    while True:
        async with open_work(run.place, run.actor, now=run.now) as work:
            some = select(Person).order_by(Person.id).limit(_AT_ONCE)
            rest = some if after is None else some.where(Person.id > after)
            found = (await work.session.scalars(rest)).all()
            await _keep(work, found)
        if len(found) < _AT_ONCE:
            return
        after = found[-1].id


async def _keep(work: UnitOfWork, people: Collection[Person]) -> None:
    if not people:
        return
    rows = [
        {"tenant_id": work.tenant_id, "person_id": each.id, "hash": address_hash(each.email)}
        for each in sorted(people, key=lambda each: each.id)
    ]
    kept = insert(KnownAddress).values(rows)
    same = KnownAddress.hash == kept.excluded.hash
    await work.session.execute(
        kept.on_conflict_do_update(
            index_elements=["tenant_id", "person_id"],
            set_={
                "hash": kept.excluded.hash,
                "verified_at": case((same, KnownAddress.verified_at), else_=None),
            },
            where=~same,
        )
    )
