"""What mutations answer: payloads are read off what a line says it gives, and checked."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, get_type_hints

import strawberry

from api.graphql.annotations import bare, item_of, text_of, unless_null
from api.graphql.errors import UserError

Gives: TypeAlias = Mapping[str, Any]
"""Views, lists of them, and plain values, by name; an `Annotated` one is described by its text."""


def payload_of(name: str, gives: Gives) -> type:
    """The payload of that name; all but the reasons is null where the command was refused."""
    made = type(
        name,
        (),
        {
            **{each: strawberry.field(description=text_of(kind)) for each, kind in gives.items()},
            "__annotations__": {
                **{each: bare(kind) | None for each, kind in gives.items()},
                "user_errors": list[UserError],
            },
        },
    )
    return strawberry.type(made)


def check_gives(command: Callable[..., Any], gives: Gives) -> None:
    """Raises TypeError where the command does not return that, by its signature.

    It returns the one thing, or something that has them all.
    """
    returned = get_type_hints(command)["return"]
    if len(gives) == 1 and _shape(returned) == _shape(*gives.values()):
        return
    has = get_type_hints(returned) if gives else {}
    for name, kind in gives.items():
        if name not in has or _shape(has[name]) != _shape(kind):
            raise TypeError(f"{command.__name__} returns {returned}, so no {name}: {kind}")


def _shape(annotation: Any) -> tuple[bool, Any]:  # noqa: ANN401 - an annotation
    """Whether there are many, and of what: an entity, where a view of it is meant."""
    kind = bare(annotation)
    kind = unless_null(kind) or kind
    if (item := item_of(kind)) is not None:
        return True, _shape(item)[1]
    return False, kind.__view__.model if hasattr(kind, "__view__") else kind
