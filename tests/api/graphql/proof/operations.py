"""Random operations over a schema: whatever is in it, nested, merged, in fragments, by variable."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
)
from graphql.type import get_nullable_type

from api.graphql.planner.planning import metadata_of, object_type, source_of
from api.graphql.planner.sources import PLAN
from tests.api.graphql.proof.facts import node_type
from tests.api.graphql.proof.values import Samples, written

Kind = GraphQLObjectType | GraphQLInterfaceType

CURSORS = ("after", "before")
SIZES = ("first", "last")
MOST_ALIASES = 24
MOST_DIRECTIVES = 14
DEEPEST = 9
LARGE_PAGES = (0, 1, 2, 3, 5, 5, 20)
SMALL_PAGES = (0, 1, 2, 2, 3, 4)


@dataclass(frozen=True)
class Variable:
    """A value that each asking chooses anew."""

    name: str
    kind: GraphQLInputType
    role: str
    """`value`, or what the values must heed: `size`, `cursor`, `switch`."""
    node: str = ""
    """For cursors and ids: of rows of which type."""
    order: str = ""
    """For cursors: in which order, as a name or as the variable that names it."""
    usual_order: str = ""
    pages: Sequence[int] = ()
    default: str | None = None
    required: bool = False
    """The place it stands in takes no null, whatever the variable does."""

    @property
    def optional(self) -> bool:
        return not self.required and not str(self.kind).endswith("!")

    @property
    def definition(self) -> str:
        ending = "" if self.default is None else f" = {self.default}"
        return f"${self.name}: {self.kind}{ending}"


@dataclass(frozen=True)
class Sizes:
    """`first` and `last` as two variables, of which exactly one is given."""

    first: Variable
    last: Variable


@dataclass
class Operation:
    """A document with gaps for cursors, and the variables it takes."""

    text: str = ""
    variables: list[Variable] = field(default_factory=list)
    either: list[Sizes] = field(default_factory=list)
    gaps: list[Variable] = field(default_factory=list)


class Writing:
    """Writes one operation, leaving every choice to chance."""

    def __init__(self, rng: Random, schema: GraphQLSchema, samples: Samples) -> None:
        self.rng = rng
        self.schema = schema
        self.samples = samples
        self.made = Operation()
        self.fragments: list[tuple[str, Kind, str]] = []
        self.plain: set[str] = set()
        self.fields_left = rng.randint(3, 45)
        self.aliases = self.directives = self.names = 0
        self.odd_names = _names_of_several_types(schema)

    def operation(self) -> Operation:
        query = self.schema.query_type
        assert query is not None
        selection = self._selection(query, DEEPEST)
        defined = [variable.definition for variable in self.made.variables]
        head = f"query Proof({', '.join(defined)})" if defined else "query Proof"
        fragments = [f"fragment {name} on {kind} {text}" for name, kind, text in self.fragments]
        self.made.text = "\n".join([f"{head} {selection}", *fragments])
        return self.made

    def _selection(self, kind: Kind, depth: int) -> str:
        heads: list[tuple[str, GraphQLField]] = []
        items = []
        for _ in range(self.rng.randint(1, 6 if depth > DEEPEST - 3 else 4)):
            way = self.rng.randint(0, 11)
            if way == 0:
                items.append(self._typename())
            elif way == 1:
                items.append(self._inline(kind, depth))
            elif way == 2 and kind is not self.schema.query_type:
                items.append(self._spread(kind, depth))
            elif way == 3 and heads:
                head, again = self._pick(heads)
                items.append(self._whole(head, again, depth))
            else:
                items.append(self._field(kind, depth, heads))
        return f"{{ {' '.join(items)} }}"

    def _typename(self) -> str:
        return f"{self._alias('typename') if self._chance(2) else ''}__typename{self._switches()}"

    def _inline(self, kind: Kind, depth: int) -> str:
        on = self._pick([None, *self._overlapping(kind)])
        condition = f" on {on}" if on else ""
        return f"...{condition}{self._switches()} {self._selection(on or kind, depth)}"

    def _spread(self, kind: Kind, depth: int) -> str:
        fitting = self._overlapping(kind)
        known = [
            (name, on)
            for name, on, text in self.fragments
            if on in fitting and text.count("{") < depth
        ]
        if known and self._chance(2):
            name, _ = self._pick(known)
        else:
            on = self._pick(fitting)
            text = self._selection(on, min(depth, 4))
            name = f"Part{len(self.fragments)}"
            self.fragments.append((name, on, text))
        return f"...{name}{self._switches()}"

    def _field(self, kind: Kind, depth: int, heads: list[tuple[str, GraphQLField]]) -> str:
        inner = depth > 1 and self.fields_left > 0
        fields = [
            (name, each)
            for name, each in kind.fields.items()
            if (kind is not self.schema.query_type or PLAN in metadata_of(each))
            and (
                (inner and self.aliases < MOST_ALIASES)
                or (inner and not each.args)
                or not is_composite_type(get_named_type(each.type))
            )
        ]
        if not fields:
            return "__typename"
        name, each = self._pick(fields)
        self.fields_left -= 1
        arguments = self._arguments(each, depth) if each.args else ""
        head = f"{self._key(kind, name, each)}{name}{arguments}"
        heads.append((head, each))
        return self._whole(head, each, depth)

    def _whole(self, head: str, each: GraphQLField, depth: int) -> str:
        named = get_named_type(each.type)
        inner = ""
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            inner = " " + self._selection(named, depth - 1)
        return f"{head}{self._switches()}{inner}"

    def _key(self, kind: Kind, name: str, each: GraphQLField) -> str:
        """Fields of one key must not differ, so what could differ gets a name of its own."""
        place = f"{kind}.{name}"
        if each.args:
            if place in self.plain or self._chance(2):
                return self._alias(name)
            self.plain.add(place)
            return ""
        return self._alias(name) if name in self.odd_names or self._chance(5) else ""

    def _alias(self, name: str) -> str:
        self.aliases += 1
        if self.aliases > MOST_ALIASES and name not in self.odd_names:
            return ""
        return f"{self._name(name[:3])}: "

    def _switches(self) -> str:
        made = ""
        for name in ("include", "skip"):
            if self.directives >= MOST_DIRECTIVES or not self._chance(12):
                continue
            self.directives += 1
            usually = "true" if name == "include" else "false"
            value = self._pick([usually, usually, "true", "false", None])
            if value is None:
                value = self._switch()
            made += f" @{name}(if: {value})"
        return made

    def _switch(self) -> str:
        kind: Any = GraphQLNonNull(self.schema.get_type("Boolean"))
        known = [each for each in self.made.variables if each.role == "switch"]
        if known and self._chance(2):
            return f"${self._pick(known).name}"
        default = self._pick([None, "true", "false"])
        return self._variable(kind, role="switch", default=default)

    def _arguments(self, each: GraphQLField, depth: int) -> str:
        given = {}
        for name, argument in each.args.items():
            required = isinstance(argument.type, GraphQLNonNull)
            if name not in (*SIZES, *CURSORS) and (required or self._chance(3)):
                given[name] = self._value(argument.type, of=str(get_named_type(each.type)))
        if SIZES[0] in each.args:
            given |= self._sizes(depth)
        for name in CURSORS:
            if name in each.args and (text := self._cursor(each, name, given.get("orderBy", ""))):
                given[name] = text
        parts = [f"{name}: {value}" for name, value in given.items()]
        self.rng.shuffle(parts)
        return f"({', '.join(parts)})"

    def _sizes(self, depth: int) -> dict[str, str]:
        pages = LARGE_PAGES if depth == DEEPEST else SMALL_PAGES
        name, other = SIZES if self._chance(2) else SIZES[::-1]
        kind: Any = self.schema.get_type("Int")
        way = self.rng.randint(0, 5)
        if way <= 1:
            return {name: str(self._pick(pages))}
        if way == 2:
            return {name: str(self._pick(pages)), other: "null"}
        if way == 3:
            first, last = (self._new_variable(kind, role="either", pages=pages) for _ in range(2))
            self.made.either.append(Sizes(first, last))
            return {"first": f"${first.name}", "last": f"${last.name}"}
        default = str(self._pick(pages)) if self._chance(3) else None
        required = GraphQLNonNull(kind) if self._chance(2) else kind
        return {name: self._variable(required, role="size", pages=pages, default=default)}

    def _cursor(self, each: GraphQLField, name: str, order: str) -> str | None:
        """As a variable, or as a gap that is filled with a literal once cursors are known."""
        way = self.rng.randrange(6)
        if way == 0:
            return "null"
        about = {
            "node": node_type(object_type(each)).name,
            "order": order,
            "usual_order": next(iter(source_of(each).orders)).name,
        }
        kind = each.args[name].type
        if way == 1:
            self.made.gaps.append(Variable(self._name("gap"), kind, "cursor", **about))
            return f"«{self.made.gaps[-1].name}»"
        if way == 2 or (way == 3 and name == "after"):
            return self._variable(kind, role="cursor", **about)
        return None

    def _value(self, kind: GraphQLInputType, of: str = "") -> str:
        """A literal, a variable, or a literal with variables in it."""
        way = self.rng.randint(0, 5)
        nullable: Any = get_nullable_type(kind)
        required = isinstance(kind, GraphQLNonNull)
        if way <= 1:
            default = None
            if self._chance(3):
                default = written(self.samples.one(self.rng, kind, of), kind)
                kind = nullable if self._chance(2) else kind
            return self._variable(kind, role="value", node=of, default=default, required=required)
        if way == 2 and not required:
            return "null"
        if isinstance(nullable, GraphQLInputObjectType) and way > 2:
            return self._literal_object(nullable)
        if is_list_type(nullable) and way > 2:
            items = [self._value(nullable.of_type, of) for _ in range(self.rng.randint(0, 3))]
            return f"[{', '.join(items)}]"
        return written(self.samples.one(self.rng, kind, of), kind)

    def _literal_object(self, kind: GraphQLInputObjectType) -> str:
        fields = [
            f"{name}: {self._value(each.type)}"
            for name, each in kind.fields.items()
            if isinstance(each.type, GraphQLNonNull) or self._chance(6)
        ]
        return f"{{{', '.join(fields)}}}"

    def _variable(self, kind: GraphQLInputType, **more: Any) -> str:
        return f"${self._new_variable(kind, **more).name}"

    def _new_variable(self, kind: GraphQLInputType, **more: Any) -> Variable:
        made = Variable(self._name("v"), kind, **more)
        self.made.variables.append(made)
        return made

    def _overlapping(self, kind: Kind) -> list[Kind]:
        """The types on which a fragment may be put here."""
        possible = set(self._possible(kind))
        return [
            each
            for each in self.schema.type_map.values()
            if isinstance(each, GraphQLObjectType | GraphQLInterfaceType)
            and possible.intersection(self._possible(each))
        ]

    def _possible(self, kind: Kind) -> Sequence[Any]:
        return self.schema.get_possible_types(kind) if is_abstract_type(kind) else [kind]

    def _name(self, stem: str) -> str:
        self.names += 1
        return f"{stem}{self.names}"

    def _chance(self, one_in: int) -> bool:
        return self.rng.randrange(one_in) == 0

    def _pick(self, among: Sequence[Any]) -> Any:
        return self.rng.choice(among)


def _names_of_several_types(schema: GraphQLSchema) -> set[str]:
    found: dict[str, set[str]] = {}
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, each in kind.fields.items():
                found.setdefault(name, set()).add(str(each.type))
    return {name for name, types in found.items() if len(types) > 1}
