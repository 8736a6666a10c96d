"""Ports of this machine: whether one is free, and which."""

import secrets
import socket

from infra.trouble import Trouble

# Below those that systems lend to outgoing connections (from 32768 or 49152 up): between the
# moment one is found free and the moment somebody listens on it, no connection can take it.
_FIRST, _LAST = 20_000, 32_000
_TRIES = 1_000


def free_port(in_a_row: int = 1) -> int:
    """The first of so many neighbours that are free on 127.0.0.1.

    Raises:
        Trouble: there are none.
    """
    for _ in range(_TRIES):
        first = _FIRST + secrets.randbelow(_LAST - _FIRST)
        if all(_is_free(each) for each in range(first, first + in_a_row)):
            return first
    raise Trouble(f"No port between {_FIRST} and {_LAST} of this machine is free.")


def refuse_busy_port(host: str, port: int) -> None:
    """Raises Trouble when nothing can be served there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise Trouble(f"There is no port {port}: ports go from 1 to 65535.") from None
        except OSError as error:
            raise Trouble(
                f"Cannot serve on port {port} of {host} ({error.strerror});"
                " choose another with --port."
            ) from None


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
