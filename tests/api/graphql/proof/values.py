"""Values a client may send, drawn mostly from what is there to be found."""

import json
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNonNull,
    get_named_type,
    is_list_type,
)
from graphql.type import get_nullable_type

from domain.base import new_id
from tests.api.graphql.proof.facts import Facts
from tests.api.graphql.proof.oddities import FLOATS, INTS, ODD_TEXTS, PLAIN_TEXTS
from tests.api.graphql.proof.views import views_of


class Samples:
    """What the rows hold, by the name of the GraphQL scalar, as JSON."""

    def __init__(self, facts: Facts) -> None:
        texts: list[str] = [*PLAIN_TEXTS, *ODD_TEXTS]
        found: dict[str, list[Any]] = {
            "ID": [str(new_id())],
            "Int": list(INTS),
            "Float": list(FLOATS),
            "Boolean": [True, False],
            "String": texts,
        }
        for kind in views_of(facts.schema):
            ids = [str(each) for each in sorted(facts.visible[kind.name])][:8]
            found["ID"] += ids
            found[f"ID of {kind.name}"] = ids
            for row in list(facts.values[kind.name].values())[:8]:
                for name, value in row.items():
                    scalar = get_named_type(kind.fields[name].type).name
                    found.setdefault(scalar, []).extend(_as_json(value))
        found["String"] += [text[1:3] for text in found["String"] if text[1:3]]
        self.by_scalar: Mapping[str, Sequence[Any]] = found

    def one(self, rng: Random, kind: GraphQLInputType, of: str = "") -> Any:
        """A value of that type that is not null, as JSON; an id mostly `of` that type."""
        named, nullable = get_named_type(kind), get_nullable_type(kind)
        if is_list_type(nullable):
            return [self.one(rng, nullable.of_type, of) for _ in range(rng.randrange(4))]
        if isinstance(named, GraphQLEnumType):
            return rng.choice(list(named.values))
        if isinstance(named, GraphQLInputObjectType):
            return self._object(rng, named)
        special = self.by_scalar.get(f"{named.name} of {of}")
        if special and rng.random() < 0.8:
            return rng.choice(special)
        return rng.choice(self.by_scalar[named.name])

    def _object(self, rng: Random, kind: GraphQLInputObjectType) -> dict[str, Any]:
        made = {}
        for name, field in kind.fields.items():
            given = rng.choice(("", "", "", "", "", "null", "value"))
            if given == "value" or isinstance(field.type, GraphQLNonNull):
                made[name] = self.one(rng, field.type)
            elif given:
                made[name] = None
        return made


def written(value: Any, kind: GraphQLInputType) -> str:
    """A value as a GraphQL literal."""
    named, nullable = get_named_type(kind), get_nullable_type(kind)
    if value is None:
        return "null"
    if isinstance(value, list):
        return f"[{', '.join(written(each, nullable.of_type) for each in value)}]"
    if isinstance(named, GraphQLInputObjectType):
        fields = [f"{name}: {written(v, named.fields[name].type)}" for name, v in value.items()]
        return f"{{{', '.join(fields)}}}"
    return value if isinstance(named, GraphQLEnumType) else json.dumps(value)


def _as_json(value: Any) -> Iterable[Any]:
    if value is None or isinstance(value, dict):
        return []
    if isinstance(value, list):
        return [each for item in value for each in _as_json(item)]
    if isinstance(value, bool | int | float | str):
        return [value]
    return [value.isoformat() if hasattr(value, "isoformat") else str(value)]
