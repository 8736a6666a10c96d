"""What an annotation says: beside a text that describes it, of one thing or of many, or of null."""

from collections.abc import Collection, Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

_LISTS = {list, Sequence, Collection}
_OBJECTS = {dict, Mapping}


def text_of(annotation: Any) -> str | None:  # noqa: ANN401 - an annotation, as in all of these
    """The text of an `Annotated` one."""
    return get_args(annotation)[1] if get_origin(annotation) is Annotated else None


def bare(annotation: Any) -> Any:  # noqa: ANN401
    """Without its text."""
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def unless_null(annotation: Any) -> Any:  # noqa: ANN401
    """What it may be besides null; None where it may not be null, or may be several things."""
    others = [each for each in get_args(annotation) if each is not NoneType]
    nullable = get_origin(annotation) in {Union, UnionType} and len(others) == 1
    return others[0] if nullable else None


def item_of(annotation: Any) -> Any:  # noqa: ANN401
    """Of what there may be many; None where there is one."""
    return get_args(annotation)[0] if get_origin(annotation) in _LISTS else None


def is_object(annotation: Any) -> bool:  # noqa: ANN401
    """Whether it is anything that JSON calls an object."""
    return get_origin(annotation) in _OBJECTS
