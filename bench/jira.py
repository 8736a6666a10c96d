"""`./tanlu bench jira`: importing a Jira with its history, against reading the same pages alone.

The other side reads the same pages with a bare client and copies them into one table in bulk: no
translation, no identities, no evidence, no cursor. Both sides ask twice: first a played Jira that
makes each page, which takes long and flatters whoever does more besides; then the same answers,
kept and given at once. The ratio is that of the second time, where nothing hides what we add.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bench.jira_sides import Watched, hire_everybody, import_all, read_and_copy
from bench.served import served
from bench.side_by_side import (
    Report,
    add_common_arguments,
    database_of,
    milliseconds,
    throw_away_server,
    with_progress,
)
from infra.embedded import Embedded
from infra.ports import free_port
from infra.settings import settings
from tenants.platform import make_platform
from tenants.provisioning import create_tenant

TARGET = (
    "time to import against reading the same pages and one COPY, all pages answered at once:"
    " at most 4.0"
)
_ROUNDS = 5
_LOOK = "/rest/api/3/serverInfo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_common_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    with throw_away_server() as server, _played() as address:
        asyncio.run(_measure(server, address)).show(as_json=arguments.json)
    return 0


@contextmanager
def _played() -> Iterator[str]:
    """The fakes with the real issues, if they are there, and before them who remembers answers."""
    behind, port = free_port(), free_port()
    fakes, address = f"http://127.0.0.1:{behind}", f"http://127.0.0.1:{port}"
    os.environ["TANLU_PRIVATE_PEERS"] = f'["127.0.0.1:{port}"]'
    settings.cache_clear()
    playing = [sys.executable, "-m", "fakes", "--port", str(behind), "--base", address]
    remembering = [sys.executable, "-m", "bench.recorder", str(port), fakes]
    with served(playing, fakes + _LOOK), served(remembering, address + _LOOK):
        yield address


async def _measure(server: Embedded, address: str) -> Report:
    async with database_of(server):
        await make_platform()
        # The import goes first: a process's peak of memory never goes down again.
        watched = Watched()
        made = await _timed_import(address, "first", watched)
        made_bare = await milliseconds(partial(read_and_copy, address))
        ours, bare = [], []
        for number in with_progress(range(_ROUNDS), "pages at once", _ROUNDS):
            ours.append(await _timed_import(address, f"round-{number}", Watched()))
            bare.append(await milliseconds(partial(read_and_copy, address)))
    return _report(watched, (made, made_bare), (min(ours), min(bare)))


async def _timed_import(address: str, name: str, watched: Watched) -> float:
    """Into a company of its own, which is made before the clock runs."""
    place = await create_tenant(name, name)
    await hire_everybody(place, address)
    return await milliseconds(partial(import_all, place, address, watched))


def _report(watched: Watched, made: tuple[float, float], at_once: tuple[float, float]) -> Report:
    report = Report("jira", TARGET, ratio=at_once[0] / at_once[1])
    report.figures |= {
        "issues": watched.read,
        "pages at once: import, seconds": at_once[0] / 1000,
        "pages at once: reading and COPY, seconds": at_once[1] / 1000,
        "pages at once: milliseconds an issue": at_once[0] / watched.read,
        "pages at once: issues imported a second": watched.read / at_once[0] * 1000,
        "pages being made: import, seconds": made[0] / 1000,
        "pages being made: reading and COPY, seconds": made[1] / 1000,
        "pages being made: ratio": made[0] / made[1],
        **{
            f"peak memory at {mark} %, MiB": megabytes for mark, megabytes in watched.memory.items()
        },
    }
    return report
