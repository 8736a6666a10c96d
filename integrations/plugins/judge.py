"""Whether a manifest is true as well as well formed.

Scopes and documents are known above this layer, so whoever knows them makes the judge known here.
"""

from collections.abc import Callable

from integrations.plugins.manifest import Manifest

Judge = Callable[[str], Manifest]
"""The manifest in a text. Raises Flawed."""

_known: list[Judge] = []


def know_judge(judge: Judge) -> None:
    """Called once by whoever has it."""
    _known[:] = [judge]


def judged(text: str) -> Manifest:
    (known,) = _known
    return known(text)
