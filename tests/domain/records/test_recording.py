"""Writing, sharing, answering, amending and sealing a record."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from asyncpg.connection import LoggedQuery
from sqlalchemy import Select, event, func, select, text, update

from domain.actor import Actor, ActorKind
from domain.commitments.commands import fulfil_commitment
from domain.commitments.commitment import Commitment, CommitmentState
from domain.conversations.conversation import Conversation
from domain.conversations.states import ConversationState
from domain.errors import Conflict, NotAllowed, NotFound
from domain.records.account import StatedAction, StatedFact
from domain.records.answering import acknowledge_record, attach_statement, contest_record
from domain.records.chain import broken_links
from domain.records.commands import (
    amend_record,
    record_conversation,
    seal_record,
    share_record,
)
from domain.records.queries import (
    visible_record_actions,
    visible_record_agreements,
    visible_record_facts,
    visible_record_responses,
    visible_record_versions,
    visible_records,
)
from domain.records.record import Record, RecordState
from domain.records.version import RecordFact, RecordResponse, RecordVersion
from domain.viewer import Viewer
from infra.database import Place, app_engine
from tenants.work import open_work
from tests.domain.conversations.test_preparing import evidence_of
from tests.people import NOON, TODAY, Cast, acting, hire_cast
from tests.talks import held, recorded, shared, told

CONTENT = (
    visible_record_versions,
    visible_record_facts,
    visible_record_agreements,
    visible_record_actions,
)


async def count(cast: Cast, actor: Actor, what: Callable[[Viewer], Select[Any]]) -> int:
    async with open_work(cast.place, actor, now=NOON) as work:
        return len((await work.session.scalars(what(work.viewer))).all())


async def state_of(cast: Cast, record: Record) -> tuple[RecordState, int]:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        kept = await work.get(Record, record.id)
        return kept.state, kept.version


async def answered(cast: Cast, record: Record) -> Record:
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        return await acknowledge_record(work, record_id=record.id, version=record.version)


async def promises(cast: Cast) -> list[Commitment]:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return list(await work.session.scalars(select(Commitment).order_by(Commitment.id)))


@pytest.mark.requirement(105, 106, 107)
async def test_facts_agreements_and_actions_are_kept_in_order(acme: Place) -> None:
    cast = await hire_cast(acme)
    await recorded(cast)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        facts = await work.session.scalars(visible_record_facts(work.viewer))
        agreements = await work.session.scalars(visible_record_agreements(work.viewer))
        actions = await work.session.scalars(
            visible_record_actions(work.viewer).order_by(text("position"))
        )
        assert [fact.text for fact in facts] == ["The import takes an hour"]
        assert [agreement.text for agreement in agreements] == ["Ten minutes is enough"]
        assert [(each.text, each.owner_id) for each in actions] == [
            ("Profile the import", cast.omar.id),
            ("Get a faster disk", cast.mei.id),
        ]


async def test_recording_takes_few_statements(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await held(cast)
    told_of: list[str] = []

    def listen(*heard: object) -> None:
        told_of.append(str(heard[2]))

    def overhear(heard: LoggedQuery) -> None:
        """What is often executed goes to the driver itself; it tells of some of the others, too."""
        if heard.query not in told_of:
            told_of.append(heard.query)

    event.listen(app_engine().sync_engine, "before_cursor_execute", listen)
    try:
        async with open_work(acme, acting(cast.mei), now=NOON) as work:
            raw = await (await work.session.connection()).get_raw_connection()
            driver = raw.driver_connection
            driver.add_query_logger(overhear)
            await record_conversation(work, conversation_id=conversation.id, **told(cast))
    finally:
        event.remove(app_engine().sync_engine, "before_cursor_execute", listen)
        driver.remove_query_logger(overhear)
    verbs = [each.split()[0] for each in told_of]
    # Taking on the tenant and the conversation; record, version, three kinds of parts, event, job.
    assert (verbs.count("SELECT"), verbs.count("INSERT"), verbs.count("UPDATE")) == (2, 7, 1)


async def test_the_same_record_sent_twice_is_one(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await held(cast)
    made = []
    for _ in range(2):
        async with open_work(acme, acting(cast.mei), now=NOON) as work:
            record = await record_conversation(work, conversation_id=conversation.id, **told(cast))
            made.append(record.id)
    assert made[0] == made[1]


async def test_other_words_the_second_time_are_refused(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await recorded(cast)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Conflict, match="recorded already"):
            await record_conversation(
                work,
                conversation_id=record.conversation_id,
                facts=[StatedFact(text="Something else")],
            )


async def test_only_the_manager_records(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await held(cast)
    refusals = {"omar": NotAllowed, "ana": NotFound, "hua": NotAllowed, "wei": NotAllowed}
    for who, refusal in refusals.items():
        with pytest.raises(refusal):
            async with open_work(acme, acting(getattr(cast, who)), now=NOON) as work:
                await record_conversation(work, conversation_id=conversation.id, **told(cast))
    async with open_work(acme, Actor.system(), now=NOON) as work:
        kept = await work.get(Conversation, conversation.id)
        assert kept.state is ConversationState.HELD
        assert await work.session.scalar(select(func.count(Record.id))) == 0


@pytest.mark.requirement(112)
@pytest.mark.parametrize(("days", "late"), [(3, False), (4, True)])
async def test_a_late_record_is_marked(acme: Place, days: int, *, late: bool) -> None:
    cast = await hire_cast(acme)
    conversation = await held(cast)
    now = NOON + timedelta(days=days)
    async with open_work(acme, acting(cast.mei), now=now) as work:
        record = await record_conversation(
            work, conversation_id=conversation.id, **told(cast, now=now)
        )
    assert (record.late, record.occurred_at, record.recorded_at) == (late, NOON, now)


async def test_evidence_is_frozen_with_the_fact(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await held(cast)
    evidence = await evidence_of(cast, "omar", days_ago=2)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await record_conversation(
            work,
            conversation_id=conversation.id,
            facts=[StatedFact(text="He fixed it", evidence_id=evidence.id)],
        )
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        fact = (await work.session.scalars(select(RecordFact))).one()
        assert fact.snapshot is not None
        assert fact.snapshot["title"] == "Resolved 2 days ago"


async def test_evidence_about_somebody_else_is_not_there(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await held(cast)
    foreign = await evidence_of(cast, "ana", days_ago=2)
    with pytest.raises(NotFound) as refused:
        async with open_work(acme, acting(cast.mei), now=NOON) as work:
            await record_conversation(
                work,
                conversation_id=conversation.id,
                facts=[StatedFact(text="A"), StatedFact(text="B", evidence_id=foreign.id)],
            )
    assert refused.value.field == "facts.1.evidence_id"
    async with open_work(acme, Actor.system(), now=NOON) as work:
        assert await work.session.scalar(select(func.count(Record.id))) == 0


async def test_a_draft_is_the_managers(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await recorded(cast)
    seen = [await count(cast, acting(cast.omar), what) for what in (visible_records, *CONTENT)]
    assert seen == [0, 0, 0, 0, 0]
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        with pytest.raises(NotFound):
            await acknowledge_record(work, record_id=record.id, version=1)


async def test_what_it_says_is_for_the_two(acme: Place) -> None:
    cast = await hire_cast(acme)
    await shared(cast)
    for who, seen in {
        "mei": [1, 1, 1, 1, 2],
        "omar": [1, 1, 1, 1, 2],
        "ana": [0, 0, 0, 0, 0],
        "ivan": [0, 0, 0, 0, 0],
        "hua": [1, 0, 0, 0, 0],
        "wei": [1, 0, 0, 0, 0],
    }.items():
        actor = acting(getattr(cast, who))
        assert [await count(cast, actor, what) for what in (visible_records, *CONTENT)] == seen


@pytest.mark.requirement(122)
async def test_shared_actions_are_promises_of_both_sides(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await recorded(cast)
    assert await promises(cast) == []
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await share_record(work, record_id=record.id)
    made = [(each.owner_id, each.counterpart_id, each.text) for each in await promises(cast)]
    assert made == [
        (cast.omar.id, cast.mei.id, "Profile the import"),
        (cast.mei.id, cast.omar.id, "Get a faster disk"),
    ]


async def test_only_the_employee_answers(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await shared(cast)
    refusals = {"mei": NotAllowed, "ana": NotFound, "hua": NotAllowed, "wei": NotAllowed}
    for who, refusal in refusals.items():
        with pytest.raises(refusal):
            async with open_work(acme, acting(getattr(cast, who)), now=NOON) as work:
                await acknowledge_record(work, record_id=record.id, version=1)
    assert await state_of(cast, record) == (RecordState.SHARED, 1)


@pytest.mark.parametrize("kind", [ActorKind.AI, ActorKind.PLUGIN])
async def test_no_program_shares_answers_or_seals(acme: Place, kind: ActorKind) -> None:
    cast = await hire_cast(acme)
    record = await shared(cast)
    engine = Actor(kind=kind, person_id=cast.omar.id)
    as_manager = Actor(kind=kind, person_id=cast.mei.id)
    for actor, deed in (
        (as_manager, share_record),
        (as_manager, seal_record),
        (engine, acknowledge_record),
    ):
        given = {"version": 1} if deed is acknowledge_record else {}
        with pytest.raises(NotAllowed):
            async with open_work(acme, actor, now=NOON) as work:
                await deed(work, record_id=record.id, **given)
    assert await state_of(cast, record) == (RecordState.SHARED, 1)


async def test_the_employees_statement_stays_with_it(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await shared(cast)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        await contest_record(work, record_id=record.id, version=1, statement="I was on leave")
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        await attach_statement(work, record_id=record.id, statement="See my calendar")
    assert await state_of(cast, record) == (RecordState.CONTESTED, 1)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        said = await work.session.scalars(
            visible_record_responses(work.viewer).order_by(RecordResponse.id)
        )
        assert [each.statement for each in said] == ["I was on leave", "See my calendar"]


@pytest.mark.requirement(109)
async def test_an_amendment_keeps_the_original_and_asks_anew(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await answered(cast, await shared(cast))
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await amend_record(
            work,
            record_id=record.id,
            reason="It was half an hour",
            **(told(cast) | {"facts": [StatedFact(text="The import takes half an hour")]}),
        )
    assert await state_of(cast, record) == (RecordState.SHARED, 2)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        facts = await work.session.scalars(
            select(RecordFact.text).join(RecordVersion).order_by(RecordVersion.number)
        )
        assert list(facts) == ["The import takes an hour", "The import takes half an hour"]


async def test_an_amended_draft_stays_a_draft(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await recorded(cast)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await amend_record(work, record_id=record.id, reason="A typing mistake", **told(cast))
    assert await state_of(cast, record) == (RecordState.DRAFT, 2)
    assert await promises(cast) == []


async def test_what_an_amendment_drops_is_dropped_when_the_other_agrees(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await shared(cast)
    before = await promises(cast)
    due_on = TODAY + timedelta(days=30)
    new = StatedAction(text="Buy a disk", owner_id=cast.mei.id, due_on=due_on)
    kept = told(cast)["actions"][0]
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await amend_record(
            work,
            record_id=record.id,
            reason="Another disk",
            facts=told(cast)["facts"],
            actions=[kept, new],
        )
    after = await promises(cast)
    assert [each.text for each in after] == [*(each.text for each in before), "Buy a disk"]
    assert {each.state for each in after} == {CommitmentState.OPEN}
    wanted = {each.text: each.release_wanted_by_id for each in after}
    assert wanted == {
        "Profile the import": None,
        "Get a faster disk": cast.mei.id,
        "Buy a disk": None,
    }


async def test_a_settled_promise_survives_an_amendment(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await shared(cast)
    (his,) = [each for each in await promises(cast) if each.owner_id == cast.omar.id]
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await fulfil_commitment(work, commitment_id=his.id)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await amend_record(
            work, record_id=record.id, reason="Nothing left", facts=told(cast)["facts"]
        )
    states = {each.text: each.state for each in await promises(cast)}
    assert states["Profile the import"] is CommitmentState.FULFILLED


async def test_a_sealed_record_is_not_amended(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await answered(cast, await shared(cast))
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await seal_record(work, record_id=record.id)
    with pytest.raises(Conflict, match="sealed"):
        async with open_work(acme, acting(cast.mei), now=NOON) as work:
            await amend_record(work, record_id=record.id, reason="Oh", **told(cast))
    assert await state_of(cast, record) == (RecordState.SEALED, 1)


async def test_before_it_is_answered_it_is_not_sealed(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await shared(cast)
    async with open_work(acme, Actor.system(), now=NOON) as work:
        with pytest.raises(Conflict, match="shared"):
            await seal_record(work, record_id=record.id)


@pytest.mark.requirement(14, 109)
async def test_the_chain_shows_what_was_changed_behind_its_back(acme: Place) -> None:
    cast = await hire_cast(acme)
    first, _ = [await shared(cast, now=NOON + timedelta(days=day)) for day in (0, 1)]
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        assert await broken_links(work, subject_id=cast.omar.id) == []
    async with open_work(acme, Actor.system(), now=NOON) as work:
        version = await work.session.scalar(
            select(RecordVersion.id).where(RecordVersion.record_id == first.id)
        )
        await work.session.execute(
            update(RecordFact).where(RecordFact.version_id == version).values(text="All is well")
        )
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        assert await broken_links(work, subject_id=cast.omar.id) == [version]


async def test_a_colleague_does_not_check_the_chain(acme: Place) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, acting(cast.ana), now=NOON) as work:
        with pytest.raises(NotAllowed):
            await broken_links(work, subject_id=cast.omar.id)
