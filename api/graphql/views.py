"""The words a view says where its fields come from with; the planner reads them.

A view is a strawberry type over one entity. A field that says nothing is the column of the same
name. The others are a `value` (any SQL expression over the row), a `localised` text, `one` or
`many` rows of another view, or a `connection` over them. What a viewer may see is the view's
`visible` statement, taken from the domain; a view without one is a part that is reached only
through the whole it belongs to.
"""

from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, Signature, cleandoc
from typing import Any, TypeVar, dataclass_transform, get_args

import strawberry
from sqlalchemy import ColumnElement, Date, DateTime, Select, Text, Uuid, bindparam, cast, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase
from strawberry.types.field import StrawberryField

from api.graphql.planner.sources import (
    PLAN,
    SCOPE,
    AnyNode,
    Condition,
    Connected,
    Found,
    Many,
    One,
    Order,
    Row,
    Source,
    Value,
    View,
)
from api.scopes import Scope
from domain.viewer import Viewer

T = TypeVar("T")

LOCALE = bindparam("locale", type_=Text(), required=False)
"""The reader's language, as a value in SQL."""
ROLES = bindparam("roles", type_=ARRAY(Text()), required=False)
"""The roles of whoever reads, as a value in SQL."""
SEEN_WHOLE = bindparam("seen_whole", type_=ARRAY(Text()), required=False)
"""The scopes under which they see all of the company."""
VIEWER_ID = bindparam("viewer_id", type_=Uuid(), required=False)
"""The reader, as a value in SQL; whoever is nobody equals no one."""
NOW = bindparam("viewed_at", type_=DateTime(timezone=True), required=False)
"""The moment of the reading, as a value in SQL."""
TODAY = cast(func.timezone("UTC", NOW), Date())
"""The day of the reading, in UTC, as a value in SQL."""


@dataclass_transform(kw_only_default=True)
def view(
    model: type[DeclarativeBase],
    *,
    name: str,
    scope: Scope,
    visible: Callable[[Viewer], Select[Any]] | None = None,
    content: Callable[[Row], ColumnElement[Any]] | None = None,
) -> Callable[[type[T]], type[T]]:
    """Declare a class as the GraphQL type `name` over `model`; its docstring describes it.

    `content` says whose words its rows hold, if they do: who reads those of others is noted.
    """

    def declare(cls: type[T]) -> type[T]:
        for attribute in cls.__annotations__:
            if attribute not in vars(cls):
                setattr(cls, attribute, value(_column_named(attribute)))
        made = strawberry.type(cls, name=name, description=cleandoc(cls.__doc__ or ""))
        setattr(made, "__view__", View(model, visible, scope, content))  # noqa: B010 - a mark of our own
        return made

    return declare


def value(
    sql: Callable[[Row], ColumnElement[Any]],
    *,
    scope: Scope | None = None,
    description: str | None = None,
) -> Any:  # noqa: ANN401 - stands for a field of any type
    """A scalar field: `sql` is given the row and returns an expression."""
    return _field(Value(sql), scope=scope, description=description)


def localised(column: Callable[[Row], Any], *, description: str | None = None) -> Any:  # noqa: ANN401
    """A text kept in both languages, in the reader's."""
    return _field(
        Value(
            lambda row: func.coalesce(column(row).op("->>")(LOCALE), column(row).op("->>")("en"))
        ),
        description=description,
    )


def one(
    on: Callable[[Row, Row], ColumnElement[bool]],
    *,
    scope: Scope | None = None,
    description: str | None = None,
) -> Any:  # noqa: ANN401
    """The other row for which `on(this, other)` holds; nullable if it may be invisible."""
    return _field(One(on), scope=scope, description=description)


def many(
    on: Callable[[Row, Row], ColumnElement[bool]],
    *,
    order: Callable[[Row], Sequence[ColumnElement[Any]]],
    scope: Scope | None = None,
    description: str | None = None,
) -> Any:  # noqa: ANN401
    """All other rows for which `on(this, other)` holds."""
    return _field(Many(on, order), scope=scope, description=description)


def connection(
    orders: Mapping[Any, Order],
    *,
    on: Callable[[Row, Row], ColumnElement[bool]] | None = None,
    filtered_by: type | None = None,
    scope: Scope | None = None,
    description: str | None = None,
) -> Any:  # noqa: ANN401
    """Rows in pages, in one of `orders` (the first is the default), filtered by an input."""
    conditions: Mapping[str, Condition] = getattr(filtered_by, "__conditions__", {})
    arguments: dict[str, Any] = dict.fromkeys(("first", "last"), int | None)
    arguments |= dict.fromkeys(("after", "before"), str | None)
    if filtered_by is not None:
        arguments["filter"] = filtered_by | None
    arguments["order_by"] = type(next(iter(orders))) | None
    source = Connected(orders, conditions, on)
    return _field(source, arguments, scope=scope, description=description)


def found(
    on: Callable[[Row, Mapping[str, Any], Viewer], ColumnElement[bool]],
    *,
    by: Mapping[str, Any] | None = None,
    description: str | None = None,
) -> Any:  # noqa: ANN401
    """A root field: the visible row for which `on(row, arguments, viewer)` holds, or null."""
    return _field(Found(on), dict(by or {}), description=description)


def looked_up(*, by: Mapping[str, Any], description: str) -> Any:  # noqa: ANN401
    """A root field: whatever has that id, of any view that is visible by itself."""
    return _field(AnyNode(), dict(by), description=description)


def _column_named(attribute: str) -> Callable[[Row], ColumnElement[Any]]:
    def column(row: Row) -> ColumnElement[Any]:
        found: ColumnElement[Any] = getattr(row, attribute)
        return found

    return column


def _field(
    source: Source,
    arguments: Mapping[str, Any] | None = None,
    *,
    scope: Scope | None = None,
    description: str | None = None,
) -> StrawberryField:
    """A strawberry field that carries its source. Only at the root is it ever resolved."""
    metadata: dict[str, Any] = {PLAN: source}
    if scope is not None:
        metadata[SCOPE] = scope
    resolver: Any = None if arguments is None else _resolver(arguments)
    made: StrawberryField = strawberry.field(
        resolver=resolver, metadata=metadata, description=description
    )
    return made


def _resolver(arguments: Mapping[str, Any]) -> Callable[..., Any]:
    async def read(_: object, info: strawberry.Info, **_given: object) -> object:
        return await info.context.read(info)

    parameters = [
        Parameter("self", Parameter.POSITIONAL_OR_KEYWORD),
        Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info),
    ]
    parameters += [
        Parameter(name, Parameter.KEYWORD_ONLY, default=_default(kind), annotation=kind)
        for name, kind in arguments.items()
    ]
    setattr(read, "__signature__", Signature(parameters))  # noqa: B010 - made from data
    return read


def _default(kind: Any) -> Any:  # noqa: ANN401 - an annotation
    """Optional arguments may be left out; the others are required."""
    return strawberry.UNSET if type(None) in get_args(kind) else Parameter.empty
