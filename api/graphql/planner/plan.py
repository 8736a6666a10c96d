"""Plans are made once for a document and kept; running one is finding its parameters' values.

The key of a plan holds all that may shape it: the schema, the document, the operation, the field,
the viewer's rights, and the shape of the variables. It holds no tenant, since the search
path names no schema, and no person: a plan knows the viewer by name only.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import FieldNode, GraphQLField, GraphQLResolveInfo
from sqlalchemy import Select
from sqlalchemy.dialects.postgresql import asyncpg

from api.graphql.planner.arguments import Find, Variables, shape_of
from api.graphql.planner.planning import Planning
from api.graphql.planner.selection import Document
from domain.actor import Role
from domain.viewer import Viewer

_DIALECT = asyncpg.dialect()  # type: ignore[no-untyped-call]
_KEPT = 2_000

Compose: TypeAlias = Callable[[Planning, GraphQLField, list[FieldNode]], Select[Any]]


@dataclass(frozen=True)
class Rights:
    """What of a principal shapes a plan."""

    roles: frozenset[Role]
    scopes: frozenset[str]
    overview: bool = False


@dataclass(frozen=True)
class Plan:
    """A statement and, for each of its parameters, where its value comes from."""

    sql: str
    parameters: tuple[str, ...]
    finders: Mapping[str, Find]
    constants: Mapping[str, Any]

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


_plans: OrderedDict[Any, Plan] = OrderedDict()


def plan_of(
    info: GraphQLResolveInfo[Any],
    field: GraphQLField,
    nodes: list[FieldNode],
    rights: Rights,
    compose: Compose,
) -> Plan:
    """The kept plan for this field of this operation, or a new one.

    Raises:
        GraphQLError: the rights do not cover what is selected, or an argument is out of bounds.
    """
    key = _key(info, nodes, rights)
    plan = _plans.get(key)
    if plan is None:
        plan = _plans[key] = _make(info, field, nodes, rights, compose)
        if len(_plans) > _KEPT:
            _plans.popitem(last=False)
    else:
        _plans.move_to_end(key)
    return plan


def _key(info: GraphQLResolveInfo[Any], nodes: list[FieldNode], rights: Rights) -> Any:  # noqa: ANN401
    operation = info.operation
    if operation.loc is None:
        raise ValueError("Documents are parsed with locations")
    return (
        info.schema,
        operation.loc.source.body,
        operation.loc.start,
        nodes[0].loc.start if nodes[0].loc else None,
        rights,
        shape_of(info.variable_values),
    )


def _make(
    info: GraphQLResolveInfo[Any],
    field: GraphQLField,
    nodes: list[FieldNode],
    rights: Rights,
    compose: Compose,
) -> Plan:
    variables: Any = info.variable_values
    planning = Planning(
        Document(info.schema, info.fragments, variables),
        Viewer.by_name(rights.roles, overview=rights.overview),
        rights.scopes,
    )
    statement = compose(planning, field, nodes)
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    constants = {}
    for name, value in compiled.params.items():
        if name not in planning.finders and value is not None:
            processor: Any = compiled._bind_processors.get(name)  # noqa: SLF001 - no public way
            constants[name] = processor(value) if processor else value
    return Plan(str(compiled), tuple(compiled.positiontup or ()), planning.finders, constants)
