"""Changes the key that everything secret is kept with: wraps each company's key anew.

The audit trails are read first and sealed anew: where one is not as it was written, nothing is
changed.

With a database of yours, give the new key as TANLU_SECRET_KEY and the one there was as
TANLU_FORMER_SECRET_KEY, first to all processes, which then accept both, then to this command.
Without one, Tanlu must be stopped; the new key is made and kept in the data folder. Broken off, it
goes on when it is run again.
"""

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path

from infra import clock
from infra.database import close_engines
from infra.settings import settings
from infra.trouble import Trouble
from operate.claim import claimed
from operate.ground import has_own_key, has_own_server, standing
from operate.home import Home
from operate.progress import Show, progress
from tenants.audit.resealing import Trails, read_trails
from tenants.keys.rotation import Count, count_keys, rotate
from tenants.migrations.rollout import tenants_behind
from tenants.migrations.steps import TENANT_STEPS, read_steps
from tenants.operations.operator_log import from_the_shell
from tenants.platform import platform_steps_to_take


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="the data folder (.tanlu)")
    parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")
    parser.add_argument(
        "--despite-broken-trails",
        action="store_true",
        help="although an audit trail is not as it was written; the operators' log will say so",
    )


def run(arguments: argparse.Namespace) -> int:
    home = Home.at(arguments.data or settings().data_dir)
    dry_run, despite = arguments.dry_run, arguments.despite_broken_trails
    if has_own_key():
        return _with_given_keys(home, dry_run=dry_run, despite=despite)
    _require_stopped(home)
    if dry_run:
        with standing(home):
            return asyncio.run(_count())
    home.begin_key_change()
    with standing(home):
        status = asyncio.run(_rotate(despite=despite))
    home.finish_key_change()
    print(f"The new key is in {home.folder / 'secret-key'}; back it up.")
    return status


def _with_given_keys(home: Home, *, dry_run: bool, despite: bool) -> int:
    if not settings().former_secret_key.get_secret_value() and not dry_run:
        raise Trouble(
            "Give the new key as TANLU_SECRET_KEY and the one there was as"
            " TANLU_FORMER_SECRET_KEY.",
            zh="请用 TANLU_SECRET_KEY 给出新密钥，用 TANLU_FORMER_SECRET_KEY 给出原密钥。",
        )
    if not has_own_server():
        _require_stopped(home)
    with standing(home):
        return asyncio.run(_count() if dry_run else _rotate(despite=despite))


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
        with progress("keys") as show:
            count = await count_keys(_keys_in(show))
        with progress("audit trails") as show:
            trails = await read_trails(clock.now(), _trails_in(show))
    finally:
        await close_engines()
    print(f"{count.total} companies have a key: {count.new} under TANLU_SECRET_KEY,")
    print(f"{count.former} under TANLU_FORMER_SECRET_KEY, {count.lost} under neither")
    print(f"{trails.total} audit trails read: {trails.former} to be sealed anew,")
    print(f"{len(trails.broken)} not as they were written")
    for problem in trails.problems:
        print(f"  {problem}")
    return 1 if count.lost or trails.broken else 0


async def _rotate(*, despite: bool) -> int:
    try:
        await _require_tables()
        with progress("keys") as keys, progress("audit trails") as trails:
            done = await rotate(
                _keys_in(keys),
                by=from_the_shell(),
                despite_broken_trails=despite,
                watch_trails=_trails_in(trails),
            )
    finally:
        await close_engines()
    print(f"{done.new} companies' keys are wrapped with the new key")
    print(f"{done.trails.former} audit trails are sealed with it")
    return 0


async def _require_tables() -> None:
    if await platform_steps_to_take() or await tenants_behind(len(read_steps(TENANT_STEPS))):
        raise Trouble("Run ./tanlu migrate first.", zh="请先运行 ./tanlu migrate。")


def _keys_in(show: Show) -> Callable[[Count], None]:
    return lambda now: show(now.new + now.former + now.lost, now.total)


def _trails_in(show: Show) -> Callable[[Trails], None]:
    return lambda now: show(now.read, now.total)
