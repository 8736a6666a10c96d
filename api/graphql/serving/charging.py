"""What an operation costs is known before it is executed, and decides whether it is."""

import math
from collections.abc import Iterator
from typing import Any

from strawberry.extensions import SchemaExtension

from api.graphql.planner.arguments import rough_shape_of
from api.graphql.serving.budget import Charge
from api.graphql.serving.document import Document
from api.graphql.serving.limits import (
    COST,
    REFUSED_COST,
    TRUSTED_COST,
    TRUSTED_SHARE,
    beyond,
)
from api.graphql.serving.trusted import trusted_documents
from api.graphql.serving.variables_cost import points_of_values

REFUSED_SHARE = 20
"""The values of what is refused are charged a twentieth: they were looked through, and no more."""


class Charging(SchemaExtension):
    """Refuses an operation that costs too much, or more than its principal has left.

    Beside what is asked for, an operation that is new to us is charged for being read and
    planned. What is refused has been read all the same, which is not free either. The
    operation's context says who pays: it offers `require_points`, `spend` and `fine`, and knows
    what is planned already.
    """

    _charge: Charge | None = None
    _in_vain = False

    def on_parse(self) -> Iterator[None]:
        self.execution_context.context.require_points()
        self._in_vain = True
        yield

    def on_operation(self) -> Iterator[None]:
        try:
            yield
        finally:
            if self._in_vain:
                values = points_of_values(self.execution_context.variables or {})
                points = REFUSED_COST + self._reading + math.ceil(values / REFUSED_SHARE)
                self.execution_context.context.fine(points)

    def on_execute(self) -> Iterator[None]:
        context = self.execution_context
        schema = context.schema._schema  # noqa: SLF001 - strawberry has no public way to it
        document: Document = context.context.document
        # Strawberry would settle for the first operation where the request names none.
        name = context._provided_operation_name  # noqa: SLF001 - as above
        variables = context.variables or {}
        points = document.cost(schema, name, variables) + points_of_values(variables)
        trusted = _is_trusted(document)
        allowed = TRUSTED_COST if trusted else COST
        if points > allowed:
            raise beyond("cost", allowed, points)
        place = document.place_of(name)
        operation = (document.meaning, place, rough_shape_of(variables))
        if not context.context.has_planned(operation):
            points += document.planning[place]
        points += self._reading
        charged = math.ceil(points / TRUSTED_SHARE) if trusted else points
        self._in_vain = False
        self._charge = context.context.spend(charged)
        context.context.keep_plans(operation)
        yield

    def get_results(self) -> dict[str, Any]:
        return {"cost": self._charge.told()} if self._charge else {}

    @property
    def _reading(self) -> int:
        """What reading the document has cost us, where nobody had sent it before."""
        context = self.execution_context.context
        document: Document | None = context.document
        return document.reading if document and context.newly_read else 0


def _is_trusted(document: Document) -> bool:
    """A document is trusted for its text, whether it was sent or named by its id."""
    return trusted_documents().text_of(document.digest) is not None
