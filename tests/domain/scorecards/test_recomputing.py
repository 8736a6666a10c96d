"""What is stored is what one gets by computing it again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.commitments.commands import (
    break_overdue_commitments,
    carry_over_commitment,
    fulfil_commitment,
    release_commitment,
)
from domain.commitments.commitment import UNSETTLED, Commitment
from domain.conversations.commands import answer_touchpoint, schedule_conversation
from domain.conversations.holding import confirm_held, start_conversation
from domain.conversations.preparing import add_fact, complete_preparation, prepare_conversation
from domain.errors import NotAllowed
from domain.policy.touchpoint import Touchpoint, TouchpointKind
from domain.policy.trigger_firing import TriggerFiring, TriggerSource
from domain.policy.trigger_rule import RuleKind, TriggerRule
from domain.records.commands import record_conversation, share_record
from domain.scorecards.commands import recompute_overdue, recompute_scorecard
from domain.scorecards.period import Grain
from domain.scorecards.queries import visible_scorecard_sources, visible_scorecards
from domain.scorecards.scorecard import Indicator, ManagerScorecard, ScorecardSource
from infra.database import Place
from tenants.provisioning import create_tenant
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.people import NOON, TODAY, Cast, acting, hire_cast
from tests.talks import told


async def a_touchpoint(cast: Cast, *, due_in: int = 3) -> Touchpoint:
    """Mei shall coach Omar."""
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        rule = await work.session.scalar(select(TriggerRule).limit(1))
        if rule is None:
            rule = TriggerRule(
                kind=RuleKind.METRIC_DECLINE,
                touchpoint_kind=TouchpointKind.COACHING,
                due_in_days=7,
                weeks=3,
            )
            work.add(rule)
            await work.session.flush()
        firing = TriggerFiring(
            rule_id=rule.id,
            rule_version=1,
            source=TriggerSource.DATA_RULE,
            person_id=cast.omar.id,
            dedupe_key=str(new_id()),
            evidence={},
            fired_at=NOON,
        )
        work.add(firing)
        await work.session.flush()
        touchpoint = Touchpoint(
            kind=TouchpointKind.COACHING,
            subject_id=cast.omar.id,
            owner_id=cast.mei.id,
            firing_id=firing.id,
            due_on=TODAY + timedelta(days=due_in),
            planned_at=NOON,
        )
        work.add(touchpoint)
        return touchpoint


async def talked(cast: Cast, touchpoint: Touchpoint, *, recorded: bool = True) -> None:
    """The whole conversation that the touchpoint asks for, on one day."""
    mei, omar = acting(cast.mei), acting(cast.omar)
    async with open_work(cast.place, mei, now=NOON) as work:
        talk = await answer_touchpoint(work, touchpoint_id=touchpoint.id)
        start = NOON + timedelta(hours=1)
        await work.session.flush()
        await schedule_conversation(
            work, conversation_id=talk.id, starts_at=start, ends_at=start + timedelta(minutes=30)
        )
        await add_fact(work, conversation_id=talk.id, text="It is slow")
        await prepare_conversation(work, conversation_id=talk.id)
        await complete_preparation(work, conversation_id=talk.id)
        await start_conversation(work, conversation_id=talk.id)
        await confirm_held(work, conversation_id=talk.id)
    async with open_work(cast.place, omar, now=NOON) as work:
        await confirm_held(work, conversation_id=talk.id)
    if not recorded:
        return
    async with open_work(cast.place, mei, now=NOON) as work:
        record = await record_conversation(work, conversation_id=talk.id, **told(cast))
        await share_record(work, record_id=record.id)


async def scorecards(cast: Cast) -> dict[Grain, ManagerScorecard]:
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        found = await work.session.scalars(visible_scorecards(work.viewer))
        return {each.grain: each for each in found}


async def sources(cast: Cast) -> Sequence[ScorecardSource]:
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        found = await work.session.scalars(
            visible_scorecard_sources(work.viewer).order_by(ScorecardSource.source_id)
        )
        return found.all()


def told_of(scorecard: ManagerScorecard) -> dict[str, Any]:
    hidden = {"_sa_instance_state", "computed_at"}
    return {name: value for name, value in vars(scorecard).items() if name not in hidden}


@pytest.mark.requirement(163)
async def test_reactions_keep_the_month_and_the_quarter(acme: Place) -> None:
    cast = await hire_cast(acme)
    touchpoints = [await a_touchpoint(cast, due_in=days) for days in (3, -1)]
    await talked(cast, touchpoints[0])
    await run_pending_jobs(acme, now=NOON)
    kept = await scorecards(cast)
    assert {grain: each.coverage for grain, each in kept.items()} == {
        Grain.MONTH: 0.5,
        Grain.QUARTER: 0.5,
    }
    assert (kept[Grain.MONTH].follow_through, kept[Grain.MONTH].commitments_due) == (None, 0)


@pytest.mark.requirement(168)
async def test_each_number_leads_to_what_it_was_counted_from(acme: Place) -> None:
    cast = await hire_cast(acme)
    touchpoints = [await a_touchpoint(cast, due_in=days) for days in (3, -1)]
    await talked(cast, touchpoints[0])
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await recompute_scorecard(work, manager_id=cast.mei.id, grain=Grain.MONTH, day=TODAY)
    found = [(each.indicator, each.source_id, each.favourable) for each in await sources(cast)]
    assert found == [
        (Indicator.COVERAGE, touchpoints[0].id, True),
        (Indicator.COVERAGE, touchpoints[1].id, False),
    ]


async def test_what_falls_overdue_is_noticed_by_the_schedule(acme: Place) -> None:
    cast = await hire_cast(acme)
    await talked(cast, await a_touchpoint(cast))
    await run_pending_jobs(acme, now=NOON)
    async with open_work(acme, Actor.system(), now=NOON + timedelta(days=15)) as work:
        assert await recompute_overdue(work) == [cast.mei.id]
    month = (await scorecards(cast))[Grain.MONTH]
    assert (month.follow_through, month.commitments_due) == (0.0, 1)


async def test_a_talk_that_falls_overdue_is_noticed_by_the_schedule(acme: Place) -> None:
    cast = await hire_cast(acme)
    await a_touchpoint(cast, due_in=3)
    async with open_work(acme, Actor.system(), now=NOON) as work:
        await recompute_scorecard(work, manager_id=cast.mei.id, grain=Grain.MONTH, day=TODAY)
        assert await recompute_overdue(work) == []
    assert (await scorecards(cast))[Grain.MONTH].coverage is None
    async with open_work(acme, Actor.system(), now=NOON + timedelta(days=4)) as work:
        assert await recompute_overdue(work) == [cast.mei.id]
    assert (await scorecards(cast))[Grain.MONTH].coverage == 0.0


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("mei", True), ("hua", True), ("omar", False), ("ana", False), ("wei", False)],
)
async def test_who_sees_it_and_may_ask_for_it(acme: Place, who: str, *, allowed: bool) -> None:
    cast = await hire_cast(acme)
    await a_touchpoint(cast)
    async with open_work(acme, Actor.system(), now=NOON) as work:
        await recompute_scorecard(work, manager_id=cast.mei.id, grain=Grain.MONTH, day=TODAY)
    actor = acting(getattr(cast, who))
    async with open_work(acme, actor, now=NOON) as work:
        assert len((await work.session.scalars(visible_scorecards(work.viewer))).all()) == allowed
        if not allowed:
            with pytest.raises(NotAllowed):
                await recompute_scorecard(
                    work, manager_id=cast.mei.id, grain=Grain.MONTH, day=TODAY
                )


deeds = st.lists(
    st.tuples(
        st.sampled_from(["talk", "hold only", "keep", "carry over", "release", "wait"]),
        st.integers(0, 3),
    ),
    max_size=5,
)


@pytest.mark.requirement(168)
@pytest.mark.usefixtures("platform")
@given(deeds=deeds)
@settings(max_examples=8, deadline=None)
async def test_after_any_history_recomputed_is_what_was_stored(
    deeds: list[tuple[str, int]],
) -> None:
    place = await create_tenant(f"acme-{new_id()}", "Acme")
    cast = await hire_cast(place)
    now = NOON
    for deed, which in deeds:
        now = await do(cast, deed, which, now)
        await run_pending_jobs(place, now=now)
    before = await scorecards(cast)
    for grain, stored in before.items():
        async with open_work(place, Actor.system(), now=stored.computed_at) as work:
            again = await recompute_scorecard(
                work, manager_id=cast.mei.id, grain=grain, day=stored.period_start
            )
            assert told_of(again) == told_of(stored)


async def do(cast: Cast, deed: str, which: int, now: datetime) -> datetime:
    """One thing that may happen. Returns the moment after it."""
    if deed in {"talk", "hold only"}:
        await talked(cast, await a_touchpoint(cast, due_in=which * 9), recorded=deed == "talk")
    elif deed == "wait":
        now += timedelta(days=8 * which)
        async with open_work(cast.place, Actor.system(), now=now) as work:
            await break_overdue_commitments(work)
            await recompute_overdue(work)
    else:
        await settle(cast, deed, which, now)
    return now


async def settle(cast: Cast, deed: str, which: int, now: datetime) -> None:
    """Mei's next promise, if there is one."""
    async with open_work(cast.place, acting(cast.omar), now=now) as work:
        open_ones = select(Commitment).where(
            Commitment.owner_id == cast.mei.id, Commitment.state.in_(UNSETTLED)
        )
        promise = await work.session.scalar(open_ones.order_by(Commitment.id).limit(1))
        if promise is None:
            return
        if deed == "keep":
            await fulfil_commitment(work, commitment_id=promise.id)
        elif deed == "release":
            await release_commitment(work, commitment_id=promise.id)
        else:
            later = max(promise.due_on, now.date()) + timedelta(days=1 + 10 * which)
            await carry_over_commitment(
                work, commitment_id=promise.id, due_on=later, reason="Later"
            )
