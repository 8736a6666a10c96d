"""What the variables of an operation are given."""

from collections.abc import Mapping
from random import Random
from typing import Any

from tests.api.graphql.proof.comparing import Cursors
from tests.api.graphql.proof.operations import Operation, Sizes, Variable
from tests.api.graphql.proof.values import Samples, written


class Values:
    """The variables of one asking: new ones, or of the shape they had the last time."""

    def __init__(
        self, rng: Random, samples: Samples, cursors: Cursors, former: Mapping[str, Any]
    ) -> None:
        self.rng = rng
        self.samples = samples
        self.cursors = cursors
        self.former = former if former and rng.random() < 0.7 else None
        self.defaults: Mapping[str, str | None] = {}
        self.misplaced = False
        """Whether a cursor may be of another order, so that it depends on what is read of it."""

    def of(self, operation: Operation) -> dict[str, Any]:
        values: dict[str, Any] = {}
        self.defaults = {each.name: each.default for each in operation.variables}
        for each in operation.variables:
            if each.role not in {"cursor", "either"}:
                self._give(each, values)
        for pair in operation.either:
            self._give_either(pair, values)
        for each in operation.variables:
            if each.role == "cursor":
                self._give_cursor(each, values)
        return values

    def document(self, operation: Operation, values: Mapping[str, Any]) -> str:
        """The text, with cursors in its gaps."""
        text = operation.text
        for gap in operation.gaps:
            text = text.replace(f"«{gap.name}»", written(self._cursor(gap, values), gap.kind))
        return text

    def _give(self, variable: Variable, values: dict[str, Any]) -> None:
        """A value; or null, or nothing, where that is allowed."""
        ways = ["value", "value", "value"]
        strict = str(variable.kind).endswith("!")
        if variable.default is not None or (variable.role == "value" and variable.optional):
            ways.append("nothing")
        if variable.role == "value" and variable.optional and variable.default is None:
            ways.append("null")
        way = self.rng.choice(ways)
        if self.former is not None:
            way = "nothing"
            if variable.name in self.former:
                way = "null" if self.former[variable.name] is None else "value"
        if way != "nothing":
            values[variable.name] = None if way == "null" else self._value(variable)
        assert not strict or values.get(variable.name, variable.default) is not None

    def _give_cursor(self, variable: Variable, values: dict[str, Any]) -> None:
        way = self.rng.choice(("value", "value", "value", "null", "nothing"))
        cursor = self._cursor(variable, values) if way == "value" else None
        if cursor is not None or way == "null":
            values[variable.name] = cursor

    def _cursor(self, variable: Variable, values: Mapping[str, Any]) -> str | None:
        """One of the rows in that order; now and then one of another order."""
        order = values.get(variable.order[1:], self.defaults.get(variable.order[1:]))
        if not variable.order.startswith("$"):
            order = None if variable.order == "null" else variable.order
        known = self.cursors.get((variable.node, order or variable.usual_order), [])
        others = [
            each
            for (node, _), more in self.cursors.items()
            if node == variable.node
            for each in more
        ]
        if others and self.rng.random() < 0.05:
            self.misplaced = True
            return self.rng.choice(others)
        return self.rng.choice(known) if known else None

    def _give_either(self, pair: Sizes, values: dict[str, Any]) -> None:
        given, other = self.rng.sample((pair.first, pair.last), 2)
        if self.former is not None and self.former.get(given.name) is None:
            given, other = other, given
        values[given.name] = self.rng.choice(given.pages)
        if other.name in self.former if self.former is not None else self.rng.random() < 0.5:
            values[other.name] = None

    def _value(self, variable: Variable) -> Any:
        if variable.role == "size":
            return self.rng.choice(variable.pages)
        return self.samples.one(self.rng, variable.kind, variable.node)
