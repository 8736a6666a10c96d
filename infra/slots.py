"""A worker's name that outlives it: the next process on this machine takes it over.

What a killed worker had claimed then waits for its successor's first second, not until it is
declared dead. The name is held by a lock on a file, which the kernel lets go at any death.
"""

import fcntl
import socket
from typing import TextIO
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from infra.settings import settings

_MOST_WORKERS = 256
_held: list[TextIO] = []
"""Open for the life of the process."""


def take_slot() -> UUID:
    """The first free name of this machine and data folder; a new one if there is no folder."""
    folder = settings().data_dir / "workers"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return uuid4()
    for number in range(_MOST_WORKERS):
        file = (folder / f"{number}.lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
        else:
            _held.append(file)
            return uuid5(NAMESPACE_URL, f"worker:{socket.gethostname()}:{folder}:{number}")
    return uuid4()
