"""Filters: inputs whose fields are conditions."""

from inspect import cleandoc
from typing import Any, TypeVar

import strawberry
from sqlalchemy import ColumnElement
from strawberry.utils.str_converters import to_camel_case

from api.graphql.planner.sources import Condition, Row

T = TypeVar("T")


def where(condition: Condition) -> Any:  # noqa: ANN401 - stands for an input field of any type
    """An input field: `condition` is given the row and the value, a list as an SQL array."""
    return condition


def filtering(cls: type[T]) -> type[T]:
    """Declare a class as an input whose fields, if given and not null, must all hold."""
    conditions = {}
    for attribute in cls.__annotations__:
        conditions[to_camel_case(attribute)] = vars(cls).get(attribute) or _equal_to(attribute)
        setattr(cls, attribute, strawberry.UNSET)
    made = strawberry.input(cls, description=cleandoc(cls.__doc__ or ""))
    setattr(made, "__conditions__", conditions)  # noqa: B010 - a mark of our own
    return made


def _equal_to(attribute: str) -> Condition:
    def equal(row: Row, given: Any) -> ColumnElement[bool]:  # noqa: ANN401
        same: ColumnElement[bool] = getattr(row, attribute) == given
        return same

    return equal
