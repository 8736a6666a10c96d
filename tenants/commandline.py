"""Companies: create, list, suspend, resume, delete."""

import argparse
import asyncio
import sys

from domain.errors import DomainError
from infra.database import close_engines
from infra.terminal import reads_chinese
from tenants.lifecycle import delete_tenant, resume_tenant, suspend_tenant
from tenants.provisioning import create_tenant, refill_spares
from tenants.states import TenantState
from tenants.tenant import all_tenants

_CHANGES = {"suspend": (suspend_tenant, "suspended"), "resume": (resume_tenant, "resumed")}
_SHOWN = (TenantState.ACTIVE, TenantState.SUSPENDED, TenantState.CLOSING)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    create = deeds.add_parser("create", help="make a company, usable at once")
    create.add_argument("slug", help="its short name in addresses, such as acme")
    create.add_argument("--name", default="", help="its name for people; the short name if absent")
    deeds.add_parser("list", help="every company, with its state and version")
    for deed, meaning in (
        ("suspend", "no sign-in and no writes until it is resumed"),
        ("resume", "let a suspended company go on"),
        ("delete", "revoke its access, then delete all its data for good"),
    ):
        deeds.add_parser(deed, help=meaning).add_argument("slug")


def run(arguments: argparse.Namespace) -> int:
    try:
        asyncio.run(_do(arguments))
    except DomainError as refusal:
        print(refusal.zh if reads_chinese() else refusal.message, file=sys.stderr)
        return 1
    return 0


async def _do(arguments: argparse.Namespace) -> None:
    try:
        if arguments.deed == "create":
            await _create(arguments.slug, arguments.name)
        elif arguments.deed == "list":
            await _list()
        elif arguments.deed == "delete":
            print("\n".join((await delete_tenant(arguments.slug)).lines()))
        else:
            change, done = _CHANGES[arguments.deed]
            await change(arguments.slug)
            print(f"{arguments.slug}: {done}")
    finally:
        await close_engines()


async def _create(slug: str, name: str) -> None:
    place = await create_tenant(slug, name)
    print(f"{slug}: created ({place.tenant_id})")
    await refill_spares()


async def _list() -> None:
    tenants = await all_tenants(*_SHOWN)
    width = max((len(tenant.slug or "") for tenant in tenants), default=0)
    for each in tenants:
        print(f"{each.slug:<{width}}  {each.state:<9}  v{each.schema_version}  {each.name}")
    if not tenants:
        print("There is no company yet.")
