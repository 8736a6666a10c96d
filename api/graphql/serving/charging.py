"""What an operation costs is known before it is executed, and decides whether it is."""

from collections.abc import Iterator

from strawberry.extensions import SchemaExtension

from api.graphql.serving.document import Document, read
from api.graphql.serving.limits import COST, TRUSTED_COST, beyond
from api.graphql.serving.trusted import trusted_documents


class Charging(SchemaExtension):
    """Refuses an operation that costs too much."""

    def on_execute(self) -> Iterator[None]:
        context = self.execution_context
        schema = context.schema._schema  # noqa: SLF001 - strawberry has no public way to it
        document = read(schema, context.query or "")
        # Strawberry would settle for the first operation where the request names none.
        name = context._provided_operation_name  # noqa: SLF001 - as above
        points = document.cost(schema, name, context.variables or {})
        if points > COST and points > (allowed := _allowed(document)):
            raise beyond("cost", allowed, points)
        yield


def _allowed(document: Document) -> int:
    """A document is trusted for its text, whether it was sent or named by its id."""
    known = trusted_documents().text_of(document.digest)
    return COST if known is None else TRUSTED_COST
