"""What two people said to each other, and to nobody else."""

from datetime import date
from uuid import UUID

from domain.commitments.carry_over import CarryOver
from domain.commitments.commands import carry_over_commitment
from domain.commitments.commitment import Commitment
from domain.conversations.loaded_commitment import LoadedCommitment
from domain.conversations.preparation import PrepFact, PrepQuestion, QuestionType, Visibility
from domain.conversations.preparing import add_fact, add_question
from domain.conversations.talking import raise_talking_point, write_note
from domain.conversations.talking_point import ConversationNote, TalkingPoint
from domain.records.answering import attach_statement
from domain.records.version import (
    RecordAction,
    RecordAgreement,
    RecordFact,
    RecordResponse,
    RecordVersion,
)
from infra import clock
from tests import talks
from tests.api.actors.company import Company
from tests.api.actors.deed import Given
from tests.api.actors.table import conversations, records
from tests.api.actors.thing import Thing, newest


async def a_promise_put_off(c: Company) -> Given:
    given = await records.a_later_day(c)
    async with c.by(c.cast.omar) as work:
        await carry_over_commitment(
            work, commitment_id=UUID(given["commitmentId"]), reason="The disk came late",
            due_on=date.fromisoformat(given["dueOn"]),
        )  # fmt: skip
    return given


async def a_private_note(c: Company) -> Given:
    talk = await talks.planned(c.cast, now=clock.now())
    async with c.by(c.cast.mei) as work:
        await write_note(work, conversation_id=talk.id, text="Ask again")
    return {}


async def a_shared_fact(c: Company) -> Given:
    talk = await talks.planned(c.cast, now=clock.now())
    async with c.by(c.cast.mei) as work:
        await add_fact(work, conversation_id=talk.id, text="The import is slow")
    return {}


async def a_private_question(c: Company) -> Given:
    talk = await talks.planned(c.cast, now=clock.now())
    async with c.by(c.cast.omar) as work:
        await add_question(
            work, conversation_id=talk.id, text="Why me?", type=QuestionType.EXPLORE,
            visibility=Visibility.AUTHOR_ONLY,
        )  # fmt: skip
    return {}


async def a_private_point(c: Company) -> Given:
    async with c.by(c.cast.omar) as work:
        await raise_talking_point(
            work, subject_id=c.cast.omar.id, text="More pay", visibility=Visibility.AUTHOR_ONLY
        )
    return {}


async def something_owed(c: Company) -> Given:
    await records.a_shared_one(c)
    return await conversations.prepared(c)


async def a_statement(c: Company) -> Given:
    given = await records.a_shared_one(c)
    async with c.by(c.cast.omar) as work:
        await attach_statement(work, record_id=UUID(given["recordId"]), statement="And more")
    return given


SAID = {
    "CarryOver": Thing("EMD", newest(CarryOver, a_promise_put_off)),
    "Commitment": Thing("EMD", newest(Commitment, records.a_shared_one)),
    "ConversationNote": Thing("MD", newest(ConversationNote, a_private_note)),
    "LoadedCommitment": Thing("EMD", newest(LoadedCommitment, something_owed)),
    "PrepFact": Thing("EMD", newest(PrepFact, a_shared_fact)),
    "PrepQuestion": Thing("ED", newest(PrepQuestion, a_private_question)),
    "RecordAction": Thing("EMD", newest(RecordAction, records.a_shared_one)),
    "RecordAgreement": Thing("MD", newest(RecordAgreement, records.a_draft)),
    "RecordFact": Thing("EMD", newest(RecordFact, records.a_shared_one)),
    "RecordResponse": Thing("EMD", newest(RecordResponse, a_statement)),
    "RecordVersion": Thing("MD", newest(RecordVersion, records.a_draft)),
    "TalkingPoint": Thing("ED", newest(TalkingPoint, a_private_point)),
}
"""Of what is private the author's; of a record that is a draft the manager's."""
