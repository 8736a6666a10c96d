"""Files and folders that are for their owner alone."""

import os
from pathlib import Path
from typing import IO

FILE, FOLDER = 0o600, 0o700


def append_privately(path: Path) -> IO[bytes]:
    """Open it to write at its end. Whoever else uses the machine does not read it from now on."""
    number = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, FILE)
    os.fchmod(number, FILE)
    return os.fdopen(number, "ab")


def tighten(folder: Path, *, but: Path) -> None:
    """The folder and all in it, however it was made, without going into `but`."""
    folder.chmod(FOLDER)
    for found in folder.iterdir():
        if found == but or found.is_symlink():
            continue
        if found.is_dir():
            tighten(found, but=but)
        else:
            found.chmod(FILE)
