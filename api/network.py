"""Where a request comes from: the network that a stranger's attempts are counted by."""

import ipaddress

from starlette.datastructures import Headers
from starlette.types import Scope

from infra.settings import settings

_FORWARDED_FOR = "x-forwarded-for"
_LONGEST_CHAIN = 20
_ONE_HOUSEHOLD = 64
"""Bits of an IPv6 address that its holder cannot change at will: everybody is given that many."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def network_of(scope: Scope) -> str:
    """The IPv4 address, or the IPv6 network of 64 bits, that a request comes from.

    It is the peer's, unless the peer is one of the proxies that the setting `trusted_proxies`
    names: then it is the last address of X-Forwarded-For that none of them has. What a stranger
    writes into that header stands before it, and is never read.
    """
    peer: tuple[str, int] | None = scope.get("client")
    address = _address(peer[0]) if peer else None
    if address is None:
        return "unknown"
    if _is_trusted(address):
        address = _forwarded(Headers(scope=scope)) or address
    return _network(address)


def _forwarded(headers: Headers) -> _Address | None:
    """From the nearest proxy outwards, as long as proxies of ours say so."""
    chain = ",".join(headers.getlist(_FORWARDED_FOR)).rsplit(",", _LONGEST_CHAIN)
    for written in reversed(chain[-_LONGEST_CHAIN:]):
        address = _address(written.strip())
        if address is None or not _is_trusted(address):
            return address
    return None


def _address(written: str) -> _Address | None:
    try:
        found = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found


def _network(address: _Address) -> str:
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, _ONE_HOUSEHOLD), strict=False))


def _is_trusted(address: _Address) -> bool:
    return any(address in network for network in settings().trusted_proxies)
