"""Which addresses of the internet a program of ours may be sent to by somebody else's data.

`ipaddress.is_global` alone is not enough: depending on Python's version it lets multicast, the
tunnels that lead back to IPv4, and the metadata services of clouds through. The list follows
IANA's registries of special-purpose addresses and what the large clouds document.
"""

import re
import socket
import unicodedata
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address

_GIVEN_OUT = ip_network("2000::/3")
"""All of IPv6 that IANA has given out to the public so far."""

_NOBODYS = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "168.63.129.16/32",
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
"""Global by their number, and yet no stranger's server: tunnels, sinkholes, documentation."""

_NEVER = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.100.100.200/32",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "192.0.0.192/32",
        "::/128",
        "fd00:ec2::/32",
        "fd20:ce::254/128",
        "fe80::/10",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "::ffff:0:0:0/96",
        "::/96",
    )
)
"""Where machines ask their cloud for credentials, and the tunnels that lead there: not even an
operator opens these."""

_LOOPBACK = ip_address("::1")
_NUMBERS = re.compile(r"(0x)?[0-9a-f]+(\.(0x)?[0-9a-f]+){0,3}")
_LONGEST_NAME = 254
_DOTS = str.maketrans("。．｡", "...")


def is_public(address: Address) -> bool:
    """Whether it can be a stranger's server, and nothing of this machine, network or cloud."""
    address = _unwrapped(address)
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv6Address) and address not in _GIVEN_OUT:
        return False
    return not _in_any(address, _NOBODYS)


def may_be_opened(address: Address) -> bool:
    """Whether an operator may open it although it is private: a server of the company's own."""
    address = _unwrapped(address)
    if address == _LOOPBACK:
        return True
    return not address.is_multicast and not _in_any(address, _NEVER)


def address_in(host: str) -> Address | None:
    """The address that the host of a URL spells out, or None for a name.

    However it is spelled: as one number, in hexadecimal, octal or full-width digits, with parts
    left out, with a dot at its end. Somebody on the way to the socket understands each of these.
    """
    plain = usual(host)
    try:
        return ip_address(plain)
    except ValueError:
        pass
    if not _NUMBERS.fullmatch(plain):
        return None
    try:
        return IPv4Address(socket.inet_aton(plain))
    except OSError:
        return None


def usual(host: str) -> str:
    """The host as resolvers read it: compatible letters, small, plain dots, none at the end."""
    return unicodedata.normalize("NFKC", host.translate(_DOTS)).lower().strip("[]").rstrip(".")


def could_be_known(name: str) -> bool:
    """Whether the name system could hold it: labels of 1 to 63 letters, none of them empty."""
    try:
        labels = usual(name).encode("idna").split(b".")
    except UnicodeError:
        return False
    return all(labels) and sum(map(len, labels)) + len(labels) <= _LONGEST_NAME


def _unwrapped(address: Address) -> Address:
    """An IPv4 address in an IPv6 coat is the IPv4 address."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _in_any(address: Address, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return any(address in network for network in networks)
