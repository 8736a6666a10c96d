"""The Tanlu that the demo plays on: one that runs already, or one of its own."""

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from rich.console import Console

from infra.ports import free_port
from infra.settings import ROOT, settings
from infra.trouble import Trouble
from operate.home import Home

PATIENCE = 600.0
"""Seconds for the first start, which builds the console."""


@dataclass(frozen=True)
class Tanlu:
    """One that runs: its address, an operator's token, and the folder it keeps its data in."""

    address: str
    token: str
    home: Home
    is_own: bool = False
    """Started by the demo, for as long as it runs."""

    @property
    def plugin_log(self) -> Path:
        """What the sample plugin has said."""
        return self.home.log("plugin")

    @property
    def plugin(self) -> str:
        """Where the manifest is, of the plugin that `up --with-fakes` runs beside it."""
        at = urlsplit(self.address)
        return f"{at.scheme}://{at.hostname}:{(at.port or 80) + 2}/plugin.json"


@contextmanager
def service(data: Path | None, console: Console) -> Iterator[Tanlu]:
    found = _running(data or settings().data_dir)
    if found is not None:
        yield found
        return
    if data is not None:
        raise Trouble(f"No Tanlu runs with {data}; start one: ./tanlu up --data {data}")
    console.print("No Tanlu runs here, so the demo starts one of its own for a while.")
    with (
        tempfile.TemporaryDirectory(prefix="tanlu-demo-", ignore_cleanup_errors=True) as made,
        _started(Path(made)) as own,
    ):
        yield own


def _running(folder: Path) -> Tanlu | None:
    if not folder.exists():
        return None
    home = Home(folder)
    running, token = home.running(), home.operator_token()
    if running is None or not token or not _answers(running.address):
        return None
    return Tanlu(running.address, token, home)


@contextmanager
def _started(folder: Path) -> Iterator[Tanlu]:
    folder.chmod(0o755)  # run by root, its database is somebody else
    command = [sys.executable, str(ROOT / "cli.py"), "up", "--data", str(folder)]
    program = subprocess.Popen(
        [*command, "--with-fakes", "--empty", "--port", str(free_port(in_a_row=3))],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _when_running(program, folder)
    finally:
        program.send_signal(signal.SIGINT)
        program.wait(timeout=60)


def _when_running(program: "subprocess.Popen[bytes]", folder: Path) -> Tanlu:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and program.poll() is None:
        if found := _running(folder):
            return replace(found, is_own=True)
        time.sleep(0.3)
    raise Trouble("Tanlu did not start; ./tanlu up says why.")


def _answers(address: str) -> bool:
    try:
        answer = httpx2.get(f"{address}/readyz", timeout=5, trust_env=False)
    except httpx2.HTTPError:
        return False
    return answer.is_success
