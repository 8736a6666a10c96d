"""Which rows a page holds: order, direction, cursors, filter and size."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    func,
    literal,
    not_,
    select,
    true,
    tuple_,
)

from api.graphql.planner import cursors
from api.graphql.planner.arguments import Argument, Given, Variables
from api.graphql.planner.planning import Planning
from api.graphql.planner.sources import Connected, Order, Row
from api.graphql.serving.limits import PAGE, beyond
from api.refusals import Code, Refused


@dataclass(frozen=True)
class Page:
    """One connection's arguments, understood."""

    planning: Planning
    row: Row
    inside: Row | None
    order: Order
    matching: ColumnElement[bool]
    backward: bool
    limit: BindParameter[Any]
    limit_and_one: BindParameter[Any]
    beyond: Mapping[str, ColumnElement[bool]]

    @classmethod
    def asked(
        cls,
        planning: Planning,
        source: Connected,
        given: Mapping[str, Argument],
        row: Row,
        inside: Row | None,
    ) -> Self:
        order = _order(source, given)
        size = _size(given)
        return cls(
            planning=planning,
            row=row,
            inside=inside,
            order=order,
            matching=and_(true(), *_conditions(planning, source, given, row, inside)),
            backward=given.get("last") is not None,
            limit=planning.parameter(lambda found: _checked(size, found), BigInteger()),
            limit_and_one=planning.parameter(lambda found: _checked(size, found) + 1, BigInteger()),
            beyond=_beyond(planning, order, row, given),
        )

    def rows(self, columns: Mapping[str, ColumnElement[Any]], *, one_more: bool) -> Select[Any]:
        """The rows of the page, best first as seen from the end that is asked for."""
        named = [made.label(label) for label, made in columns.items()]
        # The ORM knows no SELECT without columns, even if rows are only counted.
        found = select(*named or [literal(1).label("counted")]).select_from(self.row)
        found = found.where(self.matching, *self.beyond.values())
        return found.order_by(*self._sorted()).limit(self.limit_and_one if one_more else self.limit)

    def number(self) -> ColumnElement[Any]:
        return func.row_number().over(order_by=self._sorted())

    def cursor(self) -> ColumnElement[Any]:
        return cursors.written(self.order.key(self.row), self.row.id)

    def total(self) -> ColumnElement[Any]:
        """How many rows there are in all, whatever the page."""
        found = select(func.count()).select_from(self.row).where(self.matching)
        return found.scalar_subquery()

    def something_behind(self, cursor: str) -> ColumnElement[bool]:
        """Whether rows lie on the near side of that cursor, the cursor's own row included."""
        if cursor not in self.beyond:
            return literal(False)
        behind = select(literal(1)).select_from(self.row)
        return behind.where(self.matching, not_(self.beyond[cursor])).exists()

    def _sorted(self) -> list[ColumnElement[Any]]:
        down = self.order.descending is not self.backward
        place = (self.order.key(self.row), self.row.id)
        return [each.desc() if down else each.asc() for each in place]


def _order(source: Connected, given: Mapping[str, Argument]) -> Order:
    asked = given.get("orderBy")
    if not isinstance(asked, Given):
        return next(iter(source.orders.values()))
    return source.orders[asked.now]


def _size(given: Mapping[str, Argument]) -> Given:
    first, last = given.get("first"), given.get("last")
    if isinstance(first, Given) and last is None:
        return first
    if isinstance(last, Given) and first is None:
        return last
    raise Refused(
        Code.BAD_USER_INPUT,
        f"Say how many rows: either first or last, from 0 to {PAGE}",
        zh=f"请用 first 或 last 之一说明行数（0 到 {PAGE}）",
    )


def _checked(size: Given, found: Variables) -> int:
    asked: int = size.find(found)
    if not 0 <= asked <= PAGE:
        raise beyond("page", PAGE, asked)
    return asked


def _conditions(
    planning: Planning,
    source: Connected,
    given: Mapping[str, Argument],
    row: Row,
    inside: Row | None,
) -> list[ColumnElement[bool]]:
    found = [source.on(inside, row)] if source.on is not None else []
    asked = given.get("filter")
    for name, value in asked.items() if isinstance(asked, dict) else ():
        if isinstance(value, Given):
            found.append(source.conditions[name](row, planning.bind(value)))
    return found


def _beyond(
    planning: Planning, order: Order, row: Row, given: Mapping[str, Argument]
) -> dict[str, ColumnElement[bool]]:
    found: dict[str, ColumnElement[bool]] = {}
    for cursor in ("after", "before"):
        at = given.get(cursor)
        if isinstance(at, Given):
            place, there = _places(planning, order, row, at)
            later = (cursor == "after") is not order.descending
            found[cursor] = place > there if later else place < there
    return found


def _places(planning: Planning, order: Order, row: Row, at: Given) -> tuple[Any, Any]:
    key = order.key(row)

    def part(number: int) -> Any:  # noqa: ANN401 - finds a value of either type
        return lambda found: cursors.read(at.find(found), key.type)[number]

    # A cursor that somebody made up may hold a number too large for the column.
    kind = BigInteger() if isinstance(key.type, Integer) else key.type
    there = tuple_(planning.parameter(part(0), kind), planning.parameter(part(1), row.id.type))
    return tuple_(key, row.id), there
