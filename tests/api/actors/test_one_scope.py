"""An app whose token has one scope alone, and both roles: every other door is shut."""

from typing import Any

import pytest

from api.graphql.planner.planning import metadata_of, view_of
from api.graphql.planner.sources import SCOPE
from api.scopes import OF_COMPANIES
from domain.actor import Actor, ActorKind, Role
from domain.base import new_id
from tests.api.actors.conftest import Companies
from tests.api.actors.rows import changed
from tests.api.actors.test_mutations import MUTATIONS
from tests.api.actors.test_things import FOR_ALL_KINDS, KINDS, kind_behind, ways_to
from tests.api.graphql.test_giving_access import wanted
from tests.asking import Asking


@pytest.mark.parametrize("scope", sorted(OF_COMPANIES))
async def test_it_opens_nothing_else(companies: Companies, scope: str) -> None:
    company = await companies("scopes")
    program = Actor(kind=ActorKind.PLUGIN, roles=frozenset(Role), token_id=new_id())
    asking = Asking(company.place, program, scopes=frozenset({scope}))
    before, open_ones = await company.rows.now(), []
    for name, field in MUTATIONS.items():
        if metadata_of(field)[SCOPE] != scope:
            document, given = wanted(name)
            open_ones += [] if await is_shut(asking, document, input=given) else [name]
    for name, document in questions(scope).items():
        given = {"id": str(new_id())} if "$id" in document else {}
        open_ones += [] if await is_shut(asking, document, **given) else [name]
    assert open_ones == []
    assert changed(before, await company.rows.now()) == []


def questions(scope: str) -> dict[str, str]:
    """For the root fields that lead to things of another scope."""
    asked = {
        name: selection
        for kind, each in KINDS.items()
        if view_of(each).scope != scope
        for name, selection in ways_to(kind).items()
        if name not in FOR_ALL_KINDS and kind_behind(name).name == kind
    }
    return {
        name: ("query($id:ID!)" if "$id" in selection else "") + selection
        for name, selection in asked.items()
    }


async def is_shut(asking: Asking, document: str, **given: Any) -> bool:  # noqa: ANN401 - JSON
    refusals = await asking.refusals(document, **given)
    return any(each.startswith("Your access lacks the scope") for each in refusals)
