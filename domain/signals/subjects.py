"""Who the pushed items are about."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, any_, literal, or_, select

from domain.errors import Invalid, NotFound
from domain.letters import as_address
from domain.people.person import Person
from domain.signals.pushed import About
from domain.work import UnitOfWork


async def subjects_of(work: UnitOfWork, items: Sequence[About], name: str) -> list[UUID]:
    """The person of each item, in order. Raises Invalid or NotFound, naming the first such item."""
    for place, item in enumerate(items):
        if (item.person_id is None) == (item.person_email is None):
            raise Invalid(
                "Say whom this is about: by id or by e-mail address, and not by both",
                zh="请用编号或邮箱二者之一说明对象",
                field=f"{name}[{place}].person_id",
            )
    by_id, by_email = await _known(work, items)
    found: list[UUID] = []
    for place, item in enumerate(items):
        if item.person_email is not None:
            known = by_email.get(_address(item.person_email))
            at = f"{name}[{place}].person_email"
        else:
            known = item.person_id if item.person_id in by_id else None
            at = f"{name}[{place}].person_id"
        if known is None:
            raise _unknown(item, at)
        found.append(known)
    return found


async def _known(work: UnitOfWork, items: Sequence[About]) -> tuple[set[UUID], dict[str, UUID]]:
    ids = list({item.person_id for item in items if item.person_id is not None})
    emails = list({_address(item.person_email) for item in items if item.person_email is not None})
    named = select(Person.id, Person.email).where(
        or_(
            Person.id == any_(literal(ids, ARRAY(Uuid()))),
            Person.email == any_(literal(emails, ARRAY(Text()))),
        )
    )
    rows = (await work.session.execute(named)).all()
    return {row.id for row in rows}, {row.email: row.id for row in rows}


def _address(email: str) -> str:
    """PostgreSQL cannot be asked for a null character or half a letter; nobody has one."""
    kept = as_address(email)
    return kept if kept.isprintable() else ""


def _unknown(item: About, at: str) -> NotFound:
    who = item.person_id if item.person_email is None else ascii(item.person_email[:80])[1:-1]
    return NotFound(f"There is nobody here called {who}", zh=f"找不到 {who}", field=at)
