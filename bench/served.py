"""Programs a bench asks over HTTP, each started for it and stopped after it."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from infra.settings import ROOT

PATIENCE = 60.0


class App(NamedTuple):
    address: str
    pid: int


@contextmanager
def served(
    command: Sequence[str], address: str, folder: Path = ROOT, **environment: str
) -> Iterator[int]:
    """The program runs while this is open. Yields its pid; RuntimeError if it never answers."""
    log = folder / "served.log" if folder != ROOT else None
    with open(log or os.devnull, "w+b") as output:  # noqa: PTH123 - a device is no path of ours
        program = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(program, address)
            yield program.pid
        finally:
            program.terminate()
            program.wait(timeout=30)


@contextmanager
def our_app(factory: str, port: int) -> Iterator[App]:
    """An application of ours under uvicorn, one process."""
    address = f"http://127.0.0.1:{port}"
    options = ["--factory", "--port", str(port), "--loop", "uvloop", "--http", "httptools"]
    command = [sys.executable, "-m", "uvicorn", factory, *options, "--log-level", "warning"]
    command = [*command, "--no-access-log"]
    # A bench asks all it can, as one principal.
    with served(command, f"{address}/livez", TANLU_COST_REFILL="100000000") as pid:
        yield App(address, pid)


def _wait(program: "subprocess.Popen[bytes]", address: str) -> None:
    gives_up = time.monotonic() + PATIENCE
    while time.monotonic() < gives_up and program.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own loopback
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"Nothing answers at {address}")
