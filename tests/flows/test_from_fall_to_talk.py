"""A metric falls, the manager is nudged, they talk, and nobody need be reminded any more."""

import pytest

from domain.conversations.commands import answer_touchpoint, schedule_conversation
from domain.conversations.conversation import Conversation, Kind
from domain.conversations.ending import cancel_conversation
from domain.conversations.holding import confirm_held, start_conversation
from domain.conversations.preparing import complete_preparation, prepare_conversation
from domain.nudges.nudge import NudgeState
from domain.policy.touchpoint import Touchpoint, TouchpointState
from domain.signals.commands import PushResult
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.people import NOON, Cast, acting
from tests.signals import a_point, push_points
from tests.talks import HALF_AN_HOUR, IN_AN_HOUR
from tests.touchpoints import a_touchpoint, nudge_for, touchpoint_now


async def _answered(cast: Cast, touchpoint: Touchpoint) -> Conversation:
    """Mei has planned the conversation and found a time for it."""
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        conversation = await answer_touchpoint(work, touchpoint_id=touchpoint.id)
        await schedule_conversation(
            work,
            conversation_id=conversation.id,
            starts_at=IN_AN_HOUR,
            ends_at=IN_AN_HOUR + HALF_AN_HOUR,
        )
    await run_pending_jobs(cast.place, now=NOON)
    return conversation


async def _hold(cast: Cast, conversation: Conversation) -> None:
    for step in (prepare_conversation, complete_preparation, start_conversation):
        async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
            await step(work, conversation_id=conversation.id)
    for side in (cast.mei, cast.omar):
        async with open_work(cast.place, acting(side), now=NOON) as work:
            await confirm_held(work, conversation_id=conversation.id)
    await run_pending_jobs(cast.place, now=NOON)


@pytest.mark.requirement(128, 140)
async def test_a_fall_leads_to_a_coaching_talk_and_the_nudge_is_done(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    conversation = await _answered(cast, touchpoint)
    scheduled = await touchpoint_now(cast.place, touchpoint)
    assert conversation.kind is Kind.COACHING
    assert (scheduled.state, scheduled.conversation_id) == (
        TouchpointState.SCHEDULED,
        conversation.id,
    )
    await _hold(cast, conversation)
    assert (await touchpoint_now(cast.place, touchpoint)).state is TouchpointState.HELD
    assert (await nudge_for(cast.place, touchpoint)).state is NudgeState.DONE


async def test_a_talk_that_is_called_off_leaves_the_nudge_open(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    conversation = await _answered(cast, touchpoint)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await cancel_conversation(work, conversation_id=conversation.id, reason="Omar is ill")
    await run_pending_jobs(cast.place, now=NOON)
    reopened = await touchpoint_now(cast.place, touchpoint)
    assert (reopened.state, reopened.conversation_id) == (TouchpointState.PLANNED, None)
    assert (await nudge_for(cast.place, touchpoint)).state is NudgeState.OPEN


@pytest.mark.requirement(139)
async def test_a_correction_takes_back_nothing_they_have_begun_to_talk_about(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    await _answered(cast, touchpoint)
    result = await push_points(cast.place, [a_point(cast.omar, 9)])
    await run_pending_jobs(cast.place, now=NOON)
    assert result == PushResult(created=0, updated=1, unchanged=0)
    assert (await touchpoint_now(cast.place, touchpoint)).state is TouchpointState.SCHEDULED
    assert (await nudge_for(cast.place, touchpoint)).state is NudgeState.OPEN
