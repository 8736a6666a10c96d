"""A file that is there whole or not at all, and for its owner alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from infra.private_files import FILE


@contextmanager
def finished_file(path: Path) -> Iterator[IO[bytes]]:
    """To write to. It gets its name at the end of the block, and what failed is removed."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    how = os.O_CREAT | os.O_WRONLY | os.O_TRUNC
    try:
        with os.fdopen(os.open(unfinished, how, FILE), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
