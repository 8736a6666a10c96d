from datetime import timedelta

import pytest

from domain.errors import Conflict, Invalid, NotFound
from domain.nudges.commands import dismiss_nudge, mark_nudge_seen
from domain.nudges.nudge import NudgeState
from domain.nudges.queries import visible_nudges
from domain.policy.touchpoint import TouchpointState
from tenants.work import open_work
from tests.people import NOON, Cast, acting
from tests.touchpoints import a_touchpoint, nudge_for, touchpoint_now


async def test_the_first_look_counts(cast: Cast) -> None:
    nudge = await nudge_for(cast.place, touchpoint := await a_touchpoint(cast))
    for minutes in (0, 5):
        now = NOON + timedelta(minutes=minutes)
        async with open_work(cast.place, acting(cast.mei), now=now) as work:
            await mark_nudge_seen(work, nudge_id=nudge.id)
    seen = await nudge_for(cast.place, touchpoint)
    assert (seen.state, seen.seen_at) == (NudgeState.SEEN, NOON)


async def test_a_dismissed_nudge_leaves_the_conversation_due(cast: Cast) -> None:
    nudge = await nudge_for(cast.place, touchpoint := await a_touchpoint(cast))
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await dismiss_nudge(work, nudge_id=nudge.id, reason="He was on leave")
    dismissed = await nudge_for(cast.place, touchpoint)
    assert (dismissed.state, dismissed.dismissed_because) == (
        NudgeState.DISMISSED,
        "He was on leave",
    )
    assert (await touchpoint_now(cast.place, touchpoint)).state is TouchpointState.PLANNED


async def test_a_dismissal_gives_its_reason(cast: Cast) -> None:
    nudge = await nudge_for(cast.place, await a_touchpoint(cast))
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Invalid) as refused:
            await dismiss_nudge(work, nudge_id=nudge.id, reason=" ")
    assert refused.value.field == "reason"


async def test_what_was_dismissed_is_not_dismissed_again(cast: Cast) -> None:
    nudge = await nudge_for(cast.place, await a_touchpoint(cast))
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await dismiss_nudge(work, nudge_id=nudge.id, reason="No")
        with pytest.raises(Conflict):
            await dismiss_nudge(work, nudge_id=nudge.id, reason="No")


@pytest.mark.parametrize("who", ["omar", "ana", "ivan", "hua", "wei"])
async def test_a_nudge_is_for_its_recipient_alone(cast: Cast, who: str) -> None:
    nudge = await nudge_for(cast.place, touchpoint := await a_touchpoint(cast))
    async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
        assert list(await work.session.scalars(visible_nudges(work.viewer))) == []
        with pytest.raises(NotFound):
            await mark_nudge_seen(work, nudge_id=nudge.id)
        with pytest.raises(NotFound):
            await dismiss_nudge(work, nudge_id=nudge.id, reason="Not mine")
    assert (await nudge_for(cast.place, touchpoint)).state is NudgeState.OPEN


async def test_hr_answers_a_nudge_that_has_no_recipient(cast: Cast) -> None:
    nudge = await nudge_for(cast.place, touchpoint := await a_touchpoint(cast, cast.ivan))
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await dismiss_nudge(work, nudge_id=nudge.id, reason="Ivan leaves on Friday")
    assert (await nudge_for(cast.place, touchpoint)).state is NudgeState.DISMISSED
