"""One process at a time owns a home's database: who starts it, who stops it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from infra.sentences import sentence_for
from infra.trouble import Trouble
from operate.home import Home


@contextmanager
def claimed(home: Home) -> Iterator[bool]:
    """True if the home is now ours, until the end of the block or of the process.

    False if somebody else's. The system forgets the claim with the process, even by kill -9.
    """
    try:
        file = os.open(home.folder / "claim", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise Trouble(sentence_for(error, home.folder)) from None
    try:
        yield _try_to_lock(file)
    finally:
        os.close(file)


def owner(home: Home) -> int:
    """The process that claimed the home last; whether it still has it, `claimed` tells."""
    try:
        return int((home.folder / "claim").read_text())
    except (OSError, ValueError):
        return 0


def _try_to_lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    os.ftruncate(file, 0)
    os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
    return True
