"""Every text of the schema is ours, or somebody's words, which are for those they were said to."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import orjson
import pytest
from graphql import GraphQLObjectType, get_named_type
from sqlalchemy import select

from api.graphql.schema import schema
from api.scopes import Scope
from domain.actor import Actor, ActorKind, Role
from domain.base import new_id
from domain.commitments.commands import carry_over_commitment
from domain.commitments.commitment import Commitment
from domain.conversations.ending import cancel_conversation, waive_conversation
from domain.conversations.holding import confirm_held
from domain.conversations.preparation import QuestionType, Visibility
from domain.conversations.preparing import add_fact, add_question
from domain.conversations.talking import raise_talking_point, write_note
from domain.nudges.commands import dismiss_nudge
from domain.people.commands import add_person, set_manager
from domain.people.person import Person
from domain.policy.commands import waive_touchpoint
from domain.records.account import StatedAction, StatedAgreement, StatedFact
from domain.records.answering import contest_record
from domain.records.commands import amend_record, record_conversation, share_record
from tenants.work import open_work
from tests.asking import EVERY_SCOPE, Asking
from tests.people import JOINED, NOON, TODAY, Cast, acting
from tests.talks import planned, started
from tests.touchpoints import a_touchpoint, nudge_for

LATER = timedelta(days=14)
CORE = schema._schema  # noqa: SLF001 - graphql-core's own schema

CONTENT = {
    "CarryOver": ["reason"],
    "Commitment": ["text"],
    "Conversation": ["exitReason"],
    "ConversationNote": ["text"],
    "Nudge": ["dismissedBecause"],
    "PrepFact": ["text"],
    "PrepQuestion": ["text"],
    "RecordAction": ["text"],
    "RecordAgreement": ["text"],
    "RecordFact": ["text"],
    "RecordResponse": ["statement"],
    "RecordVersion": ["reason"],
    "TalkingPoint": ["text"],
    "Touchpoint": ["waivedBecause"],
}
"""What the two of a talk say to each other or about it: for them, and for who wrote it."""

OF_CONTENT = {
    "PrepFact": ["source", "url", "snapshot"],
    "RecordFact": ["snapshot"],
    "RecordVersion": ["previousHash", "hash"],
}
"""What comes with it, and is seen by nobody else either."""

OF_GOALS = {
    "CheckIn": ["blocker", "resourceAsk"],
    "Goal": ["title", "why", "measure"],
    "GoalClosure": ["reason"],
    "GoalRevision": ["reason", "formerMeasure", "measure"],
    "KeyResult": ["title", "unit"],
    "TickWaiver": ["reason"],
}
"""A goal's own words: for its owner, the line above, HR, and plugins that HR has let see goals."""

OURS = {
    "Nudge": ["why", "what", "withdrawnBecause"],
    "Touchpoint": ["cancelledBecause"],
    "TriggerFiring": ["evidence", "withdrawnBecause"],
    "TriggerRule": ["metricKey"],
}
"""Our own sentences about metrics, goals and milestones."""

NO_TALKS = frozenset(
    {
        "AccessToken", "AdminNotice", "AuditEntry", "ContentReading", "DataSource", "DeadJob",
        "Delegation", "EmailDomain", "Evidence",
        "ExternalAccount", "HeldScope", "Identity", "IdentityProvider", "MetricSeries",
        "PageInfo", "Passkey", "Person", "PersonSession", "PluginInstallation", "PluginManifest",
        "PluginScope",
        "Session", "UserError", "Vendor", "VendorWay", "WebhookAttempt", "WebhookDelivery",
        "WebhookEndpoint", "WebhookEventType",
    }
)  # fmt: skip
"""Of the directory, of data from elsewhere, or of how Tanlu is set up."""

WORDS: Mapping[str, str] = {
    f"{kind}.{field}": f"SAID {kind} {field}"
    for kind, fields in CONTENT.items()
    for field in fields
} | {"Commitment.text": "SAID RecordAction text"}
"""What the fixture has them say; an action becomes a commitment."""
EVERYTHING = (
    "{ conversations(first: 5) { nodes { id exitReason facts { text } questions { text } } } }",
    "{ conversations(first: 5) { nodes { notes { text } talkingPoints { text } } } }",
    "{ conversations(first: 5) { nodes { agenda { commitment { text } } } } }",
    "{ commitments(first: 5) { nodes { text carryOvers { reason } } } }",
    "{ records(first: 5) { nodes { id current { reason } } } }",
    "{ records(first: 5) { nodes { versions { reason facts { text } } } } }",
    "{ records(first: 5) { nodes { versions { agreements { text } actions { text } } } } }",
    "{ records(first: 5) { nodes { versions { responses { statement } } } } }",
    "{ touchpoints(first: 5) { nodes { id waivedBecause } } }",
    "{ nudges(first: 5) { nodes { dismissedBecause } } }",
)


def texts_of(kind: GraphQLObjectType) -> list[str]:
    return [
        name
        for name, field in kind.fields.items()
        if get_named_type(field.type).name in {"String", "JSON"}
    ]


def test_every_text_is_known_for_what_it_is() -> None:
    unknown = {}
    for name, kind in CORE.type_map.items():
        if not isinstance(kind, GraphQLObjectType) or name.startswith("__") or name in NO_TALKS:
            continue
        if name.endswith(("Payload", "Connection", "Edge")):
            continue
        tables = (CONTENT, OF_CONTENT, OF_GOALS, OURS)
        known = {each for table in tables for each in table.get(name, [])}
        if texts := sorted(set(texts_of(kind)) - known):
            unknown[name] = texts
    assert unknown == {}


@pytest.fixture
async def said(cast: Cast) -> Cast:
    """Every word of theirs is said once, by Mei or Omar; Lena manages Mei."""
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        lena = await add_person(work, name="Lena", email="lena@acme.test", joined_on=JOINED)
        await set_manager(work, person_id=cast.mei.id, manager_id=lena.id, from_=JOINED)
    await _talk(cast)
    called_off = await planned(cast)
    due, other = await a_touchpoint(cast), await a_touchpoint(cast, cast.ana)
    nudge = await nudge_for(cast.place, other)
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        reason = WORDS["Conversation.exitReason"]
        await cancel_conversation(work, conversation_id=called_off.id, reason=reason)
        reason = WORDS["Touchpoint.waivedBecause"]
        await waive_touchpoint(work, touchpoint_id=due.id, reason=reason)
        await dismiss_nudge(work, nudge_id=nudge.id, reason=WORDS["Nudge.dismissedBecause"])
    return cast


async def _talk(cast: Cast) -> None:
    talk = await _held(cast)
    account = {
        "facts": [StatedFact(text=WORDS["RecordFact.text"], occurred_on=TODAY)],
        "agreements": [StatedAgreement(text=WORDS["RecordAgreement.text"])],
        "actions": [
            StatedAction(
                text=WORDS["RecordAction.text"], owner_id=cast.omar.id, due_on=TODAY + LATER
            )
        ],
    }
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        record = await record_conversation(work, conversation_id=talk, **account)
        await share_record(work, record_id=record.id)
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        said = WORDS["RecordResponse.statement"]
        await contest_record(work, record_id=record.id, version=1, statement=said)
        promise = (await work.session.scalars(select(Commitment))).one()
        await carry_over_commitment(
            work, commitment_id=promise.id, due_on=TODAY + 2 * LATER,
            reason=WORDS["CarryOver.reason"],
        )  # fmt: skip
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        await amend_record(
            work, record_id=record.id, reason=WORDS["RecordVersion.reason"], **account
        )


async def _held(cast: Cast) -> UUID:
    """With something in each place where one of them can say something."""
    talk = (await started(cast)).id
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        both = {"conversation_id": talk, "visibility": Visibility.PARTICIPANTS}
        await add_fact(work, text=WORDS["PrepFact.text"], **both)
        asked = WORDS["PrepQuestion.text"]
        await add_question(work, type=QuestionType.EXPLORE, text=asked, **both)
        await write_note(work, text=WORDS["ConversationNote.text"], **both)
        await raise_talking_point(work, subject_id=cast.omar.id, text=WORDS["TalkingPoint.text"])
    for who in (cast.mei, cast.omar):
        async with open_work(cast.place, acting(who), now=NOON) as work:
            await confirm_held(work, conversation_id=talk)
    return talk


async def heard(asking: Asking) -> str:
    return orjson.dumps([await asking.ask(each) for each in EVERYTHING]).decode()


@pytest.mark.parametrize("who", ["Hua", "Wei", "Lena", "Ivan", "plugin", "program"])
async def test_nobody_else_hears_what_was_said(said: Cast, who: str) -> None:
    roles = frozenset(Role)
    actor = {
        "plugin": Actor.plugin(new_id()),
        "program": Actor(kind=ActorKind.PLUGIN, roles=roles, token_id=new_id()),
    }.get(who)
    if actor is None:
        async with open_work(said.place, Actor.system()) as work:
            one = select(Person).where(Person.name == who)
            actor = acting((await work.session.scalars(one)).one())
    assert "SAID" not in await heard(Asking(said.place, actor))


async def test_the_two_do(said: Cast) -> None:
    mei = await heard(Asking(said.place, acting(said.mei)))
    assert {name for name, words in WORDS.items() if words not in mei} == set()
    omar = await heard(Asking(said.place, acting(said.omar)))
    assert {name for name, words in WORDS.items() if words not in omar} == {
        "Nudge.dismissedBecause"
    }


async def test_a_reason_is_content_that_a_program_needs_a_scope_for(said: Cast) -> None:
    few = EVERY_SCOPE - {Scope.CONVERSATIONS_CONTENT_READ}
    mei = Asking(said.place, acting(said.mei), scopes=few)
    (refusal,) = await mei.refusals("{ conversations(first: 1) { nodes { exitReason } } }")
    assert "conversations.content:read" in refusal


async def test_who_wrote_a_reason_reads_it(said: Cast) -> None:
    async with open_work(said.place, acting(said.hua), now=NOON) as work:
        talk = await planned(said)
        await waive_conversation(work, conversation_id=talk.id, reason="On leave")
    asked = "query ($id: ID!) { conversation(id: $id) { exitReason } }"
    seen = {}
    for who in (said.hua, said.mei, said.omar, said.wei):
        answer = await Asking(said.place, acting(who)).ask(asked, id=str(talk.id))
        seen[who.name] = answer["conversation"]["exitReason"]
    assert seen == {"Hua": "On leave", "Mei": "On leave", "Omar": "On leave", "Wei": None}
