"""Starts all of Tanlu and keeps it running until Ctrl-C.

PostgreSQL is started too, under the data folder, unless TANLU_DATABASE_URL names a server of
yours.
"""

import argparse
import asyncio
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from infra import clock
from infra.database import close_engines
from infra.settings import settings
from infra.trouble import Trouble
from operate.claim import claimed, owner
from operate.ground import has_own_server, prepared, stand_on, stand_on_own_server
from operate.home import Home, Running
from operate.processes import Household, our_processes, postgres
from operate.readiness import wait_until_ready
from tenants.platform import make_platform

_GLANCE_SECONDS = 0.5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="where all data is kept (.tanlu)")
    parser.add_argument("--port", type=int, default=8000, help="where to serve (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="on which address (127.0.0.1)")


def run(arguments: argparse.Namespace) -> int:
    home = Home.at(arguments.data or settings().data_dir)
    console = Console(highlight=False, soft_wrap=True)
    with claimed(home) as is_ours:
        if not is_ours:
            return _say_what_runs(home, console)
        _refuse_busy_port(arguments.host, arguments.port)
        _on_signals(_interrupt)
        return _serve(home, console, arguments.host, arguments.port)


def _say_what_runs(home: Home, console: Console) -> int:
    running = home.running()
    if running is None or running.pid != owner(home):
        console.print(f"Process {owner(home)} already works with {home.folder}.")
    else:
        console.print(
            f"Tanlu already runs at {running.address}"
            f" (process {running.pid}, since {running.started_at}, data in {home.folder})."
        )
    return 0


def _serve(home: Home, console: Console, host: str, port: int) -> int:
    household = Household()
    address = f"http://{host}:{port}"
    try:
        _start(household, home, console, address)
        home.say_running(Running(os.getpid(), address, clock.now().isoformat(timespec="seconds")))
        console.print(f"\nTanlu runs at [bold]{address}[/bold] and Ctrl-C stops it.")
        while True:
            time.sleep(_GLANCE_SECONDS)
            household.look_after(console.print)
    except KeyboardInterrupt:
        console.print("\nStopping")
    finally:
        # From here on, another Ctrl-C would only leave something behind.
        _on_signals(signal.SIG_IGN)
        home.say_stopped()
        household.stop()
    console.print("Stopped.")
    return 0


def _start(household: Household, home: Home, console: Console, address: str) -> None:
    os.environ.setdefault("TANLU_PUBLIC_URL", address)
    with _step(console, "PostgreSQL"):
        if has_own_server():
            stand_on_own_server(home)
        else:
            server = prepared(home)
            household.start(postgres(server))
            stand_on(home, server)
    with _step(console, "shared tables"):
        asyncio.run(_migrate())
    host, _, port = address.removeprefix("http://").rpartition(":")
    processes = our_processes(home, host, port)
    with _step(console, "processes"):
        for kept in processes:
            household.start(kept)
        if processes:
            wait_until_ready(household, host, int(port))


async def _migrate() -> None:
    try:
        await make_platform()
    finally:
        await close_engines()


@contextmanager
def _step(console: Console, name: str) -> Iterator[None]:
    began = time.monotonic()
    with console.status(f"{name} …"):
        yield
    console.print(f"[green]✓[/green] {name:<16} {time.monotonic() - began:5.1f} s")


def _refuse_busy_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise Trouble(f"There is no port {port}: ports go from 1 to 65535.") from None
        except OSError as error:
            raise Trouble(
                f"Cannot serve on port {port} of {host} ({error.strerror});"
                " choose another with --port."
            ) from None


def _on_signals(what: Callable[..., None] | signal.Handlers) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, what)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
