"""What every `./tanlu bench` shares: a server of its own, two sides in one run, one report.

Figures of one machine at one moment say little, so a bench runs what it measures and what it
is measured against in turns, and its `ratio` is the one number to look at.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import asyncpg
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from infra.database import close_engines
from infra.embedded import Embedded
from infra.ports import free_port
from infra.settings import settings

T = TypeVar("T")

_STEADY = ("max_connections=200", "shared_buffers=512MB", "checkpoint_timeout=30min")


@dataclass
class Report:
    """A bench's figures by name, and the ratio that its target speaks of."""

    bench: str
    target: str
    ratio: float | None = None
    figures: dict[str, float | int | str] = field(default_factory=dict)

    def show(self, *, as_json: bool) -> None:
        if as_json:
            print(json.dumps({"bench": self.bench, "ratio": self.ratio, "figures": self.figures}))
            return
        table = Table(title=f"bench {self.bench}", title_justify="left")
        table.add_column("figure")
        table.add_column("value", justify="right")
        for name, value in self.figures.items():
            table.add_row(name, f"{value:,.2f}" if isinstance(value, float) else str(value))
        table.add_section()
        table.add_row("ratio", "-" if self.ratio is None else f"{self.ratio:.2f}")
        table.caption = self.target
        Console().print(table)


def add_common_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


@contextmanager
def throw_away_server(*options: str) -> Iterator[Embedded]:
    """A PostgreSQL on loopback, gone afterwards. Options are the server's: `fsync=off`."""
    with tempfile.TemporaryDirectory(prefix="tanlu-bench-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)  # run by root, the server is somebody else
        server = Embedded(folder / "server", free_port())
        server.create()
        server.start(*_STEADY, *options)
        try:
            yield server
        finally:
            server.stop("immediate")


@asynccontextmanager
async def database_of(server: Embedded, name: str = "bench") -> AsyncIterator[None]:
    """Make an empty database and let Tanlu's settings point to it while this is open."""
    connection = await asyncpg.connect(server.url())
    await connection.execute(f'CREATE DATABASE "{name}"')
    await connection.close()
    ours = {"TANLU_DATABASE_URL": server.url(name), "TANLU_SECRET_KEY": "a key for the bench"}
    before = {key: os.environ.get(key) for key in ours}
    await _use(ours)
    try:
        yield
    finally:
        await _use(before)


async def _use(environment: Mapping[str, str | None]) -> None:
    await close_engines()
    for key, value in environment.items():
        os.environ.pop(key, None)
        if value is not None:
            os.environ[key] = value
    settings.cache_clear()


def with_progress(items: Iterable[T], label: str, total: int) -> Iterator[T]:
    """The items, with a line on stderr that says how far it is and how long it will take."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as line:
        yield from line.track(items, total=total, description=label)


async def in_turns(
    sides: Mapping[str, Callable[[], Awaitable[object]]],
    *,
    rounds: int,
    label: str,
    before: Mapping[str, Callable[[], Awaitable[object]]] | None = None,
) -> dict[str, list[float]]:
    """Run each side once a round, and give each one's times in milliseconds.

    What a side needs `before` it begins is not in its time.
    """
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in with_progress(range(rounds), label, rounds):
        for name, deed in sides.items():
            if before and name in before:
                await before[name]()
            times[name].append(await milliseconds(deed))
    return times


async def milliseconds(deed: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await deed()
    return (time.perf_counter() - started) * 1000


def percentile(values: Iterable[float], percent: float) -> float:
    """The smallest value that so many percent of the values do not exceed."""
    ordered = sorted(values)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(int(rank), 1) - 1]
