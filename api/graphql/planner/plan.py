"""Plans are made once for an operation and kept; running one is finding its parameters' values.

The key of a plan holds all that may shape it: the document, the operation, the field, the viewer's
rights, and the shape of the variables. It holds no tenant, since the search path names no schema,
and no person: a plan knows the viewer by name only.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from graphql import FieldNode, GraphQLField, GraphQLResolveInfo
from sqlalchemy import Select
from sqlalchemy.dialects.postgresql import asyncpg

from api.graphql.planner.arguments import Find, Variables, shape_of
from api.graphql.planner.kept import KeptPlans
from api.graphql.planner.planning import Planning
from api.graphql.planner.selection import Document, said_by
from domain.actor import Role
from domain.viewer import Viewer

_DIALECT = asyncpg.dialect()  # type: ignore[no-untyped-call]

Compose: TypeAlias = Callable[[Planning, GraphQLField, list[FieldNode]], Select[Any]]


@dataclass(frozen=True)
class Rights:
    """What of a principal shapes a plan."""

    roles: frozenset[Role]
    scopes: frozenset[str]
    overview: bool = False
    via: bool = False
    """A plugin asks for the person."""


@dataclass(frozen=True)
class Plan:
    """A statement and, for each of its parameters, where its value comes from."""

    sql: str
    parameters: tuple[str, ...]
    finders: Mapping[str, Find]
    constants: Mapping[str, Any]
    marked: bool = False
    """Its answers carry marks, to be taken out."""

    def values(self, variables: Variables, known: Mapping[str, Any]) -> list[Any]:
        """The parameters' values, in order.

        Args:
            variables: the request's, coerced.
            known: what is not in the request: the viewer, the moment, the language, new ids.
        """
        return [self._value(name, variables, known) for name in self.parameters]

    def _value(self, name: str, variables: Variables, known: Mapping[str, Any]) -> Any:  # noqa: ANN401
        if name in self.finders:
            return self.finders[name](variables)
        return self.constants[name] if name in self.constants else known[name]


@dataclass(frozen=True)
class Wanted:
    """What a plan is made for: the operation's root field, and the field to be read."""

    info: GraphQLResolveInfo[Any]
    field: GraphQLField
    nodes: list[FieldNode]
    compose: Compose
    """What the statement of the field is made with."""

    @property
    def said(self) -> Hashable:
        """What is asked for, wherever the response has it: two of these are planned once."""
        return id(self.field), tuple(said_by(each) for each in self.nodes)

    @property
    def place(self) -> tuple[str, str]:
        """The names in the response that lead to the field."""
        name = self.nodes[0].alias or self.nodes[0].name
        return str(self.info.path.key), name.value


async def plan_of(wanted: Wanted, rights: Rights, kept: KeptPlans) -> Plan:
    """The kept plan for this field of this operation, or a new one, made beside the loop.

    Args:
        wanted: the field.
        rights: of whoever asks.
        kept: the plans of the operation under these rights.

    Raises:
        GraphQLError: the rights do not cover what is selected, or an argument is out of bounds.
    """
    shape = shape_of(wanted.info.variable_values)
    found = kept.at((wanted.place, shape))
    if found is None:
        found = await kept.get((wanted.said, shape), partial(_make, wanted, rights))
        kept.note((wanted.place, shape), found)
    return found


def _make(wanted: Wanted, rights: Rights) -> Plan:
    info = wanted.info
    variables: Any = info.variable_values
    planning = Planning(
        Document(info.schema, info.fragments, variables),
        Viewer.with_rights(rights.roles, overview=rights.overview),
        rights.scopes,
        via=rights.via,
    )
    statement = wanted.compose(planning, wanted.field, wanted.nodes)
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    constants = {}
    for name, value in compiled.params.items():
        if name not in planning.finders and value is not None:
            processor: Any = compiled._bind_processors.get(name)  # noqa: SLF001 - no public way
            constants[name] = processor(value) if processor else value
    parameters = tuple(compiled.positiontup or ())
    return Plan(str(compiled), parameters, planning.finders, constants, planning.marked)
