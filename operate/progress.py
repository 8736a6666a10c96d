"""A line that shows how far a long command has come, and how long it still takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

Show: TypeAlias = Callable[[int, int], None]
"""Told how many are done, and of how many."""


@contextmanager
def progress(what: str) -> Iterator[Show]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as line:
        task = line.add_task(what, total=None)
        yield lambda done, total: line.update(task, total=total, completed=done)
