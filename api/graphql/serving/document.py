"""Reading a document: parsed, measured and validated once, then remembered by its text.

One cache instead of strawberry's two, whose keys hold the rules and so miss whenever a rule is
made anew. Nothing in it depends on who asks.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    StringValueNode,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from api.graphql.serving.cost import Cost, sizing_variables
from api.graphql.serving.limits import SOURCE, TOKENS, beyond, check_shape
from api.refusals import Code, Refused

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
ERRORS_TOLD = 5
REMEMBERED = 500

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


@lru_cache(maxsize=REMEMBERED)
def read(schema: GraphQLSchema, source: str) -> Document:
    """Raises Refused or a GraphQLSyntaxError where there is no tree to speak of."""
    tree = _parsed(source)
    digest = hashlib.sha256(source.encode()).hexdigest()
    if refusal := check_shape(tree):
        return Document(tree, digest, (refusal,))
    if _holds_nul(tree):
        return Document(tree, digest, (NUL,))
    errors = validate(schema, tree, RULES, ERRORS_TOLD, hide_suggestions=True)
    return Document(tree, digest, tuple(errors), sizing_variables(tree))


def digest_of(source: str | None) -> str:
    """What a log may say of a document: its text could quote a person."""
    return hashlib.sha256((source or "").encode(errors="replace")).hexdigest()[:16]


class Reading(SchemaExtension):
    """Takes strawberry's steps with the remembered document."""

    _document: Document | None = None

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        self._document = read(context.schema._schema, context.query or "")  # noqa: SLF001
        context.graphql_document = self._document.tree
        yield

    def on_validate(self) -> Iterator[None]:
        if self._document is not None:
            self.execution_context.pre_execution_errors = list(self._document.errors)
        yield


def _size(value: Any) -> Any:  # noqa: ANN401 - what JSON held
    """A list by its length; whatever is neither a number nor a list has no size."""
    if isinstance(value, list):
        return ("list", len(value))
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


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
