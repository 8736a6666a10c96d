"""What is asked with: arguments, as far as the plan depends on them, and parameters for the rest.

A plan is kept for a document and run with other variables later. So only the shape of a value
is looked at while planning (is it there, is it null, which enum value, which input fields); the
scalars inside become SQL parameters, each with a note of where to find it when the plan is run.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    get_named_type,
    value_from_ast,
)
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Double, Text, Uuid
from sqlalchemy.types import TypeEngine

from api.graphql.scalars import as_id

Variables: TypeAlias = Mapping[str, Any]
Find: TypeAlias = Callable[[Variables], Any]

COULD_BE_ENUM = re.compile(r"[A-Z][A-Z_]{1,39}")
_DEEPEST = 20
"""No input of ours nests like that."""

SQL_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "ID": Uuid,
    "String": Text,
    "Int": BigInteger,
    "Float": Double,
    "Boolean": Boolean,
    "Date": Date,
    "DateTime": DateTime,
}


@dataclass(frozen=True)
class Given:
    """A scalar, an enum value or a list of them, to be found when the plan is run."""

    type: GraphQLInputType
    find: Find
    now: Any
    """The value in the request that is being planned; only enums and nulls may shape the plan."""

    @property
    def is_list(self) -> bool:
        return isinstance(_nullable(self.type), GraphQLList)

    @property
    def sql_type(self) -> TypeEngine[Any]:
        named = get_named_type(self.type)
        if isinstance(named, GraphQLEnumType):
            return Text()
        kind = SQL_TYPES[named.name]
        return kind(timezone=True) if kind is DateTime else kind()

    def bound(self, variables: Variables) -> Any:  # noqa: ANN401 - any scalar
        """The value as PostgreSQL takes it."""
        value = self.find(variables)
        if isinstance(value, list):
            return [self._scalar(item) for item in value if item is not None]
        return self._scalar(value)

    def _scalar(self, value: Any) -> Any:  # noqa: ANN401 - any scalar
        if isinstance(value, Enum):
            return value.name
        return as_id(value) if get_named_type(self.type).name == "ID" else value


Argument: TypeAlias = "Given | dict[str, Argument] | None"


def arguments_of(node: FieldNode, field: GraphQLField, variables: Variables) -> dict[str, Argument]:
    """The arguments that are there, by their GraphQL names; explicit null is there, as None."""
    found: dict[str, Argument] = {}
    for given in node.arguments or ():
        name = given.name.value
        kind = field.args[name].type
        if not _is_missing(given.value, variables):
            found[name] = _read(given.value, kind, variables)
    return found


def _is_missing(node: ValueNode, variables: Variables) -> bool:
    return isinstance(node, VariableNode) and node.name.value not in variables


def _read(node: ValueNode, kind: GraphQLInputType, variables: Variables) -> Argument:
    if isinstance(node, VariableNode):
        name = node.name.value
        return _known(variables[name], kind, lambda given: given[name])
    inner = _nullable(kind)
    if isinstance(node, ObjectValueNode) and isinstance(inner, GraphQLInputObjectType):
        return {
            each.name.value: _read(each.value, inner.fields[each.name.value].type, variables)
            for each in node.fields
            if not _is_missing(each.value, variables)
        }
    value = value_from_ast(node, kind, dict(variables))
    if value is None:
        return None
    return Given(kind, lambda given: value_from_ast(node, kind, dict(given)), value)


def _known(value: Any, kind: GraphQLInputType, find: Find) -> Argument:  # noqa: ANN401
    if value is None:
        return None
    inner = _nullable(kind)
    if isinstance(inner, GraphQLInputObjectType):
        return {
            name: _known(_part(value, name), inner.fields[name].type, _inside(find, name))
            for name in inner.fields
            if _has(value, name)
        }
    return Given(kind, find, value)


def _inside(find: Find, name: str) -> Find:
    return lambda given: _part(find(given), name)


def _part(value: Any, name: str) -> Any:  # noqa: ANN401 - any input value
    return value[name]


def _has(value: Any, name: str) -> bool:  # noqa: ANN401 - any input value
    return name in value


def _nullable(kind: GraphQLInputType) -> GraphQLInputType:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def shape_of(value: Any) -> Any:  # noqa: ANN401 - any input value
    """What of a variable may decide a plan: all but its scalars. Hashable.

    Two requests of the same document whose variables have equal shapes share a plan.
    """
    if value is None or isinstance(value, (bool, Enum)):
        return value
    if isinstance(value, Mapping):
        return tuple((name, shape_of(inner)) for name, inner in sorted(value.items()))
    if isinstance(value, list):
        return list
    if isinstance(value, (str, int, float, date, datetime)):
        return "scalar"
    return type(value)


def rough_shape_of(variables: Mapping[str, Any]) -> str:
    """The hash of the same, for variables as they were sent, before anybody knows their types.

    Equal here is equal there: a name that could be an enum's value is kept as it is.
    """
    return hashlib.sha256(repr(_rough(variables)).encode(errors="replace")).hexdigest()


def _rough(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - what JSON held
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Mapping):
        if depth > _DEEPEST:
            return "deep"
        return tuple((name, _rough(inner, depth + 1)) for name, inner in sorted(value.items()))
    if isinstance(value, list):
        return list
    return value if isinstance(value, str) and COULD_BE_ENUM.fullmatch(value) else "scalar"
