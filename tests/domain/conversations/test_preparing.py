"""What a conversation is prepared with, and when that is enough."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain.actor import Actor
from domain.conversations.commands import answer_touchpoint, schedule_conversation
from domain.conversations.conversation import Conversation, Kind
from domain.conversations.ending import cancel_conversation
from domain.conversations.loaded_commitment import LoadedCommitment
from domain.conversations.preparation import (
    FactOrigin,
    PrepFact,
    PrepQuestion,
    QuestionType,
    Visibility,
)
from domain.conversations.preparing import (
    add_fact,
    add_question,
    complete_preparation,
    prepare_conversation,
)
from domain.conversations.question_bank import BANK, outline_for
from domain.conversations.states import ConversationState
from domain.errors import Conflict, Invalid, NotAllowed, NotFound
from domain.policy.commands import install_default_rules
from domain.policy.queries import visible_touchpoints
from domain.policy.touchpoint import Touchpoint, TouchpointState
from domain.signals.evidence import Evidence
from infra.database import Place
from tenants.work import open_work
from tests.builders import an_active_goal
from tests.jobs import run_pending_jobs
from tests.people import NOON, Cast, acting, hire_cast
from tests.signals import points_ending_now, push_points
from tests.talks import HALF_AN_HOUR, IN_AN_HOUR, prepared, ready, scheduled, shared


async def evidence_of(cast: Cast, name: str, *, days_ago: int) -> Evidence:
    """An issue that somebody resolved."""
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        evidence = Evidence(
            person_id=getattr(cast, name).id,
            source="jira",
            external_id=f"{name}-{days_ago}",
            kind="issue.resolved",
            title=f"Resolved {days_ago} days ago",
            url="https://jira.test/1",
            occurred_at=NOON - timedelta(days=days_ago),
            filed_at=NOON,
            changed_at=NOON,
        )
        work.add(evidence)
        return evidence


async def facts_of(cast: Cast, conversation: Conversation) -> list[PrepFact]:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        found = await work.session.scalars(
            select(PrepFact)
            .where(PrepFact.conversation_id == conversation.id)
            .order_by(PrepFact.occurred_at.desc())
        )
        return list(found)


async def prepare(cast: Cast, conversation: Conversation) -> Conversation:
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        return await prepare_conversation(work, conversation_id=conversation.id)


@pytest.mark.requirement(68)
async def test_evidence_of_the_window_is_proposed_with_its_link(acme: Place) -> None:
    cast = await hire_cast(acme)
    for days_ago in (3, 29, 31):
        await evidence_of(cast, "omar", days_ago=days_ago)
    await evidence_of(cast, "ana", days_ago=1)
    conversation = await scheduled(cast)
    await prepare(cast, conversation)
    facts = await facts_of(cast, conversation)
    assert [(fact.text["en"], fact.source, fact.url) for fact in facts] == [
        ("Resolved 3 days ago", "jira", "https://jira.test/1"),
        ("Resolved 29 days ago", "jira", "https://jira.test/1"),
    ]


async def test_preparing_again_proposes_nothing_twice(acme: Place) -> None:
    cast = await hire_cast(acme)
    await evidence_of(cast, "omar", days_ago=3)
    conversation = await scheduled(cast)
    for _ in range(2):
        await prepare(cast, conversation)
    async with open_work(acme, Actor.system(), now=NOON) as work:
        questions = await work.session.scalar(select(func.count(PrepQuestion.id)))
    assert (len(await facts_of(cast, conversation)), questions) == (1, 5)


@pytest.mark.requirement(70)
async def test_what_changes_at_the_source_leaves_the_snapshot_alone(acme: Place) -> None:
    cast = await hire_cast(acme)
    evidence = await evidence_of(cast, "omar", days_ago=3)
    conversation = await scheduled(cast)
    await prepare(cast, conversation)
    async with open_work(acme, Actor.system(), now=NOON) as work:
        (await work.get(Evidence, evidence.id)).title = "Reopened"
    await prepare(cast, conversation)
    (fact,) = await facts_of(cast, conversation)
    assert (fact.text["en"], fact.snapshot["title"]) == ("Resolved 3 days ago",) * 2


@pytest.mark.requirement(67, 71, 72, 73)
async def test_without_a_fact_it_is_not_ready(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await prepare(cast, await scheduled(cast))
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Conflict, match=r"still needs a fact$"):
            await complete_preparation(work, conversation_id=conversation.id)


async def test_a_private_fact_is_no_floor_for_both(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await prepare(cast, await scheduled(cast))
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await add_fact(
            work,
            conversation_id=conversation.id,
            text="He looked tired",
            visibility=Visibility.AUTHOR_ONLY,
        )
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Conflict, match=r"still needs a fact$"):
            await complete_preparation(work, conversation_id=conversation.id)


@pytest.mark.requirement(77)
async def test_the_employee_adds_facts_and_questions(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await prepared(cast)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        fact = await add_fact(work, conversation_id=conversation.id, text=" I was on call ")
        question = await add_question(
            work,
            conversation_id=conversation.id,
            type=QuestionType.CONFIRM,
            text="May I work from Lisbon in May?",
        )
    assert (fact.author_id, fact.text["zh-CN"]) == (cast.omar.id, "I was on call")
    assert (fact.origin, question.author_id) == (FactOrigin.PERSON, cast.omar.id)


async def test_with_all_it_needs_it_is_ready(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await ready(cast)
    assert (conversation.state, conversation.prepared_at) == (ConversationState.READY, NOON)


async def test_evidence_about_somebody_else_is_not_there(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await prepared(cast)
    foreign = await evidence_of(cast, "ana", days_ago=3)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(NotFound):
            await add_fact(
                work, conversation_id=conversation.id, text="Look", evidence_id=foreign.id
            )


@pytest.mark.parametrize("text", ["", " \n ", "a" * 4001, "a\x00b"])
async def test_words_that_say_nothing_or_cannot_be_kept(acme: Place, text: str) -> None:
    cast = await hire_cast(acme)
    conversation = await prepared(cast)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Invalid) as refused:
            await add_fact(work, conversation_id=conversation.id, text=text)
    assert refused.value.field == "text"


@pytest.mark.requirement(123)
async def test_what_is_owed_is_loaded_whoever_planned(acme: Place) -> None:
    cast = await hire_cast(acme)
    await shared(cast)
    conversation = await prepare(cast, await scheduled(cast))
    async with open_work(acme, Actor.system(), now=NOON) as work:
        loaded = await work.session.scalars(
            select(LoadedCommitment.id).where(LoadedCommitment.conversation_id == conversation.id)
        )
        assert len(loaded.all()) == 2


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("ana", NotFound), ("ivan", NotFound), ("hua", NotAllowed), ("wei", NotAllowed)],
)
async def test_nobody_else_prepares(acme: Place, who: str, refusal: type[Exception]) -> None:
    cast = await hire_cast(acme)
    conversation = await scheduled(cast)
    with pytest.raises(refusal):
        async with open_work(acme, acting(getattr(cast, who)), now=NOON) as work:
            await add_fact(work, conversation_id=conversation.id, text="Look")
    assert await facts_of(cast, conversation) == []


async def test_nothing_is_prepared_after_the_end(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await prepared(cast)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await cancel_conversation(work, conversation_id=conversation.id, reason="Omar is ill")
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(Conflict, match="is cancelled"):
            await add_fact(work, conversation_id=conversation.id, text="Look")


@pytest.mark.requirement(48, 81, 85)
def test_the_bank_has_the_questions_of_the_method() -> None:
    in_chinese = {question.text["zh-CN"] for question in BANK}
    assert in_chinese >= {
        "你怎么看？",
        "下一步准备怎么做？",
        "我能提供什么帮助？",
        "你怎么看待本季度的整体结果？",
        "如果给自己的表现打个分，你会打几分？为什么？",
        "回头看，有哪两件事是你最骄傲的？哪两件事最想重来一次？",
        "如果我只能帮你一件事，会希望我帮什么？",
        "你觉得这件事最大的难点在哪里？",
        "我可以提供哪三种支持，让你推进得更顺畅？",
    }
    assert all(question.text["en"] for question in BANK)


@pytest.mark.parametrize("kind", list(Kind))
def test_an_outline_has_five_questions_of_all_types(kind: Kind) -> None:
    outline = outline_for(kind)
    assert len(outline) == 5
    assert {question.type for question in outline} == set(QuestionType)


@pytest.mark.requirement(70)
async def test_the_numbers_that_made_a_rule_speak_up_come_first(acme: Place) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, Actor.system(), now=NOON) as work:
        await install_default_rules(work)
    await push_points(acme, points_ending_now(cast.omar, 6, 5, 4, 0))
    await run_pending_jobs(acme, now=NOON)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        touchpoint = (await work.session.scalars(visible_touchpoints(work.viewer))).one()
        conversation = await answer_touchpoint(work, touchpoint_id=touchpoint.id)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        await schedule_conversation(
            work,
            conversation_id=conversation.id,
            starts_at=IN_AN_HOUR,
            ends_at=IN_AN_HOUR + HALF_AN_HOUR,
        )
    await run_pending_jobs(acme, now=NOON)
    (fact,) = await facts_of(cast, conversation)
    assert fact.text == {
        "en": "issues resolved (issues), week by week 2026-05-11–2026-06-01: 6, 5, 4, 0",
        "zh-CN": "issues resolved（项），2026-05-11–2026-06-01 逐周：6, 5, 4, 0",
    }
    assert [point["value"] for point in fact.snapshot["points"]] == [6, 5, 4, 0]
    async with open_work(acme, Actor.system(), now=NOON) as work:
        kept = await work.get(Conversation, conversation.id)
        followed = await work.get(Touchpoint, touchpoint.id)
    assert (kept.kind, kept.state) == (Kind.COACHING, ConversationState.PREPARING)
    assert followed.state is TouchpointState.SCHEDULED


@pytest.mark.requirement(68)
async def test_how_the_goals_stand_is_among_the_facts(acme: Place) -> None:
    cast = await hire_cast(acme)
    await an_active_goal(cast)
    conversation = await prepare(cast, await scheduled(cast))
    (fact,) = await facts_of(cast, conversation)
    assert fact.text["en"] == "Goal “Fewer defects reach customers”: no check-in yet"
    assert fact.snapshot["key_results"][0]["target"] == 10


async def test_a_touchpoint_is_answered_once(acme: Place) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, Actor.system(), now=NOON) as work:
        await install_default_rules(work)
    await push_points(acme, points_ending_now(cast.omar, 6, 5, 4, 0))
    await run_pending_jobs(acme, now=NOON)
    made = []
    for _ in range(2):
        async with open_work(acme, acting(cast.mei), now=NOON) as work:
            touchpoint = (await work.session.scalars(visible_touchpoints(work.viewer))).one()
            made.append((await answer_touchpoint(work, touchpoint_id=touchpoint.id)).id)
    assert made[0] == made[1]
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        with pytest.raises(Conflict):
            await answer_touchpoint(work, touchpoint_id=touchpoint.id)
