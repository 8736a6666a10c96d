"""Talks between the employee and their manager."""

from datetime import timedelta
from uuid import UUID

from domain.conversations.conversation import Conversation
from domain.conversations.talking import raise_talking_point
from domain.records.account import StatedFact
from domain.records.commands import record_conversation, share_record
from infra import clock
from tests import talks
from tests.api.actors.company import Company
from tests.api.actors.deed import Deed, Given
from tests.api.actors.table.signals import a_touchpoint


def this(talk: Conversation) -> dict[str, str]:
    return {"conversationId": str(talk.id)}


async def planned(c: Company) -> Given:
    return this(await talks.planned(c.cast, now=clock.now()))


async def scheduled(c: Company) -> Given:
    return this(await talks.scheduled(c.cast, now=clock.now()))


async def one_whose_time_has_passed(c: Company) -> Given:
    return this(await talks.scheduled(c.cast, now=clock.now() - timedelta(hours=3)))


async def prepared(c: Company) -> Given:
    return this(await talks.prepared(c.cast, now=clock.now()))


async def ready(c: Company) -> Given:
    return this(await talks.ready(c.cast, now=clock.now()))


async def started(c: Company) -> Given:
    return this(await talks.started(c.cast, now=clock.now()))


async def a_wish(c: Company) -> Given:
    return {"subjectId": str(c.cast.omar.id), "kind": "COACHING"}


async def a_time(c: Company) -> Given:
    begin = clock.now() + timedelta(hours=2 + next(c.numbers))
    times = {"startsAt": begin.isoformat(), "endsAt": (begin + timedelta(minutes=30)).isoformat()}
    return {**await planned(c), **times}


async def a_word_in_passing(c: Company) -> Given:
    return {"withPersonId": str(c.cast.omar.id), "text": "We met at the door"}


async def a_reason(c: Company) -> Given:
    return {**await planned(c), "reason": "Not needed"}


async def a_point(c: Company) -> Given:
    return {"subjectId": str(c.cast.omar.id), "text": "The import"}


async def a_point_raised(c: Company) -> Given:
    given = await started(c)
    async with c.by(c.cast.mei) as work:
        point = await raise_talking_point(work, subject_id=c.cast.omar.id, text="The import")
    return {**given, "talkingPointId": str(point.id)}


async def a_fact(c: Company) -> Given:
    return {**await planned(c), "text": "The import is slow"}


async def a_question(c: Company) -> Given:
    return {**await planned(c), "text": "Why?", "type": "EXPLORE"}


async def a_note(c: Company) -> Given:
    return {**await planned(c), "text": "Ask again"}


async def a_closable_one(c: Company) -> Given:
    """With nothing promised in it, or that would have to be kept first."""
    given = this(await talks.held(c.cast, now=clock.now()))
    async with c.by(c.cast.mei) as work:
        facts = [StatedFact(text="The import takes an hour")]
        record = await record_conversation(
            work, conversation_id=UUID(given["conversationId"]), facts=facts
        )
        await work.session.flush()
        await share_record(work, record_id=record.id)
    return given


# HR, admins and the line above see that there is a talk; for a colleague there is none.
CONVERSATIONS = {
    "planConversation": Deed("EM", a_wish),
    "answerTouchpoint": Deed("EM", a_touchpoint),
    "scheduleConversation": Deed("EM", a_time, hidden="O"),
    "logConversation": Deed("M", a_word_in_passing),
    "prepareConversation": Deed("EM", scheduled, hidden="O"),
    "completePreparation": Deed("EM", prepared, hidden="O"),
    "startConversation": Deed("EM", ready, hidden="O"),
    "confirmHeld": Deed("EM", started, hidden="O"),
    "closeConversation": Deed("EM", a_closable_one, hidden="O"),
    "cancelConversation": Deed("EM", a_reason, hidden="O"),
    "missConversation": Deed("EM", one_whose_time_has_passed, hidden="O"),
    "waiveConversation": Deed("H", a_reason, hidden="O"),
    "raiseTalkingPoint": Deed("EM", a_point),
    "discussTalkingPoint": Deed("EM", a_point_raised, hidden="O"),
    "addFact": Deed("EM", a_fact, hidden="O"),
    "addQuestion": Deed("EM", a_question, hidden="O"),
    "writeNote": Deed("EM", a_note, hidden="O"),
}
