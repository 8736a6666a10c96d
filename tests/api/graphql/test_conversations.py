"""Conversations, records, promises and scorecards, as a client asks for them."""

from datetime import timedelta
from typing import Any

import pytest

from domain.conversations.preparation import Visibility
from domain.conversations.talking import write_note
from domain.people.person import Person
from domain.scorecards.commands import recompute_scorecard
from domain.scorecards.period import Grain
from infra import clock
from infra.database import Place
from tenants.work import open_work
from tests.asking import Asking
from tests.people import NOON, TODAY, Cast, acting, hire_cast
from tests.talks import prepared, scheduled, shared

ERRORS = "userErrors { code field message }"


async def do(cast: Cast, who: Person, deed: str, shown: str, **given: Any) -> Any:  # noqa: ANN401 - JSON
    """The payload of one mutation."""
    kind = deed[0].upper() + deed[1:] + "Input"
    document = f"mutation M($input: {kind}!) {{ {deed}(input: $input) {{ {shown} {ERRORS} }} }}"
    asked = await Asking(cast.place, acting(who)).ask(document, input=given)
    return asked[deed]


async def done(cast: Cast, who: Person, deed: str, shown: str, **given: Any) -> Any:  # noqa: ANN401 - JSON
    """As `do`, of a deed that is not refused."""
    payload = await do(cast, who, deed, shown, **given)
    assert payload["userErrors"] == []
    return payload


async def test_a_client_goes_the_whole_way(acme: Place) -> None:
    cast = await hire_cast(acme)
    mei, omar = cast.mei, cast.omar
    state = "conversation { id state }"
    planned = await done(
        cast, omar, "planConversation", state, subjectId=str(omar.id), kind="COACHING"
    )
    talk = {"conversationId": planned["conversation"]["id"]}
    start = clock.now() + timedelta(hours=1)
    times = {
        "startsAt": start.isoformat(),
        "endsAt": (start + timedelta(minutes=20)).isoformat(),
    }
    await done(cast, mei, "scheduleConversation", state, **talk, **times)
    await done(cast, mei, "prepareConversation", state, **talk)
    refused = await do(cast, mei, "completePreparation", state, **talk)
    assert [(each["code"], each["field"]) for each in refused["userErrors"]] == [
        ("CONFLICT", ["conversationId"])
    ]
    added = await done(
        cast, omar, "addFact", "fact { text author { name } }", **talk, text="It is slow"
    )
    assert added["fact"] == {"text": "It is slow", "author": {"name": "Omar"}}
    for deed in ("completePreparation", "startConversation", "confirmHeld"):
        await done(cast, mei, deed, state, **talk)
    held = await done(cast, omar, "confirmHeld", state, **talk)
    assert held["conversation"]["state"] == "HELD"
    due_on = (start.date() + timedelta(days=7)).isoformat()
    recorded = await done(
        cast,
        mei,
        "recordConversation",
        "record { id state current { number facts { text } } }",
        **talk,
        facts=[{"text": "An hour"}],
        agreements=[{"text": "Ten minutes"}],
        actions=[{"text": "A disk", "ownerId": str(mei.id), "dueOn": due_on}],
    )
    assert recorded["record"]["current"] == {"number": 1, "facts": [{"text": "An hour"}]}
    record = {"recordId": recorded["record"]["id"]}
    await done(cast, mei, "shareRecord", "record { state }", **record)
    answered = await done(
        cast,
        omar,
        "acknowledgeRecord",
        "record { state conversation { state commitments(first: 9) { nodes { id text state } } } }",
        **record,
        version=1,
    )
    (promise,) = answered["record"]["conversation"]["commitments"]["nodes"]
    assert (answered["record"]["state"], promise["text"]) == ("ACKNOWLEDGED", "A disk")
    kept = await done(
        cast,
        omar,
        "fulfilCommitment",
        "commitment { state settled owner { name } }",
        commitmentId=promise["id"],
    )
    assert kept["commitment"] == {"state": "FULFILLED", "settled": True, "owner": {"name": "Mei"}}
    closed = await done(cast, mei, "closeConversation", state, **talk)
    assert closed["conversation"]["state"] == "CLOSED"


@pytest.mark.requirement(107)
async def test_an_action_without_an_owner_or_a_date_is_no_action(acme: Place) -> None:
    cast = await hire_cast(acme)
    asking = Asking(acme, acting(cast.mei))
    refusals = await asking.refusals(
        """mutation M($input: RecordConversationInput!) {
          recordConversation(input: $input) { userErrors { message } } }""",
        input={
            "conversationId": str(cast.mei.id),
            "facts": [{"text": "A"}],
            "actions": [{"text": "B"}],
        },
    )
    assert len(refusals) == 2
    assert "ownerId" in refusals[0]
    assert "dueOn" in refusals[1]


EVERYTHING = """query {
  conversations(first: 10) { nodes {
    state
    facts { text snapshot author { name } }
    questions { type }
    notes { text }
    talkingPoints { text }
    agenda { commitment { text } }
    commitments(first: 10) { nodes { text } }
    record { state current { facts { text } } versions { number } }
  } }
}"""


@pytest.mark.requirement(239)
@pytest.mark.parametrize(
    ("who", "facts", "notes", "promises", "said"),
    [
        ("mei", 1, 0, 2, {"facts": [{"text": "The import takes an hour"}]}),
        ("omar", 1, 1, 2, {"facts": [{"text": "The import takes an hour"}]}),
        ("hua", 0, 0, 0, None),
        ("wei", 0, 0, 0, None),
    ],
)
async def test_what_was_said_is_not_for_those_who_only_see_that_it_was(
    acme: Place,
    who: str,
    facts: int,
    notes: int,
    promises: int,
    said: dict[str, Any] | None,
) -> None:
    cast = await hire_cast(acme)
    record = await shared(cast)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        await write_note(
            work,
            conversation_id=record.conversation_id,
            text="Mine",
            visibility=Visibility.AUTHOR_ONLY,
        )
    seen = await Asking(acme, acting(getattr(cast, who))).ask(EVERYTHING)
    (talk,) = seen["conversations"]["nodes"]
    assert (talk["state"], talk["record"]["state"]) == ("RECORDED", "SHARED")
    assert (len(talk["facts"]), len(talk["notes"])) == (facts, notes)
    assert len(talk["commitments"]["nodes"]) == promises
    assert talk["record"]["current"] == said


@pytest.mark.parametrize("who", ["ana", "ivan"])
async def test_others_see_nothing_at_all(acme: Place, who: str) -> None:
    cast = await hire_cast(acme)
    await shared(cast)
    seen = await Asking(acme, acting(getattr(cast, who))).ask(EVERYTHING)
    assert seen == {"conversations": {"nodes": []}}


async def test_a_private_note_is_not_there_by_its_id_either(acme: Place) -> None:
    cast = await hire_cast(acme)
    talk = await prepared(cast)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        note = await write_note(work, conversation_id=talk.id, text="Mine")
    document = "query Q($id: ID!) { node(id: $id) { ... on ConversationNote { text } } }"
    seen = {}
    for person in (cast.omar, cast.mei, cast.wei):
        asked = await Asking(acme, acting(person)).ask(document, id=str(note.id))
        seen[person.name] = asked["node"]
    assert seen == {"Omar": {"text": "Mine"}, "Mei": None, "Wei": None}


async def test_questions_come_in_the_reader_s_language(acme: Place) -> None:
    cast = await hire_cast(acme)
    await prepared(cast)
    document = "{ conversations(first: 9) { nodes { questions { text } } } }"
    asking = Asking(acme, acting(cast.omar), locale="zh-CN")
    (talk,) = (await asking.ask(document))["conversations"]["nodes"]
    assert talk["questions"][0] == {"text": "你觉得这件事最大的难点在哪里？"}


async def test_a_manager_reads_her_reports_their_talks_and_promises_at_once(acme: Place) -> None:
    cast = await hire_cast(acme)
    await shared(cast)
    seen = await Asking(acme, acting(cast.mei)).ask(
        """{ viewer { reports(first: 9) { nodes { name
          goals(first: 9) { nodes { title } }
          conversations(first: 9, orderBy: STARTS_AT_ASC, filter: { states: [RECORDED] }) { nodes {
            kind commitments(first: 9, orderBy: DUE_ON_DESC) { totalCount } } } } } } }"""
    )
    talks = [{"kind": "COACHING", "commitments": {"totalCount": 2}}]
    assert seen["viewer"]["reports"]["nodes"] == [
        {"name": "Ana", "goals": {"nodes": []}, "conversations": {"nodes": []}},
        {"name": "Omar", "goals": {"nodes": []}, "conversations": {"nodes": talks}},
    ]


async def test_without_the_scope_nothing_is_said(acme: Place) -> None:
    cast = await hire_cast(acme)
    await scheduled(cast)
    asking = Asking(acme, acting(cast.mei), scopes=frozenset({"conversations:read"}))
    assert await asking.refusals("{ conversations(first: 9) { nodes { facts { text } } } }") == [
        "Your access lacks the scope conversations.content:read"
    ]


@pytest.mark.requirement(168)
async def test_a_scorecard_leads_to_what_it_was_counted_from(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await shared(cast)
    later = NOON + timedelta(days=15)
    async with open_work(acme, acting(cast.mei), now=later) as work:
        await recompute_scorecard(work, manager_id=cast.mei.id, grain=Grain.MONTH, day=TODAY)
    seen = await Asking(acme, acting(cast.hua)).ask(
        """{ scorecards(first: 9, filter: { grain: MONTH, on: "2026-06-10" }) { nodes {
          coverage followThrough commitmentsDue commitmentsKept manager { name }
          sources { indicator favourable conversation { id } } } } }"""
    )
    assert seen["scorecards"]["nodes"] == [
        {
            "coverage": None,
            "followThrough": 0.0,
            "commitmentsDue": 1,
            "commitmentsKept": 0,
            "manager": {"name": "Mei"},
            "sources": [
                {
                    "indicator": "FOLLOW_THROUGH",
                    "favourable": False,
                    "conversation": {"id": str(record.conversation_id)},
                }
            ],
        }
    ]


async def test_a_scorecard_is_not_for_those_below(acme: Place) -> None:
    cast = await hire_cast(acme)
    payload = await do(
        cast,
        cast.omar,
        "recomputeScorecard",
        "scorecard { id }",
        managerId=str(cast.mei.id),
        grain="MONTH",
        day="2026-06-10",
    )
    assert payload["scorecard"] is None
    assert [(each["code"], each["field"]) for each in payload["userErrors"]] == [
        ("NOT_ALLOWED", ["managerId"])
    ]


async def test_somebody_s_own_conversations_on_either_side(acme: Place) -> None:
    """HR sees that all take place, and yet asks for those that are their own."""
    cast = await hire_cast(acme)
    talk = await scheduled(cast)
    document = """query Q($who: ID!) {
        conversations(filter: { participantId: $who }, first: 5) { nodes { id } } }"""
    hua = Asking(cast.place, acting(cast.hua))
    found = {
        who.name: [
            node["id"]
            for node in (await hua.ask(document, who=str(who.id)))["conversations"]["nodes"]
        ]
        for who in (cast.mei, cast.omar, cast.ana, cast.hua)
    }
    assert found == {"Mei": [str(talk.id)], "Omar": [str(talk.id)], "Ana": [], "Hua": []}
