"""Work of the version before names were written out is done by this one, each thing once.

The rows stand in `former_rows.sql` as that version wrote them.
"""

from collections import Counter
from pathlib import Path
from uuid import UUID

import asyncpg
from sqlalchemy import func, select

from domain.actor import Actor
from domain.base import new_id
from infra.database import owner_url
from tenants.dead_letters import DeadLetter, retry_dead_letters
from tenants.handled import Handled
from tenants.pending import PendingJob
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.people import Cast
from tests.tenants.catalog import plain
from tests.webhooks.receiver import Receiver
from tests.webhooks.story import an_endpoint

ROWS = Path(__file__).with_name("former_rows.sql")
HANDLED, *TO_DO = (UUID(f"01900000-0000-7000-8000-00000000000{number}") for number in range(1, 6))


async def test_what_waits_was_given_up_or_was_handled_is_done_once(
    cast: Cast, receiver: Receiver
) -> None:
    await an_endpoint(cast, receiver.url)
    dead = await _as_it_was_left(cast)
    assert await retry_dead_letters(dead) == 1
    await run_pending_jobs(cast.place)
    assert Counter(UUID(each.id) for each in receiver.received) == Counter(TO_DO)
    async with open_work(cast.place, Actor.system()) as work:
        for left in (PendingJob, DeadLetter):
            assert await work.session.scalar(select(func.count()).select_from(left)) == 0
        told = await work.session.scalars(
            select(Handled.event_id).where(Handled.reaction == "webhooks.fan_out")
        )
        assert {HANDLED, *TO_DO} - set(told) == set()


async def test_nothing_is_done_again_when_it_comes_again(cast: Cast, receiver: Receiver) -> None:
    await an_endpoint(cast, receiver.url)
    await _as_it_was_left(cast)
    for _ in range(2):
        await retry_dead_letters()
        await run_pending_jobs(cast.place)
        await _waits_again(cast)
    await run_pending_jobs(cast.place)
    assert Counter(UUID(each.id) for each in receiver.received) == Counter(TO_DO)


async def _as_it_was_left(cast: Cast) -> UUID:
    """The id of the dead letter."""
    dead = new_id()
    rows = ROWS.read_text(encoding="utf-8")
    rows = rows.replace("{schema}", cast.place.schema)
    rows = rows.replace("{dead}", str(dead))
    await _write(rows.replace("{tenant}", str(cast.place.tenant_id)))
    return dead


async def _waits_again(cast: Cast) -> None:
    """A relay that died has handed the same over twice, to workers of either version."""
    await _write(f"""
        INSERT INTO platform.pending_jobs
            (id, tenant_id, name, lane, arguments, run_at, attempts, crashes, created_at)
        SELECT gen_random_uuid(), '{cast.place.tenant_id}', job, 'default',
            json_build_object('event_ids', (SELECT json_agg(id) FROM {cast.place.schema}.events)),
            now(), 0, 0, now()
        FROM unnest(ARRAY['tenants.reactions.dispatch', 'events.dispatch']) AS job
    """)


async def _write(statements: str) -> None:
    owner = await asyncpg.connect(plain(owner_url()))
    await owner.execute(statements)
    await owner.close()
