"""Audit trails: `verify` reads each entry of each company and says what is not as it was written.

Ends with 1 when anything is wrong. What is found: an entry that was changed, is missing or was
exchanged, an end that was cut off, and a history that was written anew, as far as its heads had
been anchored in the file outside of PostgreSQL.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from domain.errors import NotFound
from infra.database import close_engines
from tenants.audit.anchors import anchors_file, read_anchors
from tenants.audit.stored_trail import entries_of
from tenants.audit.verification import Findings, verify
from tenants.states import TenantState
from tenants.tenant import Tenant, all_tenants, find_tenant

_LOOKED_AT = (TenantState.ACTIVE, TenantState.SUSPENDED)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    checked = deeds.add_parser("verify", help="compare trails with themselves and their anchors")
    checked.add_argument("slug", nargs="?", help="of one company; without it, of all")


def run(arguments: argparse.Namespace) -> int:
    try:
        return asyncio.run(_verify(arguments.slug))
    except NotFound as refusal:
        print(refusal.message, file=sys.stderr)
        return 1


async def _verify(slug: str | None) -> int:
    try:
        tenants = [await find_tenant(slug)] if slug else await all_tenants(*_LOOKED_AT)
        return await _verify_all(tenants)
    finally:
        await close_engines()


async def _verify_all(tenants: Sequence[Tenant]) -> int:
    known = read_anchors()
    if not known:
        print(f"No head was ever anchored in {anchors_file()}: a cut end would not be found.")
    wrong = 0
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as line:
        for tenant in tenants:
            task = line.add_task(tenant.slug or "", total=await entries_of(tenant.place))
            findings = await verify(
                tenant.place,
                known.get(tenant.id, []),
                lambda done, task=task: line.update(task, completed=done),  # type: ignore[misc]
            )
            _say(tenant, findings)
            wrong += not findings.good
    print(f"{len(tenants)} trails, {wrong} of them not as they were written")
    return 1 if wrong else 0


def _say(tenant: Tenant, found: Findings) -> None:
    judged = "as it was written" if found.good else "NOT AS IT WAS WRITTEN"
    print(
        f"{tenant.slug}: {judged}; {found.entries} entries, {found.first} to {found.last},"
        f" {found.anchors} anchors"
    )
    for sentence in (*found.problems, *found.remarks):
        print(f"  {sentence}")
