from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select

import worker
from domain.actor import Actor
from domain.base import new_id
from domain.errors import NotAllowed
from domain.events import Event, StoredEvent
from domain.reaction import listener, reaction
from domain.work import UnitOfWork
from infra import clock
from infra.database import Place
from tenants.handled import Handled
from tenants.jobs import Run, job, later, later_at, later_once
from tenants.pending import PendingJob
from tenants.reactions import dispatch, know_reactions, react
from tenants.runs import run_job
from tenants.work import open_work
from tests.jobs import run_pending_jobs

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

ran: list[tuple[UUID, UUID, int]] = []


class Waved(Event):
    name = "person.waved"
    subject = "person"


@job("tests.note")
async def note(run: Run, *, of: UUID, times: int = 1) -> None:
    ran.append((run.place.tenant_id, of, times))


@reaction("tests.greet_back")
async def greet_back(work: UnitOfWork, event: StoredEvent) -> None:
    later(work, note, of=event.subject_id)


async def waiting(place: Place) -> int:
    async with open_work(place, Actor.system()) as work:
        return await work.session.scalar(select(func.count()).select_from(PendingJob)) or 0


async def test_a_job_runs_for_the_tenant_that_asked(acme: Place) -> None:
    who = new_id()
    async with open_work(acme, Actor.system()) as work:
        later(work, note, of=who, times=2)
    assert await run_pending_jobs(acme) == 1
    assert ran[-1] == (acme.tenant_id, who, 2)
    assert await waiting(acme) == 0


async def test_a_change_that_fails_asks_for_nothing(acme: Place) -> None:
    async def change() -> None:
        async with open_work(acme, Actor.system()) as work:
            later(work, note, of=new_id())
            raise NotAllowed("No", zh="不行")

    with pytest.raises(NotAllowed):
        await change()
    assert await waiting(acme) == 0


async def test_a_job_for_tomorrow_waits_until_tomorrow(acme: Place) -> None:
    async with open_work(acme, Actor.system(), now=NOON) as work:
        later_at(work, note, NOON + timedelta(days=1), of=new_id())
    assert await run_pending_jobs(acme, now=NOON) == 0
    assert await run_pending_jobs(acme, now=NOON + timedelta(days=1)) == 1


async def test_of_the_same_wish_only_one_waits(acme: Place) -> None:
    who = new_id()
    for _ in range(3):
        async with open_work(acme, Actor.system()) as work:
            later_once(work, note, str(who), of=who)
            later_once(work, note, str(who), of=who)
    assert await waiting(acme) == 1


async def test_a_wish_after_the_start_is_a_wish_of_its_own(acme: Place) -> None:
    who = new_id()

    @job("tests.ask_again")
    async def ask_again(run: Run) -> None:
        async with open_work(run.place, run.actor) as work:
            later_once(work, note, str(who), of=who)

    async with open_work(acme, Actor.system()) as work:
        later_once(work, ask_again, str(who))
    assert await run_pending_jobs(acme) == 2


@pytest.fixture
def waving() -> Iterator[None]:
    """A table of reactions with one line, in place of ours."""
    know_reactions({Waved: [greet_back]}, {})
    yield
    worker.know_everything()


@pytest.mark.usefixtures("waving")
async def test_a_reaction_takes_effect_once(acme: Place) -> None:
    who = new_id()
    async with open_work(acme, Actor.system()) as work:
        work.announce(Waved(subject_id=who))
    await run_pending_jobs(acme)
    async with open_work(acme, Actor.system()) as work:
        event_id = (await work.session.scalars(select(StoredEvent.id))).one()
        later(work, react, event_id=event_id, reaction="tests.greet_back")
        later(work, dispatch, event_ids=[event_id])
    await run_pending_jobs(acme)
    async with open_work(acme, Actor.system()) as work:
        handled = (await work.session.scalars(select(Handled.reaction))).all()
    assert handled == ["tests.greet_back"]
    assert [of for _, of, _ in ran].count(who) == 1


@pytest.mark.usefixtures("waving")
async def test_a_listener_is_told_all_at_once_and_after_a_failure_each_alone(acme: Place) -> None:
    people = sorted(new_id() for _ in range(3))
    told: list[list[UUID]] = []

    @listener("tests.listen_in")
    async def listen_in(_: UnitOfWork, events: Sequence[StoredEvent]) -> None:
        told.append([each.subject_id for each in events])
        if len(events) > 1:
            raise LookupError

    know_reactions({}, {listen_in: [Waved.name]})
    async with open_work(acme, Actor.system()) as work:
        for each in people:
            work.announce(Waved(subject_id=each))
    with pytest.raises(LookupError):
        await run_pending_jobs(acme)
    assert told == [people]
    await run_pending_jobs(acme, now=clock.now() + timedelta(hours=1))
    assert sorted(told[1:]) == [[each] for each in people]
    async with open_work(acme, Actor.system()) as work:
        handled = select(StoredEvent.subject_id).join(Handled, Handled.event_id == StoredEvent.id)
        assert sorted(await work.session.scalars(handled)) == people


async def test_what_is_stored_must_fit_the_job(acme: Place) -> None:
    async with open_work(acme, Actor.system()) as work:
        later(work, note, of="somebody")  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        await run_pending_jobs(acme)
    async with open_work(acme, Actor.system()) as work:
        waiting = (await work.session.scalars(select(PendingJob))).one()
    assert (waiting.attempts, waiting.crashes, waiting.handed_at) == (1, 0, None)


async def test_one_tenant_cannot_see_anothers_jobs(acme: Place, rival: Place) -> None:
    async with open_work(acme, Actor.system()) as work:
        later(work, note, of=new_id())
    assert await waiting(rival) == 0


async def test_a_job_that_is_gone_is_not_run() -> None:
    assert await run_job(new_id()) is None


def test_a_job_takes_its_arguments_by_keyword() -> None:
    async def wrong(run: Run, of: UUID) -> None: ...

    with pytest.raises(TypeError, match="keyword-only"):
        job("tests.wrong")(wrong)
