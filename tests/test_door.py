from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.events import Event, StoredEvent
from infra.database import Place
from tenants.pending import PendingJob
from tenants.work import open_reading, open_work


class Greeted(Event):
    name = "person.greeted"
    subject = "person"


async def test_what_was_announced_commits_with_a_waiting_job(acme: Place) -> None:
    who = new_id()
    async with open_work(acme, Actor.system()) as work:
        work.announce(Greeted(subject_id=who))
    async with open_work(acme, Actor.system()) as work:
        stored = (await work.session.scalars(select(StoredEvent))).one()
        waiting = (await work.session.scalars(select(PendingJob))).one()
    assert (stored.name, stored.subject_id) == ("person.greeted", who)
    assert (waiting.name, waiting.arguments) == (
        "events.dispatch",
        {"event_ids": [str(stored.id)]},
    )


async def test_reading(acme: Place) -> None:
    async with open_reading(acme, Actor.system()) as reading:
        assert await reading.connection.fetchval("select count(*) from events") == 0
        assert await reading.connection.fetchval("select current_user") == acme.schema
