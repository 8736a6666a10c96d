"""A talk from its invitation to its record, as the two of them go through it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from demo.living_company.cast import member
from demo.living_company.company import Company
from demo.living_company.promises import Later, promise, settle_agenda
from domain.commitments.commands import fulfil_commitment
from domain.conversations.commands import (
    KINDS,
    answer_touchpoint,
    plan_conversation,
    schedule_conversation,
)
from domain.conversations.conversation import Channel, Conversation, Kind
from domain.conversations.ending import close_conversation
from domain.conversations.holding import confirm_held, start_conversation
from domain.conversations.preparing import (
    add_fact,
    complete_preparation,
    prepare_conversation,
)
from domain.conversations.states import ConversationState
from domain.policy.touchpoint import OPEN, Touchpoint
from domain.records.account import StatedAction, StatedAgreement, StatedFact
from domain.records.answering import acknowledge_record, contest_record
from domain.records.commands import record_conversation, share_record
from domain.work import UnitOfWork

_TO_WRITE: Final = timedelta(minutes=25)


@dataclass(frozen=True)
class Promise:
    """Who does what, and on which day counted back from today; a day to come is below nought.

    Kept on that day, unless it is not: then the next talk deals with it, or nobody does.
    """

    owner: str
    text: str
    due: int
    kept: bool = True


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What the employee and their manager talk about, and what becomes of the record.

    Days are counted back from today. Without `read` the employee has yet to answer it; with
    `contested` they say what they see differently.
    """

    subject: str
    on: int
    hour: str = "14:00"
    minutes: int = 30
    kind: Kind = Kind.COACHING
    channel: Channel = Channel.IN_PERSON
    asked: int = 3
    """How many days before it was planned."""
    facts: Sequence[str]
    agreements: Sequence[str] = ()
    promises: Sequence[Promise] = ()
    later: Mapping[str, Later] = field(default_factory=dict)
    """Which earlier promises get a later day; the others were kept."""
    read: int | None = None
    """How many days ago they answered; the workday after the talk unless told."""
    statement: str | None = None
    contested: bool = False
    answered: bool = True

    async def played(self, company: Company) -> AsyncIterator[datetime]:
        manager = member(self.subject).manager or ""
        later = {text: (company.day(one.until), one.reason) for text, one in self.later.items()}
        yield company.at(self._asked(company), "08:50")
        start = self._start(company)
        async with company.acting(manager) as work:
            talk_id = await self._planned(work, company, start)
        yield start
        async with company.acting(manager) as work:
            await _begin(work, talk_id)
        yield (end := start + timedelta(minutes=self.minutes))
        async with company.acting(self.subject) as work:
            await confirm_held(work, conversation_id=talk_id)
            await settle_agenda(work, talk_id, later)
        yield end + _TO_WRITE
        async with company.acting(manager) as work:
            await confirm_held(work, conversation_id=talk_id)
            await settle_agenda(work, talk_id, later)
            record_id = await self._written(work, company, talk_id)
        if not self.answered:
            return
        yield self._answering(company)
        async with company.acting(self.subject) as work:
            await self._answer(work, record_id)
        yield company.now + _TO_WRITE
        async with company.acting(manager) as work:
            await close_conversation(work, conversation_id=talk_id)
        company.meanwhile.append(self._promises_kept(company, manager))

    def _asked(self, company: Company) -> int:
        """How many days ago it was planned: never on the day itself."""
        ago = self.on + self.asked
        while company.day(ago) == company.day(self.on):
            ago += 1
        return ago

    def _start(self, company: Company) -> datetime:
        """On its day, or on the first workday at which it can still be planned."""
        ago = self.on
        while company.at(ago, self.hour) <= company.now:
            ago -= 1
        return company.at(ago, self.hour)

    async def _promises_kept(self, company: Company, manager: str) -> AsyncIterator[datetime]:
        kept = [one for one in self.promises if one.kept and one.due > 0]
        for one in sorted(kept, key=lambda each: -each.due):
            yield company.at(one.due, "16:50")
            other = self.subject if one.owner == manager else manager
            async with company.acting(other) as work:
                made = await promise(work, company.ids[one.owner], one.text)
                await fulfil_commitment(work, commitment_id=made.id)

    async def _planned(self, work: UnitOfWork, company: Company, start: datetime) -> UUID:
        """What is due with the employee is answered; otherwise it is the manager's own idea."""
        subject_id = company.ids[self.subject]
        waiting = (
            select(Touchpoint.id)
            .where(
                Touchpoint.subject_id == subject_id,
                Touchpoint.state.in_(OPEN),
                Touchpoint.conversation_id.is_(None),
                Touchpoint.kind.in_([of for of, kind in KINDS.items() if kind is self.kind]),
            )
            .order_by(Touchpoint.due_on, Touchpoint.id)
            .limit(1)
        )
        due_id = await work.session.scalar(waiting)
        talk: Conversation = await (
            plan_conversation(work, subject_id=subject_id, kind=self.kind, channel=self.channel)
            if due_id is None
            else answer_touchpoint(work, touchpoint_id=due_id, channel=self.channel)
        )
        end = start + timedelta(minutes=self.minutes)
        await schedule_conversation(work, conversation_id=talk.id, starts_at=start, ends_at=end)
        await add_fact(work, conversation_id=talk.id, text=self.facts[0])
        return talk.id

    async def _written(self, work: UnitOfWork, company: Company, talk_id: UUID) -> UUID:
        record = await record_conversation(
            work,
            conversation_id=talk_id,
            facts=[StatedFact(text=text) for text in self.facts],
            agreements=[StatedAgreement(text=text) for text in self.agreements],
            actions=[
                StatedAction(
                    text=one.text, owner_id=company.ids[one.owner], due_on=company.day(one.due)
                )
                for one in self.promises
            ],
        )
        await share_record(work, record_id=record.id)
        return record.id

    def _answering(self, company: Company) -> datetime:
        day = max(self.on - 1, 0) if self.read is None else self.read
        return max(company.at(day, "09:20"), company.now + _TO_WRITE)

    async def _answer(self, work: UnitOfWork, record_id: UUID) -> None:
        if self.contested:
            said = self.statement or ""
            await contest_record(work, record_id=record_id, version=1, statement=said)
        else:
            said_too = self.statement
            await acknowledge_record(work, record_id=record_id, version=1, statement=said_too)


async def in_turn(company: Company, talks: Sequence[Talk]) -> AsyncIterator[datetime]:
    """One after the other, each to its end."""
    for talk in talks:
        async for moment in talk.played(company):
            yield moment


async def _begin(work: UnitOfWork, talk_id: UUID) -> None:
    """Tanlu has prepared it overnight, unless it was planned on the day itself."""
    talk = await work.get(Conversation, talk_id)
    if talk.state is ConversationState.SCHEDULED:
        await prepare_conversation(work, conversation_id=talk_id)
    await complete_preparation(work, conversation_id=talk_id)
    await start_conversation(work, conversation_id=talk_id)
