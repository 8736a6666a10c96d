"""What an installed plugin sees when it acts by itself: what there is, never what was said."""

from typing import Any

import pytest

from api.graphql.schema import schema
from api.scopes import OF_PLUGINS
from domain.actor import Actor
from domain.base import new_id
from infra.database import Place
from tests.asking import Asking
from tests.builders import an_active_goal
from tests.people import Cast
from tests.signals import a_piece, push_pieces
from tests.talks import shared
from tests.touchpoints import a_touchpoint

QUERY = schema._schema.query_type  # noqa: SLF001 - graphql-core's own schema
FREE = {
    "node", "nodes", "rateLimit", "heldScopes", "secondFactor", "signInPolicy", "closedText",
    "auditPeriod", "webhookEventTypes", "adminNotices",
}  # fmt: skip
"""Ask for no scope. The first two show only what the others would, the next five are about the
access itself, then a page of our documentation; notices are none without a scope for their kind.
"""
OPENS: dict[str, set[str]] = {
    "people:read": {"viewer", "person", "people"},
    "goals:read": {"goal", "goals"},
    "signals:read": {"metric", "metricSeries", "evidence"},
    "signals:write": set(),
    "policy:read": {"triggerRules", "triggerFirings", "touchpoint", "touchpoints"},
    "nudges:read": {"nudge", "nudges"},
    "conversations:read": {"conversation", "conversations"},
    "conversations.content:read": set(),
    "records:read": {"record", "records", "commitment", "commitments"},
    "scorecards:read": {"scorecard", "scorecards"},
}
"""With that scope alone, exactly these root fields answer."""


def plugin(place: Place, *scopes: str) -> Asking:
    return Asking(place, Actor.plugin(new_id()), scopes=frozenset(scopes))


@pytest.mark.parametrize("scope", sorted(OF_PLUGINS))
async def test_a_scope_opens_these_root_fields_and_no_others(acme: Place, scope: str) -> None:
    asking = plugin(acme, scope)
    assert QUERY
    opened = {name for name in QUERY.fields if not await _forbidden(asking, name)}
    assert opened - FREE == OPENS[scope]


async def test_without_a_scope_nothing_opens(acme: Place) -> None:
    asking = plugin(acme)
    assert QUERY
    assert {name for name in QUERY.fields if not await _forbidden(asking, name)} == FREE


async def test_it_sees_what_there_is_in_the_whole_company(cast: Cast) -> None:
    await a_touchpoint(cast)
    await an_active_goal(cast)
    await push_pieces(cast.place, [a_piece(cast.omar)])
    record = await shared(cast)
    every = plugin(cast.place, *OF_PLUGINS)
    seen = await every.ask(
        "{ people(first: 1) { totalCount } goals(first: 1) { totalCount }"
        " evidence(first: 1) { totalCount } touchpoints(first: 1) { totalCount }"
        " conversations(first: 1) { totalCount } records(first: 1) { totalCount }"
        " nudges(first: 1) { totalCount } commitments(first: 1) { totalCount } }"
    )
    counts = {name: page["totalCount"] for name, page in seen.items()}
    # Nudges and promises are words between two people.
    assert counts.pop("nudges") == counts.pop("commitments") == 0
    assert all(counts.values()), counts
    found = await every.ask(
        "query ($id: ID!) { record(id: $id) { state subject { name } } }", id=str(record.id)
    )
    assert found["record"] == {"state": "SHARED", "subject": {"name": "Omar"}}


async def test_what_was_said_stays_between_those_who_said_it(cast: Cast) -> None:
    """The scope opens the fields, and whoever took part would see their own through them."""
    record = await shared(cast)
    talk = (
        "query ($id: ID!) { conversation(id: $id) { state facts { id } questions { id }"
        " notes { id } talkingPoints { id } } }"
    )
    given = {"id": str(record.conversation_id)}
    blind = plugin(cast.place, "conversations:read")
    assert await blind.refusals(talk, **given) == [
        "Your access lacks the scope conversations.content:read"
    ]
    ticked = plugin(cast.place, "conversations:read", "conversations.content:read")
    seen = (await ticked.ask(talk, **given))["conversation"]
    assert seen.pop("state") == "RECORDED"
    assert seen == {"facts": [], "questions": [], "notes": [], "talkingPoints": []}
    said = await plugin(cast.place, "records:read").ask(
        "query ($id: ID!) { record(id: $id) { versions { id } } }", id=str(record.id)
    )
    assert said["record"] == {"versions": []}


async def test_a_program_that_was_not_installed_has_no_overview(cast: Cast) -> None:
    """An admin's app token acts under its roles; without any it sees the directory."""
    await an_active_goal(cast)
    plain = Asking(cast.place, Actor(kind=Actor.plugin(new_id()).kind))
    seen = await plain.ask("{ goals(first: 1) { totalCount } people(first: 1) { totalCount } }")
    assert seen == {"goals": {"totalCount": 0}, "people": {"totalCount": 6}}


async def _forbidden(asking: Asking, name: str) -> bool:
    answer = await asking.answer(_question(name))
    messages = [error["message"] for error in answer.get("errors", [])]
    assert all("lacks the scope" in message for message in messages), messages
    return bool(messages)


def _question(name: str) -> str:
    assert QUERY
    given: dict[str, Any] = {"first": 1, "id": f'"{new_id()}"', "ids": "[]"}
    arguments = ",".join(
        f"{argument}:{given[argument]}" for argument in QUERY.fields[name].args if argument in given
    )
    return f"{{{name}{f'({arguments})' if arguments else ''}{{__typename}}}}"
