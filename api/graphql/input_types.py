"""What clients send: inputs are read off the keywords of a function, and read back into them."""

import dataclasses
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, dataclass
from functools import cache
from inspect import Parameter, cleandoc, signature
from types import GenericAlias
from typing import Any, NamedTuple, Self, TypeAlias, get_type_hints
from uuid import UUID

import strawberry
from strawberry.scalars import JSON
from strawberry.utils.str_converters import to_camel_case

from api.graphql.annotations import bare, is_object, item_of, text_of, unless_null
from api.graphql.scalars import as_id

Read: TypeAlias = Callable[[Any], Any]


class Keyword(NamedTuple):
    """An argument that is given by its name, what it may be, and what it is if left out."""

    name: str
    annotation: Any
    default: Any = Parameter.empty


@dataclass(frozen=True)
class Input:
    """A GraphQL input, and the way back from what was sent to the keywords it was read off."""

    type: type
    reads: Mapping[str, Read]

    def arguments(self, sent: object) -> dict[str, Any]:
        """The keywords, for `**`: with UUIDs for ids, and our own classes for inputs inside."""
        return {name: read(getattr(sent, name)) for name, read in self.reads.items()}

    def only(self, names: Collection[str]) -> Self:
        """The same input for somebody who takes only these keywords."""
        return dataclasses.replace(
            self, reads={name: read for name, read in self.reads.items() if name in names}
        )


def keywords_of(function: Callable[..., Any]) -> dict[str, Keyword]:
    """What a function takes by name."""
    hints = get_type_hints(function, include_extras=True)
    return {
        each.name: Keyword(each.name, hints[each.name], each.default)
        for each in signature(function).parameters.values()
        if each.kind is Parameter.KEYWORD_ONLY
    }


@cache
def input_of(name: str, keywords: tuple[Keyword, ...], says: str) -> Input:
    """The input of that name; asked for again with the same keywords, the same one.

    Args:
        name: of the GraphQL type.
        keywords: its fields. An `Annotated` one is described by its text; what may be null may
            be left out.
        says: what describes it.

    Raises:
        TypeError: a keyword is nothing that can be sent.
    """
    kinds = {each.name: _kind_of(bare(each.annotation)) for each in keywords}
    made = type(
        name,
        (),
        {
            **{each.name: _field_of(each) for each in keywords},
            "__annotations__": {each: kind for each, (kind, _) in kinds.items()},
        },
    )
    reads = {each: read for each, (_, read) in kinds.items()}
    return Input(strawberry.input(made, description=says or None), reads)


def _field_of(keyword: Keyword) -> Any:  # noqa: ANN401 - stands for a field of any type
    # `from_` is `from` for those who do not write Python.
    name, default = to_camel_case(keyword.name.rstrip("_")), keyword.default
    described = text_of(keyword.annotation)
    if isinstance(default, list | tuple):
        return strawberry.field(
            name=name, description=described, default_factory=list(default).copy
        )
    if default is Parameter.empty:
        default = MISSING if unless_null(bare(keyword.annotation)) is None else None
    return strawberry.field(name=name, description=described, default=default)


def _kind_of(annotation: Any) -> tuple[Any, Read]:  # noqa: ANN401
    """How GraphQL calls what a keyword may be, and how what was sent becomes that."""
    if annotation is UUID:
        return strawberry.ID, as_id
    if (other := unless_null(annotation)) is not None:
        kind, read = _kind_of(other)
        return kind | None, lambda sent: None if sent is None else read(sent)
    if (item := item_of(annotation)) is not None:
        kind, read = _kind_of(item)
        return GenericAlias(list, (kind,)), lambda sent: [read(each) for each in sent]
    if is_object(annotation):
        return JSON, _as_it_is
    if not isinstance(annotation, type):
        raise TypeError(f"Nobody can send {annotation}")
    return _item(annotation) if dataclasses.is_dataclass(annotation) else (annotation, _as_it_is)


def _item(kind: type) -> tuple[type, Read]:
    """A dataclass is an input of its own, described by its docstring."""
    hints = get_type_hints(kind, include_extras=True)
    keywords = tuple(
        Keyword(each.name, hints[each.name], _default_of(each)) for each in dataclasses.fields(kind)
    )
    made = input_of(f"{kind.__name__}Input", keywords, cleandoc(kind.__doc__ or ""))
    return made.type, lambda sent: kind(**made.arguments(sent))


def _default_of(field: "dataclasses.Field[Any]") -> Any:  # noqa: ANN401
    return Parameter.empty if field.default is MISSING else field.default


def _as_it_is(sent: Any) -> Any:  # noqa: ANN401
    return sent
