"""What is asked for: fields by response key, fragments and directives resolved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    TokenKind,
    VariableNode,
    is_abstract_type,
)

Fields = dict[str, list[FieldNode]]
"""Response key → the field nodes that share it and whose selections are merged."""


@dataclass(frozen=True)
class Document:
    """The parts of an operation that decide what a selection set means."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    def fields_of(self, nodes: Iterable[FieldNode], of: GraphQLObjectType) -> Fields:
        """The sub-fields of merged nodes that apply to one concrete type, in document order.

        See GraphQL October 2021, 6.3.2 Field Collection.
        """
        collected: Fields = {}
        for node in nodes:
            if node.selection_set is not None:
                self._collect(node.selection_set, of, collected, set())
        return collected

    def _collect(
        self, chosen: SelectionSetNode, of: GraphQLObjectType, into: Fields, seen: set[str]
    ) -> None:
        for selection in chosen.selections:
            if not self._included(selection):
                continue
            if isinstance(selection, FieldNode):
                key = (selection.alias or selection.name).value
                into.setdefault(key, []).append(selection)
                continue
            fragment = self._fragment(selection, seen)
            if fragment is not None and self._applies(fragment, of):
                self._collect(fragment.selection_set, of, into, seen)

    def _included(self, node: SelectionNode) -> bool:
        switches = {each.name.value: self._switch(each) for each in node.directives or ()}
        return switches.get("include", True) and not switches.get("skip", False)

    def _switch(self, directive: DirectiveNode) -> bool:
        """The `if` of @skip or @include; true for a directive that has none."""
        for argument in directive.arguments or ():
            if isinstance(argument.value, VariableNode):
                return bool(self.variables.get(argument.value.name.value))
            if isinstance(argument.value, BooleanValueNode):
                return argument.value.value
        return True

    def _fragment(
        self, node: SelectionNode, seen: set[str]
    ) -> InlineFragmentNode | FragmentDefinitionNode | None:
        if isinstance(node, InlineFragmentNode):
            return node
        name: str = node.name.value  # type: ignore[attr-defined] # a spread: the only kind left
        if name in seen:
            return None
        seen.add(name)
        return self.fragments[name]

    def _applies(
        self, fragment: InlineFragmentNode | FragmentDefinitionNode, to: GraphQLObjectType
    ) -> bool:
        condition = fragment.type_condition
        if condition is None or condition.name.value == to.name:
            return True
        named = self.schema.get_type(condition.name.value)
        return is_abstract_type(named) and self.schema.is_sub_type(named, to)


def said_by(node: FieldNode) -> tuple[str, ...]:
    """The field as it is written, whatever the response calls it and however it is set."""
    if node.loc is None or node.name.loc is None:
        raise ValueError("Documents are parsed with locations")
    said, token = [], node.name.loc.start_token
    while token is not None and token.end <= node.loc.end:
        if token.kind is not TokenKind.COMMENT:
            said.append(f"{token.kind.value} {token.value}")
        token = token.next  # type: ignore[assignment] # none after the last
    return tuple(said)
