"""From SIGTERM to the end: first nobody new is sent here, then the server stops."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from infra.settings import settings

_told = asyncio.Event()


def is_ending() -> bool:
    """Told to end, whether or not the server still accepts requests."""
    return _told.is_set()


@contextmanager
def end_gently() -> Iterator[None]:
    """While this is open, SIGTERM reaches the server only after `drain_seconds`.

    In between it serves as ever, while those who ask for its readiness are told to go elsewhere.
    A second SIGTERM is passed on at once.
    """
    servers_own = signal.getsignal(signal.SIGTERM)
    if not callable(servers_own):
        yield
        return
    _told.clear()
    signal.signal(signal.SIGTERM, _deferred(servers_own, asyncio.get_running_loop()))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, servers_own)


def _deferred(
    servers_own: Callable[[int, FrameType | None], object], loop: asyncio.AbstractEventLoop
) -> Callable[[int, FrameType | None], None]:
    def told(number: int, frame: FrameType | None) -> None:
        patience = settings().drain_seconds
        if is_ending() or not patience:
            servers_own(number, frame)
        else:
            loop.call_soon_threadsafe(loop.call_later, patience, servers_own, number, None)
        _told.set()

    return told
