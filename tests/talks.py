"""The short way to any point of a conversation between Mei and Omar."""

from datetime import datetime, timedelta
from typing import TypedDict

from domain.conversations.commands import plan_conversation, schedule_conversation
from domain.conversations.conversation import Conversation, Kind
from domain.conversations.holding import confirm_held, start_conversation
from domain.conversations.preparing import add_fact, complete_preparation, prepare_conversation
from domain.records.account import StatedAction, StatedAgreement, StatedFact
from domain.records.commands import record_conversation, share_record
from domain.records.record import Record
from tenants.work import open_work
from tests.people import NOON, Cast, acting

IN_AN_HOUR = NOON + timedelta(hours=1)
HALF_AN_HOUR = timedelta(minutes=30)


class Told(TypedDict):
    """What a record of theirs is made of."""

    facts: list[StatedFact]
    agreements: list[StatedAgreement]
    actions: list[StatedAction]


def told(cast: Cast, *, now: datetime = NOON, days: int = 14) -> Told:
    """A fact, an agreement, and an action of Omar's and one of Mei's."""
    due_on = now.date() + timedelta(days=days)
    return {
        "facts": [StatedFact(text="The import takes an hour", occurred_on=now.date())],
        "agreements": [StatedAgreement(text="Ten minutes is enough")],
        "actions": [
            StatedAction(text="Profile the import", owner_id=cast.omar.id, due_on=due_on),
            StatedAction(text="Get a faster disk", owner_id=cast.mei.id, due_on=due_on),
        ],
    }


async def planned(cast: Cast, *, now: datetime = NOON) -> Conversation:
    async with open_work(cast.place, acting(cast.mei), now=now) as work:
        return await plan_conversation(work, subject_id=cast.omar.id, kind=Kind.COACHING)


async def scheduled(
    cast: Cast, *, now: datetime = NOON, talk: Conversation | None = None
) -> Conversation:
    """The one that is given, which is planned already, or another."""
    conversation = talk or await planned(cast, now=now)
    start = now + timedelta(hours=1)
    async with open_work(cast.place, acting(cast.mei), now=now) as work:
        return await schedule_conversation(
            work, conversation_id=conversation.id, starts_at=start, ends_at=start + HALF_AN_HOUR
        )


async def prepared(
    cast: Cast, *, now: datetime = NOON, talk: Conversation | None = None
) -> Conversation:
    conversation = await scheduled(cast, now=now, talk=talk)
    async with open_work(cast.place, acting(cast.mei), now=now) as work:
        await add_fact(work, conversation_id=conversation.id, text="The import is slow")
        return await prepare_conversation(work, conversation_id=conversation.id)


async def ready(
    cast: Cast, *, now: datetime = NOON, talk: Conversation | None = None
) -> Conversation:
    conversation = await prepared(cast, now=now, talk=talk)
    async with open_work(cast.place, acting(cast.mei), now=now) as work:
        return await complete_preparation(work, conversation_id=conversation.id)


async def started(
    cast: Cast, *, now: datetime = NOON, talk: Conversation | None = None
) -> Conversation:
    conversation = await ready(cast, now=now, talk=talk)
    async with open_work(cast.place, acting(cast.mei), now=now) as work:
        return await start_conversation(work, conversation_id=conversation.id)


async def held(
    cast: Cast, *, now: datetime = NOON, talk: Conversation | None = None
) -> Conversation:
    conversation = await started(cast, now=now, talk=talk)
    for side in (cast.mei, cast.omar):
        async with open_work(cast.place, acting(side), now=now) as work:
            conversation = await confirm_held(work, conversation_id=conversation.id)
    return conversation


async def recorded(
    cast: Cast, *, now: datetime = NOON, days: int = 14, talk: Conversation | None = None
) -> Record:
    """A draft, with the actions due in so many days."""
    conversation = await held(cast, now=now, talk=talk)
    async with open_work(cast.place, acting(cast.mei), now=now) as work:
        return await record_conversation(
            work, conversation_id=conversation.id, **told(cast, now=now, days=days)
        )


async def shared(
    cast: Cast, *, now: datetime = NOON, days: int = 14, talk: Conversation | None = None
) -> Record:
    record = await recorded(cast, now=now, days=days, talk=talk)
    async with open_work(cast.place, acting(cast.mei), now=now) as work:
        return await share_record(work, record_id=record.id)
