"""What it costs to plan an operation: by the parts that its statements are composed of.

What a page multiplies is read by PostgreSQL; what is planned is composed once, also for a page of
nothing. An interface is planned for each of the kinds behind it.
"""

import math
from collections.abc import Iterable

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
    is_object_type,
)
from graphql.language import SelectionNode

from api.graphql.planner.selection import said_by

ROWS = 12
"""Rows of a view, with who may see them, are as much work as so many columns."""
PARTS_A_POINT = 8


class Planned:
    """Counts the parts of one operation of a valid document, each fragment once for each kind."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        self._fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[tuple[str, str], int] = {}

    def of(self, operation: OperationDefinitionNode) -> int:
        """The points."""
        root = self._schema.get_root_type(operation.operation)
        if root is None:
            return 0
        # The same under several names is planned once.
        asked = {
            said_by(each) if isinstance(each, FieldNode) else number: each
            for number, each in enumerate(operation.selection_set.selections)
        }
        return math.ceil(sum(self._part(each, root) for each in asked.values()) / PARTS_A_POINT)

    def _selected(self, selections: SelectionSetNode, of: GraphQLNamedType) -> int:
        """For one concrete kind, of which a fragment for another asks nothing."""
        return sum(self._part(each, of) for each in selections.selections)

    def _part(self, node: SelectionNode, of: GraphQLNamedType) -> int:
        if isinstance(node, FieldNode):
            return self._field(node, of)
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition.name.value if node.type_condition else of.name
            return self._selected(node.selection_set, of) if self._fits(condition, of) else 0
        if isinstance(node, FragmentSpreadNode):
            return self._spread(self._fragments[node.name.value], of)
        return 0

    def _spread(self, fragment: FragmentDefinitionNode, of: GraphQLNamedType) -> int:
        if not self._fits(fragment.type_condition.name.value, of):
            return 0
        key = (fragment.name.value, of.name)
        if key not in self._known:
            self._known[key] = self._selected(fragment.selection_set, of)
        return self._known[key]

    def _field(self, node: FieldNode, of: GraphQLNamedType) -> int:
        field = of.fields.get(node.name.value) if isinstance(of, GraphQLObjectType) else None
        if field is None or node.selection_set is None:
            return 1
        kinds = list(self._kinds(get_named_type(field.type)))
        return sum(ROWS + self._selected(node.selection_set, each) for each in kinds)

    def _kinds(self, named: GraphQLNamedType) -> Iterable[GraphQLNamedType]:
        if is_abstract_type(named):
            return self._schema.get_possible_types(named)
        return (named,) if is_object_type(named) else ()

    def _fits(self, condition: str, of: GraphQLNamedType) -> bool:
        named = self._schema.get_type(condition)
        return condition == of.name or (
            is_abstract_type(named) and is_object_type(of) and self._schema.is_sub_type(named, of)
        )
