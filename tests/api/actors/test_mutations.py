"""Every mutation, tried by every kind of actor: done where the table says so, and else nothing."""

from typing import Any

import pytest

from api.graphql.mutations import SIGNED_IN_ONLY
from api.graphql.planner.planning import metadata_of
from api.graphql.planner.sources import SCOPE
from api.graphql.schema import schema
from tests.api.actors.actor import PEOPLE, SCOPES, Who
from tests.api.actors.company import Company
from tests.api.actors.conftest import Companies
from tests.api.actors.deed import Deed, Given
from tests.api.actors.rows import changed
from tests.api.actors.table import PARTS

CORE = schema._schema  # noqa: SLF001 - graphql-core's own schema
MUTATIONS = CORE.mutation_type.fields if CORE.mutation_type else {}
PART_OF = {name: part for part, deeds in PARTS.items() for name in deeds}
DEEDS = {name: deed for deeds in PARTS.values() for name, deed in deeds.items()}
DONE = "DONE"


def test_the_table_names_every_mutation_once() -> None:
    assert sum(map(len, PARTS.values())) == len(DEEDS)
    missing, surplus = set(MUTATIONS) - set(DEEDS), set(DEEDS) - set(MUTATIONS)
    assert not missing, f"say in tests/api/actors/table who may: {sorted(missing)}"
    assert not surplus, f"there are no such mutations: {sorted(surplus)}"


def test_who_comes_in_is_decided_by_who_has_signed_in() -> None:
    """The mark beside the deed says so, and the table names nobody who acts by a token."""
    marked = {name for name, field in MUTATIONS.items() if metadata_of(field)[SIGNED_IN_ONLY]}
    by_token = {Who.PROGRAM, Who.DELEGATED, Who.PLUGIN, Who.ENGINE}
    assert not {name for name in marked if by_token & {*DEEDS[name].may, *DEEDS[name].hidden}}


@pytest.mark.parametrize("name", sorted(DEEDS, key=lambda name: (PART_OF[name], name)))
async def test_it_is_for_those_whom_the_table_names(companies: Companies, name: str) -> None:
    company, deed = await companies(PART_OF[name]), DEEDS[name]
    expected = {who: told(name, deed, who) for who in Who}
    given = await deed.made(company)
    before = await company.rows.now()
    otherwise = {}
    for who in Who:
        if (
            expected[who] != DONE
            and (was := await outcome(company, name, who, given)) != expected[who]
        ):
            otherwise[who] = f"{was}, not {expected[who]}"
    assert not otherwise
    assert changed(before, await company.rows.now()) == []
    for who in Who:
        if expected[who] == DONE:
            await does_it(company, name, who)


async def does_it(company: Company, name: str, who: Who) -> None:
    deed = DEEDS[name]
    given = await deed.made(company)
    before = await company.rows.now()
    assert await outcome(company, name, who, given) == DONE, who
    assert bool(changed(before, await company.rows.now())) is not deed.quiet, who


def told(name: str, deed: Deed, who: Who) -> str:
    """What the table says that the actor is told."""
    if who is Who.LEAVER:
        return "UNAUTHENTICATED"
    if metadata_of(MUTATIONS[name])[SCOPE] not in SCOPES[who]:
        return "FORBIDDEN"
    if who in deed.may:
        return DONE
    return "NOT_FOUND" if who in deed.hidden else "NOT_ALLOWED"


async def outcome(company: Company, name: str, who: Who, given: Given) -> str:
    """DONE, or the code of the refusal."""
    kind = MUTATIONS[name].args["input"].type
    document = f"mutation($input:{kind}){{it:{name}(input:$input){{userErrors{{code message}}}}}}"
    behind = next(each for each in DEEDS[name].may if each in PEOPLE)
    answer: Any = await company.ask(who, document, behind, input=given)
    if "errors" in answer:
        return str(answer["errors"][0]["extensions"]["code"])
    errors = answer["data"]["it"]["userErrors"]
    return str(errors[0]["code"]) if errors else DONE
