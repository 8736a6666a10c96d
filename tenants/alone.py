"""A suspect runs in a process of its own.

A job whose run had no end may have killed its process, or may only have been beside the one that
did. Alone it shows which: the innocent finish, and poison harms nobody else.
"""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import structlog
from pydantic import TypeAdapter

from infra import clock
from infra.database import close_engines
from infra.lifetime import STARTED_BY
from infra.posting import close_posting
from tenants import ledger
from tenants.jobs import job_called
from tenants.ledger import Started
from tenants.runs import MOST_DEATHS, bury_as_poison, carry_out

_AT_ONCE = 2
_GRACE = timedelta(seconds=30)
"""Beyond the job's own time limit, which a busy loop does not heed."""
_ENDED = b"ended\n"
_TOLD = TypeAdapter(Started)

_log = structlog.get_logger()


class Apart:
    """The processes for suspects: each runs one suspect after another, until one kills it."""

    def __init__(self, program: Sequence[str]) -> None:
        self._cells = [Cell(program) for _ in range(_AT_ONCE)]
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def run(self, started: Started) -> None:
        """Run it, and write down if that process died of it."""
        limit = job_called(started.name).time_limit + _GRACE
        async with self._free:
            cell = self._cells.pop()
            try:
                ended = await asyncio.to_thread(cell.run, started, limit)
            except asyncio.CancelledError:
                await asyncio.shield(ledger.undo(started))
                raise
            finally:
                self._cells.append(cell)
        if not ended:
            await _died_of(started)

    def close(self) -> None:
        for cell in self._cells:
            cell.close()


class Cell:
    """One process beside the worker: told of a run on standard input, it answers when it ended."""

    def __init__(self, program: Sequence[str]) -> None:
        self._command = [sys.executable, *program, "alone"]
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, started: Started, limit: timedelta) -> bool:
        """Whether the run had an end."""
        process = self._living()
        watch = threading.Timer(limit.total_seconds(), process.kill)
        watch.start()
        try:
            return _ask(process, _TOLD.dump_json(started) + b"\n") == _ENDED
        finally:
            watch.cancel()

    def close(self) -> None:
        if self._process:
            self._process.kill()

    def _living(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            # A fault that a test planted for the worker is not meant for this process.
            clean = {name: value for name, value in os.environ.items() if name != "TANLU_FAULT"}
            told = clean | {STARTED_BY: str(os.getpid())}
            self._process = subprocess.Popen(
                self._command, env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        return self._process


async def run_alone() -> None:
    """In that process: run what standard input tells, until it is closed."""
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever else is printed, logs above all, must not be taken for an answer.
    os.dup2(2, 1)
    while told := await asyncio.to_thread(sys.stdin.buffer.readline):
        await carry_out(_TOLD.validate_json(told), clock.now())
        answers.write(_ENDED)
        answers.flush()
    await close_posting()
    await close_engines()


def _ask(process: subprocess.Popen[bytes], question: bytes) -> bytes:
    """The answer, or nothing from a process that died."""
    if process.stdin is None or process.stdout is None:
        return b""
    with suppress(BrokenPipeError):
        process.stdin.write(question)
        process.stdin.flush()
    return process.stdout.readline()


async def _died_of(started: Started) -> None:
    _log.error("job took its process away", job=started.name, job_id=str(started.job_id))
    if started.deaths + 1 >= MOST_DEATHS:
        await bury_as_poison(started)
    else:
        await ledger.note_crash(started, timedelta(seconds=1))
