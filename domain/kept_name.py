"""Names that are kept in the database: written out, so that code may move without moving data.

What waits, what was handled and what is due next is kept by such a name for months. A name of
`module.function` would change with every file that moves.
"""

import re
from collections.abc import Callable
from types import FunctionType
from typing import Final, cast

_FORM: Final = re.compile(r"[a-z_]+\.[a-z_]+")
_DECLARED: Final[dict[str, str]] = {}


def kept_name(name: str, of: Callable[..., object]) -> str:
    """The name, once it is known to be good and to be this function's alone.

    Args:
        name: a part of the product and a deed, such as `webhooks.deliver`.
        of: what is kept by that name; the same may be declared again.

    Raises:
        ValueError: it is badly formed, or another function has it.
    """
    if not _FORM.fullmatch(name):
        raise ValueError(
            f'"{name}" cannot be kept as a name: write a part and a deed, as in "webhooks.deliver"'
        )
    code = cast("FunctionType", of).__code__
    here = f"{code.co_filename}:{code.co_firstlineno}"
    there = _DECLARED.setdefault(name, here)
    if there != here:
        raise ValueError(f'"{name}" is the name of two things, at {there} and at {here}')
    return name
