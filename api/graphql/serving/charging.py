"""What an operation costs is known before it is executed, and decides whether it is."""

from collections.abc import Iterator
from typing import Any

from strawberry.extensions import SchemaExtension

from api.graphql.serving.budget import Charge
from api.graphql.serving.document import Document, read
from api.graphql.serving.limits import COST, TRUSTED_COST, beyond
from api.graphql.serving.trusted import trusted_documents


class Charging(SchemaExtension):
    """Refuses an operation that costs too much, or more than its principal has left.

    The operation's context says who pays: it offers `spend`.
    """

    _charge: Charge | None = None

    def on_execute(self) -> Iterator[None]:
        context = self.execution_context
        schema = context.schema._schema  # noqa: SLF001 - strawberry has no public way to it
        document = read(schema, context.query or "")
        # Strawberry would settle for the first operation where the request names none.
        name = context._provided_operation_name  # noqa: SLF001 - as above
        points = document.cost(schema, name, context.variables or {})
        if points > COST and points > (allowed := _allowed(document)):
            raise beyond("cost", allowed, points)
        self._charge = context.context.spend(points)
        yield

    def get_results(self) -> dict[str, Any]:
        return {"cost": self._charge.told()} if self._charge else {}


def _allowed(document: Document) -> int:
    """A document is trusted for its text, whether it was sent or named by its id."""
    known = trusted_documents().text_of(document.digest)
    return COST if known is None else TRUSTED_COST
