"""Logs that never grow beyond a size, while the processes that write them go on writing."""

import shutil
from contextlib import suppress
from pathlib import Path

LONGEST = 20_000_000
"""Bytes of a log; as many of what was before are kept beside it."""


def keep_short(log: Path, longest: int = LONGEST) -> None:
    """Put a log that has become long aside, and let its writers go on from the start of the file.

    They hold it open, so it is emptied and not exchanged; each writes at its end, wherever that
    is. Without room for a copy it is emptied all the same: the room is worth more than the log.
    What is written between the copy and the emptying is lost.
    """
    try:
        size = log.stat().st_size
    except OSError:
        return
    if size <= longest:
        return
    before = log.with_suffix(".log.1")
    try:
        with log.open("rb") as whole, before.open("wb") as kept:
            whole.seek(size - longest)
            shutil.copyfileobj(whole, kept)
        before.chmod(log.stat().st_mode & 0o777)
    except OSError:
        with suppress(OSError):
            before.unlink()
    with suppress(OSError), log.open("r+b") as written:
        written.truncate()
