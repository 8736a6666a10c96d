"""`./tanlu up` as people start it: a process of its own, on a folder of its own."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.settings import ROOT

ENVIRONMENT = {name: value for name, value in os.environ.items() if "TANLU" not in name}


@contextmanager
def up(
    home: Path, port: int, *more: str, empty: bool = True, seconds: float = 240, **settings: str
) -> Iterator[subprocess.Popen[str]]:
    more = (*more, "--empty") if empty else more
    command = [sys.executable, str(ROOT / "cli.py"), "up", "--data", str(home), *more]
    with subprocess.Popen(
        [*command, "--port", str(port)],
        env=ENVIRONMENT | settings,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        # A test that would wait for ever fails instead: reading ends with the process.
        watchdog = threading.Timer(seconds, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.terminate()


def until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if words in line:
            return told
    pytest.fail(f"It never said {words!r}, but:\n{told}")
