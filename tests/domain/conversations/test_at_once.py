"""What two do at the same moment."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

from sqlalchemy import func, select

from domain.actor import Actor
from domain.conversations.holding import confirm_held
from domain.errors import Conflict
from domain.events import StoredEvent
from domain.people.person import Person
from domain.records.chain import broken_links
from domain.records.commands import record_conversation, share_record
from domain.records.record import Record
from domain.records.version import RecordVersion
from infra.database import Place
from tenants.work import open_work
from tests.people import NOON, Cast, acting, hire_cast
from tests.talks import held, recorded, started, told


async def outcomes(*deeds: Awaitable[object]) -> list[str]:
    """How each ended; only refusals are expected."""
    ended = await asyncio.gather(*deeds, return_exceptions=True)
    assert all(isinstance(each, Conflict) for each in ended if isinstance(each, BaseException))
    return sorted("refused" if isinstance(each, Conflict) else "done" for each in ended)


async def test_both_confirm_and_it_is_held_once(acme: Place) -> None:
    cast = await hire_cast(acme)
    talk = await started(cast)

    async def confirm(who: Person) -> None:
        async with open_work(acme, acting(who), now=NOON) as work:
            await confirm_held(work, conversation_id=talk.id)

    assert (
        await outcomes(*(confirm(who) for who in (cast.mei, cast.omar, cast.mei))) == ["done"] * 3
    )
    async with open_work(acme, Actor.system(), now=NOON) as work:
        told_of = select(func.count()).where(StoredEvent.name == "conversation.held")
        assert await work.session.scalar(told_of) == 1


async def test_it_is_recorded_once(acme: Place) -> None:
    cast = await hire_cast(acme)
    talk = await held(cast)

    async def record() -> None:
        async with open_work(acme, acting(cast.mei), now=NOON) as work:
            await record_conversation(work, conversation_id=talk.id, **told(cast))

    assert await outcomes(*(record() for _ in range(4))) == ["done"] * 4
    async with open_work(acme, Actor.system(), now=NOON) as work:
        assert await work.session.scalar(select(func.count(Record.id))) == 1


async def test_records_shared_together_are_one_chain(acme: Place) -> None:
    cast = await hire_cast(acme)
    drafts = [await recorded(cast, now=NOON + timedelta(days=day)) for day in range(4)]
    assert await outcomes(*(share(cast, draft) for draft in drafts)) == ["done"] * 4
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        positions = await work.session.scalars(
            select(RecordVersion.position).order_by(RecordVersion.position)
        )
        assert list(positions) == [1, 2, 3, 4]
        assert await broken_links(work, subject_id=cast.omar.id) == []


async def share(cast: Cast, draft: Record) -> None:
    now = NOON + timedelta(days=4)
    async with open_work(cast.place, acting(cast.mei), now=now) as work:
        await share_record(work, record_id=draft.id)
