"""The Tanlu that the demo plays on: one that runs already, or one of its own."""

import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from rich.console import Console

from infra.embedded import free_port
from infra.settings import ROOT, settings
from infra.trouble import Trouble
from operate.home import Home

PATIENCE = 180.0


@contextmanager
def service(data: Path | None, console: Console) -> Iterator[tuple[str, str]]:
    """Yields its address and an operator's token."""
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


def _running(folder: Path) -> tuple[str, str] | None:
    if not folder.exists():
        return None
    home = Home(folder)
    running, token = home.running(), home.operator_token()
    if running is None or not token or not _answers(running.address):
        return None
    return running.address, token


@contextmanager
def _started(folder: Path) -> Iterator[tuple[str, str]]:
    folder.chmod(0o755)  # run by root, its database is somebody else
    command = [sys.executable, str(ROOT / "cli.py"), "up", "--data", str(folder)]
    program = subprocess.Popen(
        [*command, "--with-fakes", "--port", str(_port_with_a_neighbour())],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _when_running(program, folder)
    finally:
        program.send_signal(signal.SIGINT)
        program.wait(timeout=60)


def _when_running(program: "subprocess.Popen[bytes]", folder: Path) -> tuple[str, str]:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and program.poll() is None:
        if found := _running(folder):
            return found
        time.sleep(0.3)
    raise Trouble("Tanlu did not start; ./tanlu up says why.")


def _answers(address: str) -> bool:
    try:
        answer = httpx2.get(f"{address}/readyz", timeout=5, trust_env=False)
    except httpx2.HTTPError:
        return False
    return answer.is_success


def _port_with_a_neighbour() -> int:
    """What is played beside Tanlu listens on the port after its own."""
    while True:
        port = free_port()
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
        return port
