"""Starts all of Tanlu and keeps it running until Ctrl-C.

PostgreSQL is started too, under the data folder, unless TANLU_DATABASE_URL names a server of
yours.
"""

import argparse
import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from infra import clock
from infra.database import close_engines
from infra.doorbell import finish_ringing
from infra.ports import refuse_busy_port
from infra.settings import settings
from infra.trouble import Trouble
from operate import beside
from operate import console as web_console
from operate.claim import claimed, owner
from operate.entrances import print_links, show_around
from operate.first_run import keep_operator_token, make_demo_company
from operate.graphiql import fetch_if_missing
from operate.ground import (
    has_own_server,
    prepared,
    reach_at,
    stand_on,
    stand_on_own_server,
    standing,
)
from operate.home import Home, Running
from operate.processes import Household, our_processes, postgres
from operate.readiness import wait_until_ready
from tenants.migrations.rollout import roll_out
from tenants.migrations.steps import TENANT_STEPS, read_steps
from tenants.platform import make_platform

T = TypeVar("T")

_GLANCE_SECONDS = 0.5
_EVERYWHERE = "0.0.0.0"  # noqa: S104 - only whoever asks for it gets it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="where all data is kept (.tanlu)")
    parser.add_argument("--port", type=int, default=8000, help="where to serve (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="on which address (127.0.0.1)")
    parser.add_argument(
        "--with-fakes",
        action="store_true",
        help="with a played Jira to connect and a sample plugin, on the next two ports",
    )
    parser.add_argument("--empty", action="store_true", help="without a company to look around in")


def run(arguments: argparse.Namespace) -> int:
    home = Home.at(arguments.data or settings().data_dir)
    console = Console(highlight=False, soft_wrap=True)
    with claimed(home) as is_ours:
        if not is_ours:
            return _say_what_runs(home, console)
        refuse_busy_port(arguments.host, arguments.port)
        fakes_port = arguments.port + 1 if arguments.with_fakes else None
        if fakes_port:
            refuse_busy_port(arguments.host, fakes_port)
            refuse_busy_port(arguments.host, fakes_port + 1)
        _on_signals(_interrupt)
        return _serve(home, console, arguments, fakes_port)


def _say_what_runs(home: Home, console: Console) -> int:
    running = home.running()
    if running is None or running.pid != owner(home):
        console.print(f"Process {owner(home)} already works with {home.folder}.")
        return 0
    console.print(
        f"Tanlu already runs at {running.address}"
        f" (process {running.pid}, since {running.started_at}, data in {home.folder})."
    )
    with standing(home):
        asyncio.run(_with_database(print_links(console, home)))
    return 0


def _serve(
    home: Home, console: Console, arguments: argparse.Namespace, fakes_port: int | None
) -> int:
    household, host, port = Household(), arguments.host, arguments.port
    address = f"http://{'127.0.0.1' if host == _EVERYWHERE else host}:{port}"
    reach_at(address)
    try:
        played = None
        if fakes_port:
            with _step(console, "fakes"):
                played = beside.play(household, home, host, fakes_port)
        _start(household, home, console, host, port, (played or {}).get("colleagues", {}))
        home.say_running(Running(os.getpid(), address, clock.now().isoformat(timespec="seconds")))
        threading.Thread(target=fetch_if_missing, args=(home.folder,), daemon=True).start()
        asyncio.run(_with_database(show_around(console, home, address, empty=arguments.empty)))
        if played:
            beside.tell(console, played)
        console.print(f"Tanlu runs at [bold]{address}[/bold] and Ctrl-C stops it.")
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


def _start(
    household: Household,
    home: Home,
    console: Console,
    host: str,
    port: int,
    colleagues: Mapping[str, str],
) -> None:
    with _step(console, "PostgreSQL"):
        if has_own_server():
            stand_on_own_server(home)
        else:
            server = prepared(home)
            household.start(postgres(server))
            stand_on(home, server)
    with _step(console, "tables and companies"):
        asyncio.run(_with_database(_bring_up(home, colleagues)))
    _build_console(console)
    with _step(console, "processes"):
        for kept in our_processes(home, host, port):
            household.start(kept)
        wait_until_ready(household, host, port)


def _build_console(console: Console) -> None:
    """Without it there is still the API, and what was built before."""
    try:
        with _step(console, "console"):
            web_console.build()
    except Trouble as trouble:
        console.print(str(trouble), markup=False)


async def _bring_up(home: Home, colleagues: Mapping[str, str]) -> None:
    await make_platform()
    rollout = await roll_out(read_steps(TENANT_STEPS))
    if rollout.failed:
        raise Trouble(
            f"{len(rollout.failed)} companies could not be brought to this version;"
            " ./tanlu migrate says why."
        )
    await keep_operator_token(home)
    if colleagues:
        await make_demo_company(colleagues)


async def _with_database(deed: Coroutine[None, None, T]) -> T:
    try:
        return await deed
    except ConnectionError as error:
        raise Trouble(f"The database stopped answering ({error}).") from None
    finally:
        await finish_ringing()
        await close_engines()


@contextmanager
def _step(console: Console, name: str) -> Iterator[None]:
    began = time.monotonic()
    with console.status(f"{name} …"):
        yield
    console.print(f"[green]✓[/green] {name:<22} {time.monotonic() - began:5.1f} s")


def _on_signals(what: Callable[..., None] | signal.Handlers) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, what)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
