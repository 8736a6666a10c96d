"""When a conversation counts as held, and how else it may end."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain.actor import Actor
from domain.conversations.conversation import Conversation
from domain.conversations.ending import (
    cancel_conversation,
    close_conversation,
    miss_overdue_conversations,
    waive_conversation,
)
from domain.conversations.holding import confirm_held, settle_unconfirmed, start_conversation
from domain.conversations.states import ConversationState
from domain.errors import Conflict, NotAllowed, NotFound
from domain.events import StoredEvent
from infra.database import Place
from tenants.work import open_work
from tests.people import NOON, TODAY, Cast, acting, hire_cast
from tests.talks import held, planned, prepared, recorded, scheduled, started

FIVE_DAYS = timedelta(days=5)


async def confirmed_by(cast: Cast, name: str, conversation: Conversation) -> Conversation:
    async with open_work(cast.place, acting(getattr(cast, name)), now=NOON) as work:
        return await confirm_held(work, conversation_id=conversation.id)


async def settled_at(cast: Cast, after: timedelta) -> int:
    async with open_work(cast.place, Actor.system(), now=NOON + after) as work:
        return len(await settle_unconfirmed(work))


async def now_of(cast: Cast, conversation: Conversation) -> Conversation:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return await work.get(Conversation, conversation.id)


@pytest.mark.requirement(22)
async def test_unprepared_it_does_not_start(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await prepared(cast)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Conflict, match="in preparation"):
            await start_conversation(work, conversation_id=conversation.id)


async def test_one_word_is_not_enough(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await confirmed_by(cast, "mei", await started(cast))
    assert (conversation.state, conversation.confirmed) == (ConversationState.IN_PROGRESS, None)


async def test_both_words_are(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await held(cast)
    assert (conversation.state, conversation.confirmed) == (ConversationState.HELD, True)
    assert conversation.record_due_on == TODAY + timedelta(days=3)


async def test_saying_it_twice_is_saying_it_once(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await started(cast)
    await confirmed_by(cast, "mei", conversation)
    conversation = await confirmed_by(cast, "mei", conversation)
    assert conversation.state is ConversationState.IN_PROGRESS


async def test_held_is_told_once(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await held(cast)
    await confirmed_by(cast, "omar", conversation)
    async with open_work(acme, Actor.system(), now=NOON) as work:
        told = select(func.count()).where(StoredEvent.name == "conversation.held")
        assert await work.session.scalar(told) == 1


async def test_after_five_days_of_silence_the_managers_word_stands(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await confirmed_by(cast, "mei", await started(cast))
    assert await settled_at(cast, FIVE_DAYS - timedelta(seconds=1)) == 0
    assert await settled_at(cast, FIVE_DAYS) == 1
    assert await settled_at(cast, FIVE_DAYS) == 0
    kept = await now_of(cast, conversation)
    assert (kept.state, kept.confirmed) == (ConversationState.HELD, False)


async def test_the_employees_word_alone_never_stands(acme: Place) -> None:
    cast = await hire_cast(acme)
    await confirmed_by(cast, "omar", await started(cast))
    assert await settled_at(cast, 10 * FIVE_DAYS) == 0


async def test_a_late_word_still_confirms(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await confirmed_by(cast, "mei", await started(cast))
    await settled_at(cast, FIVE_DAYS)
    assert (await confirmed_by(cast, "omar", conversation)).confirmed is True


async def test_without_a_record_it_does_not_close(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await held(cast)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Conflict, match="is held"):
            await close_conversation(work, conversation_id=conversation.id)


async def test_with_a_record_and_nothing_owed_it_closes(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await recorded(cast)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        closed = await close_conversation(work, conversation_id=record.conversation_id)
    assert (closed.state, closed.closed_at) == (ConversationState.CLOSED, NOON)


async def test_what_one_said_was_held_is_not_cancelled(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await confirmed_by(cast, "omar", await started(cast))
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Conflict, match="was held"):
            await cancel_conversation(work, conversation_id=conversation.id, reason="No time")


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("mei", NotAllowed),
        ("omar", NotAllowed),
        ("wei", NotAllowed),
        ("ana", NotFound),
        ("hua", None),
    ],
)
async def test_only_hr_waives(acme: Place, who: str, refusal: type[Exception] | None) -> None:
    cast = await hire_cast(acme)
    conversation = await planned(cast)
    actor = acting(getattr(cast, who))
    if refusal is None:
        async with open_work(acme, actor, now=NOON) as work:
            await waive_conversation(work, conversation_id=conversation.id, reason="On leave")
    else:
        with pytest.raises(refusal):
            async with open_work(acme, actor, now=NOON) as work:
                await waive_conversation(work, conversation_id=conversation.id, reason="On leave")
    waived = ConversationState.WAIVED if refusal is None else ConversationState.PLANNED
    assert (await now_of(cast, conversation)).state is waived


@pytest.mark.parametrize(("hours", "missed"), [(24, 0), (26, 1)])
async def test_what_was_not_begun_is_missed_a_day_later(
    acme: Place, hours: int, missed: int
) -> None:
    cast = await hire_cast(acme)
    await scheduled(cast)
    async with open_work(acme, Actor.system(), now=NOON + timedelta(hours=hours)) as work:
        assert len(await miss_overdue_conversations(work)) == missed
