"""What the schedule does for a company as time passes."""

from datetime import datetime, timedelta

from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.commitments.commitment import Commitment, CommitmentState
from domain.conversations.conversation import Conversation
from domain.conversations.holding import confirm_held
from domain.conversations.states import ConversationState
from domain.scorecards.scorecard import ManagerScorecard
from infra.database import Place
from tenants.jobs import Run
from tenants.upkeep import count_what_fell_overdue, forget_old_sign_ins, settle_by_time
from tenants.work import open_work
from tests.people import NOON, acting, hire_cast
from tests.talks import scheduled, shared, started


def at(place: Place, now: datetime) -> Run:
    return Run(place, new_id(), now=now)


async def test_within_a_week_silence_confirms_and_the_unbegun_is_missed(acme: Place) -> None:
    cast = await hire_cast(acme)
    begun, unbegun = await started(cast), await scheduled(cast)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await confirm_held(work, conversation_id=begun.id)
    for _ in range(2):
        await settle_by_time.run(at(acme, NOON + timedelta(days=7)))
    async with open_work(acme, Actor.system(), now=NOON) as work:
        held = await work.get(Conversation, begun.id)
        missed = await work.get(Conversation, unbegun.id)
    assert (held.state, held.confirmed) == (ConversationState.HELD, False)
    assert missed.state is ConversationState.MISSED


async def test_what_nobody_kept_is_broken(acme: Place) -> None:
    cast = await hire_cast(acme)
    await shared(cast)
    await settle_by_time.run(at(acme, NOON + timedelta(days=22)))
    async with open_work(acme, Actor.system(), now=NOON) as work:
        states = await work.session.scalars(select(Commitment.state))
        assert list(states) == [CommitmentState.BROKEN, CommitmentState.BROKEN]


async def test_a_promise_counts_against_the_manager_the_day_after(acme: Place) -> None:
    cast = await hire_cast(acme)
    await shared(cast)
    await count_what_fell_overdue.run(at(acme, NOON + timedelta(days=15)))
    async with open_work(acme, Actor.system(), now=NOON) as work:
        figures = await work.session.scalars(select(ManagerScorecard.follow_through))
        assert list(figures) == [0.0, 0.0]


def test_all_are_periodic() -> None:
    jobs = (settle_by_time, count_what_fell_overdue, forget_old_sign_ins)
    assert [each.every for each in jobs] == [
        timedelta(hours=1),
        timedelta(days=1),
        timedelta(days=1),
    ]
