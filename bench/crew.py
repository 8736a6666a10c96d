"""Starts, kills and restarts the real processes of the job path."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from infra.settings import ROOT

_LOOK_SECONDS = 0.02
_PROGRAMS = {
    "worker": ("bench.play_worker",),
    "relay": ("relay",),
    "bare": ("bench.bare_worker",),
    "receiver": ("bench.receiver",),
}


@dataclass
class Crew:
    """The processes of one Tanlu, by name: `worker`, `relay`, `schedule`."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *, fault: str = "", told: Sequence[str] = ()) -> None:
        """Start it, with a fault planted at a labelled point if one is named."""
        program = _PROGRAMS.get(name, ("bench.play_worker", name))
        environment = {**os.environ, **self.environment, "TANLU_DATA_DIR": str(self.folder)}
        if fault:
            environment["TANLU_FAULT"] = fault
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", *program, *told],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def pids_of(self, *names: str) -> Callable[[], list[int]]:
        """Whoever runs under these names when it is asked."""
        return lambda: [self.running[name].pid for name in names]

    def pause(self, *names: str) -> None:
        """They do nothing, and keep what they hold, until they are resumed."""
        for name in names:
            self.running[name].send_signal(signal.SIGSTOP)

    def resume(self, *names: str) -> None:
        for name in names:
            self.running[name].send_signal(signal.SIGCONT)

    def kill(self, name: str) -> None:
        """As `kill -9`: it can do nothing about it."""
        self.running[name].kill()
        self.running.pop(name).wait()

    def stop(self, name: str, seconds: float = 30) -> int:
        """As an operator does. Returns the status it ends with."""
        self.running[name].terminate()
        status = self.running[name].wait(seconds)
        del self.running[name]
        return status

    def ended(self, name: str) -> bool:
        return self.running[name].poll() is not None

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def kill_all(self) -> None:
        for process in self.running.values():
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()
        self.running.clear()


@contextmanager
def a_crew(**environment: str) -> Iterator[Crew]:
    with tempfile.TemporaryDirectory(prefix="tanlu-crew-") as folder:
        crew = Crew(Path(folder), environment)
        try:
            yield crew
        finally:
            crew.kill_all()


async def until(condition: Callable[[], Awaitable[bool]], seconds: float) -> bool:
    """Look again and again until it holds, or the time is over."""
    deadline = time.monotonic() + seconds
    while not await condition():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(_LOOK_SECONDS)
    return True
