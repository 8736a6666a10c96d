"""Brings the shared tables and every tenant to this version, a few tenants first.

`render` writes what the models say to tenants/migrations: template.sql, walls.sql and, until
there is a second one, the first migrations. `draft NAME` also writes the step that leads there.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import asyncpg
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

import operate.tables  # noqa: F401 - what is rendered
from infra.database import close_engines
from infra.scratch import scratch_server
from tenants.migrations.draft import draft
from tenants.migrations.one import Patience, Refused, rehearse
from tenants.migrations.rendering import rendered, stale
from tenants.migrations.rollout import Rollout, roll_out, tenants_behind
from tenants.migrations.steps import DECIDE, TENANT_STEPS, Step, read_steps
from tenants.platform import make_platform, platform_steps_to_take

_SHOWN_FAILURES = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", choices=["render", "draft"], help="write the files of SQL"
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="of the step that is drafted")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, try on one")
    parser.add_argument("--canary", type=int, metavar="N", help="stop after N tenants")
    parser.add_argument("--connections", type=int, default=4, help="tenants at a time (4)")


def run(arguments: argparse.Namespace) -> int:
    if arguments.what == "render":
        return _render()
    if arguments.what == "draft":
        return _draft(arguments.name or "")
    return asyncio.run(_with_database(arguments))


def _render() -> int:
    files = stale()
    for path in files:
        path.write_text(rendered()[path], encoding="utf-8")
        print(f"wrote {path.parent.name}/{path.name}")
    if not files:
        print("Everything says what the models say.")
    return 0


def _draft(name: str) -> int:
    with scratch_server() as url:
        drafted = asyncio.run(_drafted(url, name))
    for path, sql in drafted.items():
        path.write_text(sql, encoding="utf-8")
        print(f"wrote {path.parent.name}/{path.name}")
        for line in sql.splitlines():
            if line.startswith(DECIDE):
                print(f"  {line.removeprefix('-- ')}")
    return _render()


async def _drafted(url: str, name: str) -> dict[Path, str]:
    owner = await asyncpg.connect(url)
    try:
        return await draft(owner, name)
    finally:
        await owner.close()


async def _with_database(arguments: argparse.Namespace) -> int:
    try:
        if arguments.dry_run:
            return await _dry_run()
        for step in await make_platform():
            print(f"shared tables: {step.name} ({step.phase})")
        return await _migrate(arguments.canary, arguments.connections)
    finally:
        await close_engines()


async def _dry_run() -> int:
    """Say what is missing, and try the tenants' steps on one of them, undoing all."""
    for step in await platform_steps_to_take():
        print(f"shared tables: {step.name} ({step.phase}) would be taken")
    steps = read_steps(TENANT_STEPS)
    behind = await tenants_behind(len(steps))
    print(f"{len(behind)} tenants are behind version {len(steps)}")
    return await _rehearse(behind, steps) if behind else 0


async def _rehearse(behind: Sequence[UUID], steps: Sequence[Step]) -> int:
    try:
        await rehearse(behind[0], steps, Patience())
    except Refused as refusal:
        print(f"tried on {behind[0]}: would fail, {refusal}", file=sys.stderr)
        return 1
    print(f"tried on {behind[0]} and undone: would succeed")
    return 0


async def _migrate(canary: int | None, connections: int) -> int:
    columns = (
        TextColumn("tenants"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} failed"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as line:
        task = line.add_task("tenants", total=None, failed=0)

        def show(now: Rollout) -> None:
            tried = now.done + len(now.failed)
            line.update(task, total=now.total, completed=tried, failed=len(now.failed))

        steps = read_steps(TENANT_STEPS)
        rollout = await roll_out(steps, canary=canary, connections=connections, watch=show)
        show(rollout)
    return _report(rollout, len(steps))


def _report(rollout: Rollout, version: int) -> int:
    print(f"{rollout.done} tenants brought to version {version}")
    for tenant_id, reason in list(rollout.failed.items())[:_SHOWN_FAILURES]:
        print(f"{tenant_id} stays behind: {reason}", file=sys.stderr)
    if rollout.stopped:
        print(f"Stopped: too many failed; {rollout.left} were left as they are", file=sys.stderr)
    return 1 if rollout.failed else 0
