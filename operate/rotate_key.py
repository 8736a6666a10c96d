"""Changes the key that everything secret is kept with: wraps each company's key anew.

With a database of yours, give the new key as TANLU_SECRET_KEY and the one there was as
TANLU_FORMER_SECRET_KEY, first to all processes, which then accept both, then to this command.
Without one, Tanlu must be stopped; the new key is made and kept in the data folder. Broken off, it
goes on when it is run again.
"""

import argparse
import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from infra.database import close_engines
from infra.settings import settings
from infra.trouble import Trouble
from operate.claim import claimed
from operate.ground import has_own_key, has_own_server, standing
from operate.home import Home
from tenants.keys.rotation import Count, count_keys, rotate
from tenants.operations.operator_log import from_the_shell
from tenants.platform import platform_steps_to_take


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="the data folder (.tanlu)")
    parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")


def run(arguments: argparse.Namespace) -> int:
    home = Home.at(arguments.data or settings().data_dir)
    if has_own_key():
        return _with_given_keys(home, dry_run=arguments.dry_run)
    _require_stopped(home)
    if arguments.dry_run:
        with standing(home):
            return asyncio.run(_count())
    home.begin_key_change()
    with standing(home):
        status = asyncio.run(_rotate())
    home.finish_key_change()
    print(f"The new key is in {home.folder / 'secret-key'}; back it up.")
    return status


def _with_given_keys(home: Home, *, dry_run: bool) -> int:
    if not settings().former_secret_key.get_secret_value() and not dry_run:
        raise Trouble(
            "Give the new key as TANLU_SECRET_KEY and the one there was as"
            " TANLU_FORMER_SECRET_KEY.",
            zh="请用 TANLU_SECRET_KEY 给出新密钥，用 TANLU_FORMER_SECRET_KEY 给出原密钥。",
        )
    if not has_own_server():
        _require_stopped(home)
    with standing(home):
        return asyncio.run(_count() if dry_run else _rotate())


def _require_stopped(home: Home) -> None:
    """What runs on this folder knows one key only."""
    with claimed(home) as is_ours:
        if not is_ours:
            raise Trouble(
                f"Stop the Tanlu that runs on {home.folder} first.",
                zh=f"请先停止正在使用 {home.folder} 的 Tanlu。",
            )


async def _count() -> int:
    try:
        await _require_tables()
        with _progress() as watch:
            count = await count_keys(watch)
    finally:
        await close_engines()
    print(f"{count.total} companies have a key: {count.new} under TANLU_SECRET_KEY,")
    print(f"{count.former} under TANLU_FORMER_SECRET_KEY, {count.lost} under neither")
    return 1 if count.lost else 0


async def _rotate() -> int:
    try:
        await _require_tables()
        with _progress() as watch:
            done = await rotate(watch, by=from_the_shell())
    finally:
        await close_engines()
    print(f"{done.new} companies' keys are wrapped with the new key")
    return 0


async def _require_tables() -> None:
    if await platform_steps_to_take():
        raise Trouble("Run ./tanlu migrate first.", zh="请先运行 ./tanlu migrate。")


@contextmanager
def _progress() -> Iterator[Callable[[Count], None]]:
    columns = (
        TextColumn("keys"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as line:
        task = line.add_task("keys", total=None)

        def show(now: Count) -> None:
            seen = now.new + now.former + now.lost
            line.update(task, total=now.total, completed=seen)

        yield show
