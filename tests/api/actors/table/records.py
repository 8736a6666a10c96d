"""What was written down of a talk, and what was promised in it."""

from datetime import timedelta

from sqlalchemy import select

from domain.commitments.commitment import Commitment
from domain.records.answering import acknowledge_record
from infra import clock
from tests import talks
from tests.api.actors.company import Company
from tests.api.actors.deed import Deed, Given


async def held(c: Company) -> Given:
    talk = await talks.held(c.cast, now=clock.now())
    return {"conversationId": str(talk.id), **_account()}


def _account() -> Given:
    return {"facts": [{"text": "The import takes an hour"}]}


async def a_draft(c: Company) -> Given:
    return {"recordId": str((await talks.recorded(c.cast, now=clock.now())).id)}


async def a_shared_one(c: Company) -> Given:
    return {"recordId": str((await talks.shared(c.cast, now=clock.now())).id)}


async def other_words(c: Company) -> Given:
    return {**await a_shared_one(c), "reason": "Forgot a thing", **_account()}


async def a_version(c: Company) -> Given:
    return {**await a_shared_one(c), "version": 1}


async def a_version_and_a_statement(c: Company) -> Given:
    return {**await a_version(c), "statement": "Not so"}


async def a_statement(c: Company) -> Given:
    return {**await a_shared_one(c), "statement": "And more"}


async def an_answered_one(c: Company) -> Given:
    record = await talks.shared(c.cast, now=clock.now())
    async with c.by(c.cast.omar) as work:
        await acknowledge_record(work, record_id=record.id, version=1)
    return {"recordId": str(record.id)}


async def _promise(c: Company) -> Given:
    """Omar's, to Mei."""
    record = await talks.shared(c.cast, now=clock.now())
    async with c.system() as work:
        theirs = select(Commitment.id).where(
            Commitment.conversation_id == record.conversation_id,
            Commitment.owner_id == c.cast.omar.id,
        )
        return {"commitmentId": str(await work.session.scalar(theirs))}


async def a_promise(c: Company) -> Given:
    return await _promise(c)


async def a_later_day(c: Company) -> Given:
    day = clock.now().date() + timedelta(days=30)
    return {**await _promise(c), "dueOn": str(day), "reason": "The disk came late"}


RECORDS = {
    "recordConversation": Deed("M", held, hidden="O"),
    "shareRecord": Deed("M", a_draft, hidden="EOL"),
    "amendRecord": Deed("M", other_words, hidden="OL"),
    "acknowledgeRecord": Deed("E", a_version, hidden="OL"),
    "contestRecord": Deed("E", a_version_and_a_statement, hidden="OL"),
    "attachStatement": Deed("E", a_statement, hidden="OL"),
    "sealRecord": Deed("MH", an_answered_one, hidden="OL"),
    "fulfilCommitment": Deed("M", a_promise, hidden="OLHA"),
    "carryOverCommitment": Deed("EM", a_later_day, hidden="OLHA"),
    "releaseCommitment": Deed("EM", a_promise, hidden="OLHA"),
}
