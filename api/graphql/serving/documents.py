"""Documents are read once, beside the event loop, and then remembered by their text.

One cache instead of strawberry's two, whose keys hold the rules and so miss whenever a rule is
made anew.
"""

from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from functools import partial

from graphql import GraphQLSchema
from strawberry.extensions import SchemaExtension

from api.graphql.planner.kept import off_loop
from api.graphql.serving.document import Document, read

TOKENS_REMEMBERED = 100_000
"""Of all documents together: trees are what the garbage collector spends its time on."""


class Documents:
    """Those that were read of late, by their text, as far as their tokens together are few."""

    def __init__(self, most_tokens: int = TOKENS_REMEMBERED) -> None:
        self._most_tokens = most_tokens
        self._tokens = 0
        self._kept: OrderedDict[tuple[GraphQLSchema, str], Document] = OrderedDict()

    def known(self, schema: GraphQLSchema, source: str) -> Document | None:
        found = self._kept.get((schema, source))
        if found:
            self._kept.move_to_end((schema, source))
        return found

    def keep(self, schema: GraphQLSchema, source: str, document: Document) -> None:
        if (schema, source) in self._kept:
            return
        self._kept[schema, source] = document
        self._tokens += document.tokens
        while self._tokens > self._most_tokens and len(self._kept) > 1:
            self._tokens -= self._kept.popitem(last=False)[1].tokens


documents = Documents()
"""This process's own."""


class Reading(SchemaExtension):
    """Takes strawberry's steps with the remembered document, or reads it beside the loop."""

    _document: Document | None = None

    async def on_parse(self) -> AsyncIterator[None]:
        context = self.execution_context
        schema, source = context.schema._schema, context.query or ""  # noqa: SLF001
        document = documents.known(schema, source)
        context.context.newly_read = document is None
        if document is None:
            reading = partial(read, schema, source)
            document = await off_loop.run(context.context.payer, reading)
        documents.keep(schema, source, document)
        self._document = document
        context.context.document = document
        context.graphql_document = document.tree
        yield

    def on_validate(self) -> Iterator[None]:
        if self._document is not None:
            self.execution_context.pre_execution_errors = list(self._document.errors)
        yield
