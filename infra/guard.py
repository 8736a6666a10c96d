"""Where an outgoing request may go: checked by its URL, and again by what its name resolves to.

The address that was checked is the address that is connected to, so a name that answers
differently the second time gains nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from infra.addresses import Address, address_in, could_be_known, is_public, may_be_opened
from infra.settings import settings

PORTS = frozenset({443, 8443})
"""The ports a stranger's server may be on."""

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class Blocked(Exception):
    """The request may not go there; the sentence says why, in English and in Chinese (`zh`)."""

    def __init__(self, message: str, *, zh: str) -> None:
        super().__init__(message)
        self.message = message
        self.zh = zh


def checked_url(url: str) -> SplitResult:
    """The URL in its parts. Raises Blocked for one that could never be asked."""
    return _checked(url, tuple(settings().private_peers))


@lru_cache(maxsize=4096)
def _checked(url: str, peers: tuple[str, ...]) -> SplitResult:
    if any(letter <= " " or letter in "\\\x7f" for letter in url):
        # Programs disagree about what these mean, and so about where it goes.
        raise _blocked("This is not an address that can be asked", "这不是可以访问的地址")
    try:
        parts = urlsplit(url)
        port = port_of(parts)
    except ValueError:
        raise _blocked("This is not an address that can be asked", "这不是可以访问的地址") from None
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host or "%" in parts.netloc:
        raise _blocked("An address begins with https:// and a host", "地址须以 https:// 开头")
    if parts.username is not None or parts.password is not None:
        raise _blocked("An address must hold no user or password", "地址中不得包含用户名或密码")
    if _is_one_of(peers, host, port):
        return parts
    if parts.scheme != "https":
        raise _blocked("The address must begin with https://", "地址必须以 https:// 开头")
    if port not in PORTS:
        raise _blocked(f"Port {port} is not asked; 443 and 8443 are", f"不访问 {port} 端口")
    _check_host(host)
    return parts


def _check_host(host: str) -> None:
    literal = address_in(host)
    if literal is None:
        if ":" in host or not could_be_known(host):
            raise _blocked("This host is neither a name nor an address", "该主机名无效")
    elif not is_public(literal):
        raise _not_public(host)
    elif str(literal) != str(_strictly(host)):
        raise _blocked("Write the address as it is usually written", "请使用常规写法填写该地址")


def _strictly(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def port_of(parts: SplitResult) -> int:
    if parts.port is not None:
        return parts.port
    return 443 if parts.scheme == "https" else 80


def leads_to_peer(url: str) -> bool:
    """Checks the URL, and says whether the operator has opened where it leads. Raises Blocked."""
    return _leads_to_one_of(tuple(settings().private_peers), url)


@lru_cache(maxsize=4096)
def _leads_to_one_of(peers: tuple[str, ...], url: str) -> bool:
    parts = _checked(url, peers)
    return _is_one_of(peers, parts.hostname or "", port_of(parts))


def is_peer(host: str, port: int) -> bool:
    """Whether the operator has opened exactly this host and port (`TANLU_PRIVATE_PEERS`)."""
    return _is_one_of(tuple(settings().private_peers), host, port)


@lru_cache(maxsize=4096)
def _is_one_of(peers: tuple[str, ...], host: str, port: int) -> bool:
    named = f"[{host}]" if ":" in host.strip("[]") and not host.startswith("[") else host
    return f"{named}:{port}".lower() in {peer.lower() for peer in peers}


async def resolved(host: str, port: int) -> Sequence[str]:
    """What the system's resolver says."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


async def known_addresses_of(host: str, port: int, resolve: Resolve = resolved) -> Sequence[str]:
    """As below, for whoever is told how it went: a name that leads inside is not known to them.

    Otherwise whoever may enter an address could ask which names there are in our network.

    Raises:
        OSError: the name is unknown, or may not be asked.
    """
    try:
        return await addresses_of(host, port, resolve)
    except Blocked as inside:
        raise OSError(f"{host} is not known") from inside


async def addresses_of(host: str, port: int, resolve: Resolve = resolved) -> Sequence[str]:
    """The addresses that may be connected to, in the resolver's order.

    Raises:
        Blocked: one of them is not public, or not open to peers. One is enough: the next
            question might be answered with it alone.
        OSError: the name is unknown.
    """
    try:
        found = await resolve(host, port)
    except UnicodeError as odd:
        raise OSError(f"{host} cannot be a name") from odd
    allowed = may_be_opened if is_peer(host, port) else is_public
    if not found or not all(allowed(_read(each)) for each in found):
        raise _not_public(host)
    return found


def _read(text: str) -> Address:
    """Without its zone: fe80::1%eth0 is of this machine whatever its zone."""
    return ip_address(text.partition("%")[0])


def _not_public(host: str) -> Blocked:
    return _blocked(f"{host} is not an address on the public internet", f"{host} 不是公网地址")


def _blocked(message: str, zh: str) -> Blocked:
    return Blocked(message, zh=zh)
