"""From an input to a command's arguments."""

from enum import Enum
from typing import Any, cast

import strawberry
from strawberry.types.base import StrawberryContainer, StrawberryObjectDefinition

from api.graphql.scalars import as_id


def given(input: object) -> dict[str, Any]:
    """The input's fields by name, for `**`; what the client left out is left out.

    Inputs inside the input become mappings of the same kind, and ids become UUIDs.
    """
    definition = cast("StrawberryObjectDefinition", vars(type(input))["__strawberry_definition__"])
    found = {field.python_name: getattr(input, field.python_name) for field in definition.fields}
    return {
        field.python_name: _understood(found[field.python_name], field.type)
        for field in definition.fields
        if found[field.python_name] is not strawberry.UNSET
    }


def _understood(value: Any, kind: Any) -> Any:  # noqa: ANN401 - any input value
    if value is None:
        return None
    if isinstance(kind, StrawberryContainer):
        return (
            _understood(value, kind.of_type)
            if not isinstance(value, list)
            else [_understood(item, kind.of_type) for item in value]
        )
    if kind is strawberry.ID:
        return as_id(value)
    # Enums, too, carry a definition once strawberry knows them.
    inner = hasattr(type(value), "__strawberry_definition__") and not isinstance(value, Enum)
    return given(value) if inner else value
