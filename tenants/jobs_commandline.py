"""What waits, what was given up, and asking for that again.

`list` counts what waits and runs, `dead` shows the jobs that were given up, `retry ID` asks for
one of them again, `retry --all` for every one.
"""

import argparse
import asyncio
import sys
from uuid import UUID

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from infra.database import close_engines, relay_engine
from tenants.dead_letters import dead_letters, retry_dead_letters


def add_arguments(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True)
    deeds.add_parser("list", help="how many wait and run, by company and job")
    deeds.add_parser("dead", help="the jobs that were given up")
    retry = deeds.add_parser("retry", help="ask again for what was given up")
    which = retry.add_mutually_exclusive_group(required=True)
    which.add_argument("id", nargs="?", type=UUID, help="of the dead job")
    which.add_argument("--all", action="store_true", help="every dead job")


def run(arguments: argparse.Namespace) -> int:
    return asyncio.run(_and_close(arguments))


async def carry_out(arguments: argparse.Namespace) -> int:
    if arguments.deed == "list":
        return await _list()
    if arguments.deed == "dead":
        return await _dead()
    return await _retry(arguments.id)


async def _and_close(arguments: argparse.Namespace) -> int:
    try:
        return await carry_out(arguments)
    finally:
        await close_engines()


async def _list() -> int:
    table = Table("company", "job", "lane", "waiting", "running", "failed before", "oldest")
    async with relay_engine().connect() as connection:
        for row in await connection.execute(_COUNTS):
            table.add_row(*(str(value) for value in row))
    _print(table, nothing="No job waits.")
    return 0


async def _dead() -> int:
    table = Table("id", "company", "job", "cause", "attempts", "crashes", "error", "died")
    for dead in await dead_letters():
        died = dead.died_at.isoformat(timespec="seconds")
        counts = (str(dead.attempts), str(dead.crashes))
        what = (str(dead.id), str(dead.tenant_id), dead.name, dead.cause)
        table.add_row(*what, *counts, dead.error, died)
    _print(table, nothing="No job was given up.")
    return 0


async def _retry(job_id: UUID | None) -> int:
    revived = await retry_dead_letters(job_id)
    if job_id and not revived:
        print(f"There is no dead job {job_id}", file=sys.stderr)
        return 1
    print(f"{revived} jobs wait again")
    return 0


def _print(table: Table, *, nothing: str) -> None:
    console = Console(width=None if sys.stdout.isatty() else 240)
    console.print(table if table.rows else nothing)


_COUNTS = text("""
    SELECT coalesce(tenant.slug, job.tenant_id::text), job.name, job.lane,
        count(*) FILTER (WHERE handed_at IS NULL), count(*) FILTER (WHERE handed_at IS NOT NULL),
        count(*) FILTER (WHERE attempts > 0), to_char(min(job.created_at), 'YYYY-MM-DD HH24:MI')
    FROM platform.pending_jobs AS job JOIN platform.tenants AS tenant ON tenant.id = job.tenant_id
    GROUP BY 1, 2, 3 ORDER BY 1, 2
""")
