"""What an operation costs: an object 1, a scalar 0, times the size of the page it stands on."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    visit,
)
from graphql.language import FragmentSpreadNode, InlineFragmentNode, ValueNode
from graphql.type import GraphQLCompositeType, GraphQLNamedType, get_nullable_type

from api.graphql.serving.limits import PAGE, beyond

IDS = "ids"
SIZES = ("first", "last", IDS)
"""The arguments that say how much is asked for."""
ASSUMED_PAGE = 50
"""For a connection that was not told how much; ask for less, and it costs less."""
ASSUMED_LIST = 5
"""For a list without a size: the few parts of one thing, such as a goal's key results."""
INTROSPECTION = 50
COUNTED = "totalCount"
COUNTING = 5
"""How many there are in all is read of all of them, whatever the page."""
KINDS_A_POINT = 4
"""Of those behind an interface: a thing is looked for in each."""


def sizing_variables(document: DocumentNode) -> frozenset[str]:
    """The variables that stand where a size does."""

    class Looking(Visitor):
        def __init__(self) -> None:
            super().__init__()
            self.found: set[str] = set()

        def enter_argument(self, node: ArgumentNode, *_: Any) -> None:  # noqa: ANN401
            if node.name.value in SIZES and isinstance(node.value, VariableNode):
                self.found.add(node.value.name.value)

    looking = Looking()
    visit(document, looking)
    return frozenset(looking.found)


class Cost:
    """Adds up one operation of a valid document.

    A fragment is counted once per page size and type, so a document that spreads itself over and
    over is as quick to refuse as any other.
    """

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        self._fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self._variables: Mapping[str, Any] = {}
        self._known: dict[tuple[str, int | None], int] = {}

    def of(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        """The points. Raises Refused where a page is larger than a page may be."""
        defaults = {
            each.variable.name.value: each.default_value
            for each in operation.variable_definitions or ()
            if each.default_value is not None
        }
        self._variables = {**defaults, **variables}
        root = self._schema.get_root_type(operation.operation)
        return self._selected(operation.selection_set, root, None) if root else 0

    def _selected(
        self, selections: SelectionSetNode, parent: GraphQLNamedType | None, page: int | None
    ) -> int:
        """`page` is what the lists of a connection, its nodes and edges, are multiplied by."""
        points = 0
        for each in selections.selections:
            if isinstance(each, FieldNode):
                points += self._field(each, parent, page)
            elif isinstance(each, InlineFragmentNode):
                points += self._selected(each.selection_set, self._narrowed(each, parent), page)
            elif isinstance(each, FragmentSpreadNode):
                points += self._spread(each.name.value, page)
        return points

    def _narrowed(
        self, fragment: InlineFragmentNode, parent: GraphQLNamedType | None
    ) -> GraphQLNamedType | None:
        condition = fragment.type_condition
        return self._schema.get_type(condition.name.value) if condition else parent

    def _spread(self, name: str, page: int | None) -> int:
        if (name, page) not in self._known:
            fragment = self._fragments[name]
            kind = self._schema.get_type(fragment.type_condition.name.value)
            self._known[name, page] = self._selected(fragment.selection_set, kind, page)
        return self._known[name, page]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, page: int | None) -> int:
        if node.name.value.startswith("__"):
            return INTROSPECTION if node.selection_set else 0
        field = self._schema.get_field(_composite(parent), node.name.value)
        if field is None or node.selection_set is None:
            return COUNTING if node.name.value == COUNTED else 0
        kind, listed = get_named_type(field.type), is_list_type(get_nullable_type(field.type))
        asked = self._size(node, field)
        if not listed:
            inner = self._selected(node.selection_set, kind, asked)
            return 1 + inner + self._looked_for(kind)
        times = next(size for size in (asked, page, ASSUMED_LIST) if size is not None)
        # An empty page is read and planned by PostgreSQL, too.
        inner = 1 + self._selected(node.selection_set, kind, None)
        return max(times, 1) * inner + self._looked_for(kind)

    def _looked_for(self, kind: GraphQLNamedType) -> int:
        if not is_abstract_type(kind):
            return 0
        return len(self._schema.get_possible_types(kind)) // KINDS_A_POINT

    def _size(self, node: FieldNode, field: GraphQLField) -> int | None:
        """How much the field's arguments ask for; None where it takes no such argument."""
        if not any(name in field.args for name in SIZES):
            return None
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        sizes = [_size_of(name, self._known_value(given[name])) for name in SIZES if name in given]
        known = [size for size in sizes if size is not None]
        for size in known:
            if not 0 <= size <= PAGE:
                raise beyond("page", PAGE, size)
        return max(known, default=ASSUMED_PAGE)

    def _known_value(self, value: ValueNode) -> Any:  # noqa: ANN401 - a literal, or what JSON held
        return self._variables.get(value.name.value) if isinstance(value, VariableNode) else value


def _size_of(argument: str, value: Any) -> int | None:  # noqa: ANN401 - as above
    """A wrong type is nobody's size: the execution refuses it by name."""
    if value is None or isinstance(value, NullValueNode):
        return None
    if argument == IDS:
        listed = value.values if isinstance(value, ListValueNode) else value
        return len(listed) if isinstance(listed, list | tuple) else 1
    if isinstance(value, IntValueNode):
        return int(value.value)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _composite(kind: GraphQLNamedType | None) -> GraphQLCompositeType:
    if kind is None or not is_composite_type(kind):
        raise TypeError(f"{kind} has no fields")
    return kind
