"""Where a request comes from, for the trail: set at the edge, read when an entry is written."""

from contextvars import ContextVar
from dataclasses import dataclass, replace
from ipaddress import ip_network
from typing import Final
from uuid import UUID

_KEPT_BITS: Final = {4: 24, 6: 48}
"""Enough to tell an office from a stranger, and too little to tell one person's machine."""


@dataclass(frozen=True)
class Origin:
    network: str | None = None
    program_id: UUID | None = None


_NOWHERE: Final = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=_NOWHERE)


def origin() -> Origin:
    """Of the request that is being answered; of nothing in particular, in the background."""
    return _origin.get()


def comes_from(network: str) -> None:
    """A request begins: whatever the task was about before is forgotten."""
    _origin.set(Origin(network=coarse(network)))


def comes_with(program_id: UUID | None) -> None:
    """Its credential has been verified."""
    _origin.set(replace(_origin.get(), program_id=program_id))


def coarse(network: str) -> str | None:
    """`203.0.113.77` is kept as `203.0.113.0/24`; what is no address is nowhere."""
    try:
        parsed = ip_network(network, strict=False)
    except ValueError:
        return None
    return str(parsed.supernet(new_prefix=min(parsed.prefixlen, _KEPT_BITS[parsed.version])))
