"""A company full of random rows, put straight into its tables."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import strawberry
from graphql import GraphQLEnumType, get_named_type
from sqlalchemy import Column, MetaData, Table, insert, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateTable

from domain.actor import Actor, ActorKind, Role
from domain.base import Stored, new_id
from infra.database import Place, owner_engine, run_script
from tenants.provisioning import create_tenant
from tenants.work import open_work
from tests.api.graphql.proof.oddities import a_manifest, a_monday, a_value
from tests.api.graphql.proof.views import views_of
from tests.people import NOON

Row = dict[str, Any]
Maker = Callable[["Filling"], Any]

ROWS = 14
TRIES = 12


@dataclass(frozen=True)
class World:
    """One company, and those who look at it."""

    place: Place
    actors: Sequence[Actor]


async def make_world(schema: strawberry.Schema, metadata: MetaData, seed: int) -> World:
    """A company whose random rows are the same for the same seed, but for their ids."""
    rng = Random(seed)
    place = await create_tenant(f"world-{new_id()}", "A world")
    if metadata is not Stored.metadata:
        await _make_tables(place, metadata)
    filling = Filling(rng, _words_of(schema))
    async with open_work(place, Actor.system(), now=NOON) as work:
        connection = await work.session.connection()
        tables = [Stored.metadata.tables[name] for name in ("people", "reporting_lines")]
        tables += [table for table in metadata.sorted_tables if table not in tables]
        for table in tables:
            if table.schema is None and table.name not in _LEFT_EMPTY:
                await filling.fill(connection, table)
    return World(place, _actors(filling, rng))


async def _make_tables(place: Place, metadata: MetaData) -> None:
    dialect = postgresql.dialect()
    script = ";".join(
        str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables
    )
    async with owner_engine().begin() as owner:
        await owner.execute(text("SELECT 1"))
        await run_script(owner, f"SET LOCAL search_path = {place.schema}; {script}")


def _actors(filling: "Filling", rng: Random) -> list[Actor]:
    """People of all roles, managers among them; an app and the system, who are nobody."""
    people = [row["id"] for row in filling.rows["people"]]
    managers = [row["manager_id"] for row in filling.rows["reporting_lines"]]
    roles = [(), (), (Role.HR,), (Role.ADMIN, Role.HR), (), (Role.ADMIN,)]
    seen = [Actor.person(person, *some) for person, some in zip(people, roles, strict=False)]
    seen += [Actor.person(rng.choice(managers)), Actor.person(new_id())]
    return [*seen, Actor(kind=ActorKind.PLUGIN), Actor.system(), Actor.system()]


def _words_of(schema: strawberry.Schema) -> dict[str, Sequence[str]]:
    """Columns that are plain text and go out as an enum: they hold its names."""
    words = {}
    for kind, view in views_of(schema).items():
        columns = inspect(view.model).columns
        for each in kind.fields.values():
            named = get_named_type(each.type)
            attribute = each.extensions["strawberry-definition"].python_name
            if isinstance(named, GraphQLEnumType) and attribute in columns:
                table = view.model.__tablename__
                words[f"{table}.{columns[attribute].name}"] = list(named.values)
    return words


@dataclass
class Filling:
    """What has been put in so far."""

    rng: Random
    words: Mapping[str, Sequence[str]]
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    async def fill(self, connection: AsyncConnection, table: Table) -> None:
        if table.name in _WHOLE_TABLES:
            for row in _WHOLE_TABLES[table.name](self):
                await self._put(connection, table, row)
            return
        for _ in range(ROWS):
            for attempt in range(TRIES):
                row = self._row(table, plain=attempt > TRIES // 2)
                if row is not None and await self._put(connection, table, row):
                    break

    async def _put(self, connection: AsyncConnection, table: Table, row: Row) -> bool:
        """Whether the table's own rules let the row in."""
        try:
            async with connection.begin_nested():
                await connection.execute(insert(table), row)
        except DBAPIError:
            return False
        self.rows[table.name].append(row)
        return True

    def _row(self, table: Table, *, plain: bool) -> Row | None:
        row = {}
        for column in table.columns:
            if column.computed is not None or column.identity is not None:
                continue
            row[column.name] = self._value(table, column, plain=plain)
            if row[column.name] is None and not column.nullable:
                return None
        fit = _FITTED.get(table.name)
        return row if fit is None else fit(self, row)

    def _value(self, table: Table, column: Column[Any], *, plain: bool) -> Any:
        place = f"{table.name}.{column.name}"
        if place in _COLUMNS:
            return _COLUMNS[place](self)
        if column.nullable and self.rng.random() < (0.6 if plain else 0.3):
            return None
        for key in column.foreign_keys:
            others = self.rows[key.column.table.name]
            return self._one_of(others)[key.column.name] if others else None
        if place in self.words:
            return self._word(column, self.words[place])
        if column.type.python_type.__name__ == "UUID" and not column.primary_key:
            return self._some_id()
        return a_value(column.type, self.rng)

    def _word(self, column: Column[Any], words: Sequence[str]) -> Any:
        if isinstance(column.type, postgresql.ARRAY):
            return self.rng.sample(list(words), self.rng.randrange(len(words) + 1))
        return self.rng.choice(words)

    def _some_id(self) -> Any:
        """A pointer without a foreign key: mostly to somebody."""
        if self.rng.random() < 0.2:
            return new_id()
        return self._one_of(self.rows["people"])["id"]

    def _one_of(self, rows: Sequence[Row]) -> Row:
        """Mostly the same few, so that they have much to show."""
        return self.rng.choice(rows[:4] if self.rng.random() < 0.7 else rows)


def _lines(filling: Filling) -> Collection[Row]:
    """Nobody has two managers on one day; the lines may go round in circles."""
    rows, today = [], NOON.date()
    people = [row["id"] for row in filling.rows["people"]]
    for person in people:
        start = today - timedelta(days=filling.rng.randrange(100, 900))
        for _ in range(filling.rng.randrange(4)):
            end = start + timedelta(days=filling.rng.choice((1, 50, 400)))
            until = None if end > today and filling.rng.random() < 0.7 else end
            manager = filling.rng.choice([each for each in people if each != person])
            rows.append(
                {
                    "id": new_id(),
                    "person_id": person,
                    "manager_id": manager,
                    "valid_from": start,
                    "valid_to": until,
                }
            )
            if until is None:
                break
            start = until + timedelta(days=filling.rng.choice((0, 0, 3)))
    return rows


def _between_the_pair(filling: Filling, commitment: Row) -> Row:
    pair = _pair_of(filling, commitment)
    filling.rng.shuffle(pair)
    return commitment | dict(zip(("owner_id", "counterpart_id"), pair, strict=True))


def _of_the_same_pair(filling: Filling, loaded: Row) -> Row | None:
    pair = set(_pair_of(filling, loaded))
    fitting = [
        each["id"]
        for each in filling.rows["commitments"]
        if {each["owner_id"], each["counterpart_id"]} == pair
    ]
    return loaded | {"commitment_id": filling.rng.choice(fitting)} if fitting else None


def _pair_of(filling: Filling, part: Row) -> list[Any]:
    talks = {each["id"]: each for each in filling.rows["conversations"]}
    return [talks[part["conversation_id"]][side] for side in ("manager_id", "subject_id")]


_LEFT_EMPTY = {"events", "handled", "schema_version"}
_WHOLE_TABLES: dict[str, Callable[[Filling], Collection[Row]]] = {"reporting_lines": _lines}
_COLUMNS: dict[str, Maker] = {
    "check_ins.week": lambda filling: a_monday(filling.rng),
    "check_ins.confidence": lambda filling: filling.rng.randrange(11),
    "plugin_manifests.content": lambda filling: a_manifest(filling.rng),
}
_FITTED: dict[str, Callable[[Filling, Row], Row | None]] = {
    "commitments": _between_the_pair,
    "loaded_commitments": _of_the_same_pair,
}
"""What the core's rules keep true of several rows, and the schema relies on."""
