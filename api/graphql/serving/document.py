"""A document that was read: parsed, measured and validated. Nothing in it depends on who asks."""

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    StringValueNode,
    TokenKind,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from api.graphql.serving.cost import Cost, sizing_variables
from api.graphql.serving.limits import SOURCE, TOKENS, beyond, check_shape
from api.graphql.serving.planning_cost import Planned
from api.refusals import Code, Refused

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
ERRORS_TOLD = 5
REMEMBERED = 500
"""Costs of one document."""
TOKENS_A_POINT = 20
"""Reading so many takes about as long as an object of an answer."""

NUL = Refused(
    Code.BAD_USER_INPUT,
    "Text must not contain the character U+0000",
    zh="文本中不能包含字符 U+0000",
)


@dataclass(frozen=True, eq=False)
class Document:
    """A document that may be executed, or the reasons why not."""

    tree: DocumentNode
    digest: str
    errors: tuple[GraphQLError, ...]
    sizing: frozenset[str] = frozenset()
    """The variables that say how much is asked for."""
    meaning: str = ""
    """The hash of what it says: the same for two that differ in white space, comments or the names
    of their operations."""
    tokens: int = 0
    planning: tuple[int, ...] = ()
    """The points of making the plans of each of its definitions that is an operation."""
    points: dict[tuple[Any, ...], int] = field(default_factory=dict)
    """What it costs, by operation and by the sizes asked for."""

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to execute. Raises Refused where the name leaves it open."""
        found = [
            each
            for each in self.tree.definitions
            if isinstance(each, OperationDefinitionNode)
            and (name is None or (each.name is not None and each.name.value == name))
        ]
        if len(found) == 1:
            return found[0]
        raise Refused(
            Code.BAD_USER_INPUT,
            "operationName must name one operation of the document",
            zh="operationName 必须指明文档中的某一个操作",
        )

    def cost(self, schema: GraphQLSchema, name: str | None, variables: Mapping[str, Any]) -> int:
        """The points of that operation. Raises Refused for a page that is too large."""
        sizes = (_size(variables[each]) if each in variables else ... for each in self.sizing)
        key = (name, *sizes)
        if key not in self.points:
            if len(self.points) >= REMEMBERED:
                self.points.clear()
            self.points[key] = Cost(schema, self.tree).of(self.operation(name), variables)
        return self.points[key]

    @property
    def reading(self) -> int:
        """The points of reading it for the first time."""
        return math.ceil(self.tokens / TOKENS_A_POINT)

    def place_of(self, name: str | None) -> int:
        """Which of its definitions the operation is."""
        return self.tree.definitions.index(self.operation(name))


def read(schema: GraphQLSchema, source: str) -> Document:
    """Raises Refused or a GraphQLSyntaxError where there is no tree to speak of."""
    tree = _parsed(source)
    digest = hashlib.sha256(source.encode()).hexdigest()
    meaning, tokens = _said_in(tree)
    errors: Iterable[GraphQLError]
    if refusal := check_shape(tree):
        errors = (refusal,)
    elif _holds_nul(tree):
        errors = (NUL,)
    else:
        errors = validate(schema, tree, RULES, ERRORS_TOLD, hide_suggestions=True)
    if errors := tuple(errors):
        return Document(tree, digest, errors, meaning=meaning, tokens=tokens)
    planned = Planned(schema, tree)
    planning = tuple(
        planned.of(each) if isinstance(each, OperationDefinitionNode) else 0
        for each in tree.definitions
    )
    return Document(tree, digest, (), sizing_variables(tree), meaning, tokens, planning)


def digest_of(source: str | None) -> str:
    """What a log may say of a document: its text could quote a person."""
    return hashlib.sha256((source or "").encode(errors="replace")).hexdigest()[:16]


def _size(value: Any) -> Any:  # noqa: ANN401 - what JSON held
    """A list by its length; whatever is neither a number nor a list has no size."""
    if isinstance(value, list):
        return ("list", len(value))
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _said_in(tree: DocumentNode) -> tuple[str, int]:
    """The hash of its tokens but for operations' names, and how many they are."""
    names = {
        each.name.loc.start
        for each in tree.definitions
        if isinstance(each, OperationDefinitionNode) and each.name and each.name.loc
    }
    said, tokens = hashlib.sha256(), 0
    token = tree.loc.start_token if tree.loc else None
    while token is not None:
        if token.kind is not TokenKind.COMMENT:
            tokens += 1
            if token.start not in names:
                said.update(f"{token.kind.value} {token.value}\x00".encode(errors="replace"))
        token = token.next
    return said.hexdigest(), tokens


def _parsed(source: str) -> DocumentNode:
    if len(source) > SOURCE:
        raise beyond("source", SOURCE, len(source))
    try:
        return parse(source, max_lexical_tokens=TOKENS, max_comments=TOKENS)
    except GraphQLSyntaxError as error:
        if f"more than {TOKENS} " in error.message:
            raise beyond("tokens", TOKENS) from error
        raise


def _holds_nul(tree: DocumentNode) -> bool:
    """PostgreSQL stores every character but this one."""

    class Looking(Visitor):
        found = False

        def enter_string_value(self, node: StringValueNode, *_: Any) -> None:  # noqa: ANN401
            self.found = self.found or "\x00" in node.value

    looking = Looking()
    visit(tree, looking)
    return looking.found
