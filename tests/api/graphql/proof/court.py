"""Both ways to answer, and the documents on which they are heard."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import orjson
import strawberry
from graphql import GraphQLError, parse, validate
from sqlalchemy import MetaData

from api.graphql.context import Context
from api.graphql.planner.sources import Connected
from api.graphql.serving.cost import Cost
from api.graphql.serving.limits import COST, check_shape
from api.principal import Principal
from api.refusals import Refused
from domain.actor import Actor
from tenants.work import open_reading
from tests.api.graphql.proof.comparing import Cursors, differences
from tests.api.graphql.proof.facts import Facts
from tests.api.graphql.proof.operations import Writing
from tests.api.graphql.proof.reference import Reference
from tests.api.graphql.proof.values import Samples
from tests.api.graphql.proof.variables import Values
from tests.api.graphql.proof.views import sources_of
from tests.api.graphql.proof.world import World, make_world
from tests.asking import EVERY_SCOPE
from tests.people import NOON


@dataclass
class Court:
    """A schema, some companies under it, and what has been found out about them."""

    schema: strawberry.Schema
    reference: Reference
    worlds: list[World]
    tally: Counter[str] = field(default_factory=Counter)
    _facts: dict[Any, Facts] = field(default_factory=dict)
    _shared: dict[Any, dict[Any, Any]] = field(default_factory=lambda: defaultdict(dict))
    _samples: dict[Any, Samples] = field(default_factory=dict)
    cursors: dict[Any, Cursors] = field(default_factory=dict)

    async def facts_of(self, world: World, actor: Actor, locale: str) -> Facts:
        key = (world.place, actor, locale)
        if key not in self._facts:
            self._facts[key] = Facts(
                self.schema, world.place, actor, locale, self._shared[world.place]
            )
            await self._facts[key].read()
        return self._facts[key]

    async def samples_of(self, world: World) -> Samples:
        if world.place not in self._samples:
            facts = await self.facts_of(world, Actor.system(), "en")
            self._samples[world.place] = Samples(facts)
        return self._samples[world.place]


async def make_court(schema: strawberry.Schema, metadata: MetaData, worlds: int) -> Court:
    made = [await make_world(schema, metadata, seed) for seed in range(worlds)]
    return Court(schema, Reference(schema), made)


class Hearing:
    """One document, asked several times: by others, with other values, on from its cursors."""

    def __init__(self, court: Court, rng: Random) -> None:
        self.court = court
        self.rng = rng
        self.cursors: Cursors = {}

    async def hold(self) -> list[str]:
        """What was answered otherwise than expected."""
        world = self.rng.choice(self.court.worlds)
        samples = await self.court.samples_of(world)
        if wrong := await self._start_with_cursors(world):
            return wrong
        schema = self.court.schema._schema
        operation = Writing(self.rng, schema, samples).operation()
        actor, locale = self.rng.choice(world.actors), "en"
        values: dict[str, Any] = {}
        for _ in range(self.rng.randint(2, 4)):
            given = Values(self.rng, samples, self.cursors, values)
            values = given.of(operation)
            document = given.document(operation, values)
            if not self._within_limits(document, values):
                self.court.tally["beyond the limits"] += 1
                continue
            facts = await self.court.facts_of(world, actor, locale)
            if wrong := await self._compare(facts, document, values, given.misplaced):
                return [f"{wrong}\n{document}\n{values}\n{actor} {locale}"]
            if self.rng.random() < 0.5:
                actor = self.rng.choice(world.actors)
                locale = self.rng.choice(("en", "zh-CN"))
        return []

    async def _start_with_cursors(self, world: World) -> list[str]:
        """Those of all root pages in all orders, as they were given to somebody in HR."""
        wrong = []
        if world.place not in self.court.cursors:
            facts = await self.court.facts_of(world, world.actors[2], "en")
            wrong = [
                f"{different}\n{document}\n{facts.actor}"
                for document in first_pages(self.court.schema)
                if (different := await self._compare(facts, document, {}, misplaced=False))
            ]
            self.court.cursors[world.place] = self.cursors
        known = self.court.cursors[world.place]
        self.cursors = {place: list(cursors) for place, cursors in known.items()}
        return wrong

    def _within_limits(self, document: str, values: Mapping[str, Any]) -> bool:
        schema: Any = self.court.schema._schema
        tree: Any = parse(document)
        if check_shape(tree) or validate(schema, tree):
            return False
        try:
            return Cost(schema, tree).of(tree.definitions[0], values) <= COST
        except Refused:
            return False

    async def _compare(
        self, facts: Facts, document: str, values: dict[str, Any], misplaced: bool
    ) -> str:
        """Where both answers differ; empty if they do not.

        A cursor of another order may be refused by one alone: the planner looks at it even where
        there is no row to hang from, the reference even where only the total is asked for.
        """
        self.court.tally["asked"] += 1
        expected, wrong = await self.court.reference.answer(facts, document, values)
        planned, refused = await self._planned(facts, document, values)
        unplanned = [each for each in refused if not isinstance(each.original_error, Refused)]
        if unplanned or ((refused or wrong) and not misplaced):
            return f"planned: {refused}, expected: {wrong}"
        if refused or wrong:
            self.court.tally["refused"] += 1
            return ""
        self._count(document, values, planned)
        return "\n".join(list(differences(planned, expected, self.cursors))[:5])

    def _count(self, document: str, values: Mapping[str, Any], planned: Any) -> None:
        self.court.tally["bytes"] += len(str(planned))
        given = document + "".join(values)
        sent = {*document.split('"'), *map(str, values.values())}
        self.court.tally["with cursors"] += any(
            not sent.isdisjoint(known) for known in self.cursors.values()
        )
        self.court.tally["with fragments"] += "fragment" in given

    async def _planned(
        self, facts: Facts, document: str, values: dict[str, Any]
    ) -> tuple[Any, list[GraphQLError]]:
        locale: Any = facts.locale
        context = Context(Principal(facts.place, facts.actor, EVERY_SCOPE, locale))
        opened = open_reading(facts.place, facts.actor, now=NOON)
        context._reading = await context._open.enter_async_context(opened)
        result = await self.court.schema.execute(document, values, context_value=context)
        return orjson.loads(orjson.dumps(result.data)), list(result.errors or ())


def first_pages(schema: strawberry.Schema) -> Iterator[str]:
    query = schema._schema.query_type
    assert query is not None
    for name, (_, source) in sources_of(query).items():
        for order in source.orders if isinstance(source, Connected) else ():
            page = f"{name}(first: 5, orderBy: {order.name})"
            yield f"{{ {page} {{ edges {{ cursor }} pageInfo {{ endCursor }} }} }}"
