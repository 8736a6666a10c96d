"""Companies: create, list, suspend, resume, delete, restore; and a link for who is locked out."""

import argparse
import asyncio
import sys

from domain.actor import Actor
from domain.errors import DomainError, Invalid
from domain.language import Language
from infra.database import close_engines
from infra.doorbell import finish_ringing
from infra.terminal import reads_chinese
from tenants.access.operator_links import Named, let_back_in, welcome_admin
from tenants.audit.operators_deeds import keep_operators_deed
from tenants.audit.plan import set_audit_days
from tenants.export.commandline import add_export, add_import, run_export, run_import
from tenants.founding import founding
from tenants.lifecycle import (
    close_tenant,
    delete_tenant,
    restore_tenant,
    resume_tenant,
    suspend_tenant,
)
from tenants.operations.operator_log import Deed, from_the_shell, note_deed_apart
from tenants.provisioning import refill_spares
from tenants.states import TenantState
from tenants.tenant import AUDIT_DAYS, all_tenants, find_tenant
from tenants.work import open_work

_CHANGES = {
    "suspend": (suspend_tenant, "suspended"),
    "resume": (resume_tenant, "resumed"),
    "restore": (restore_tenant, "restored"),
}
_SHOWN = (TenantState.ACTIVE, TenantState.SUSPENDED, TenantState.CLOSING)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    _add_create(deeds.add_parser("create", help="make a company, usable at once"))
    link = deeds.add_parser("link", help="a link for somebody of the company who is locked out")
    link.add_argument("slug")
    link.add_argument("address", help="their e-mail address, as the company knows it")
    link.add_argument(
        "--reset-second-factor", action="store_true", help="they have lost theirs; sessions end"
    )
    deeds.add_parser("list", help="every company, with its state and version")
    for deed, meaning in (
        ("suspend", "no sign-in and no writes until it is resumed"),
        ("resume", "let a suspended company go on"),
        ("restore", "let a company that is closing go on, as if it had never been"),
    ):
        deeds.add_parser(deed, help=meaning).add_argument("slug")
    _add_audit_days(deeds.add_parser("audit-days", help="how long its plan keeps the audit trail"))
    add_export(deeds.add_parser("export", help="write down what a company may take along"))
    add_import(deeds.add_parser("import", help="restore a company from its complete export"))
    delete = deeds.add_parser("delete", help="let nobody in, and drop all its data in 30 days")
    delete.add_argument("slug")
    delete.add_argument("--now", action="store_true", help="drop it at once, for good")
    delete.add_argument("--name", help="the company's name, to confirm --now; asked for if absent")


def _add_create(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", help="its short name in addresses, such as acme")
    parser.add_argument(
        "name", nargs="?", default="", help="its name for people; the short name if absent"
    )
    parser.add_argument("--name", dest="named", default="", help="the same")
    parser.add_argument("--admin", metavar='"NAME <ADDRESS>"', help="who lets everybody else in")
    parser.add_argument(
        "--language",
        choices=[each.value for each in Language],
        default=Language.ZH_CN.value,
        help="in which its people are written to until they choose one",
    )


def _add_audit_days(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug")
    parser.add_argument("days", type=int, choices=AUDIT_DAYS)


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
            await _create(arguments)
        elif arguments.deed == "link":
            await _link(arguments.slug, arguments.address, reset=arguments.reset_second_factor)
        elif arguments.deed == "list":
            await _list()
        elif arguments.deed in _OTHERS:
            await _OTHERS[arguments.deed](arguments)
        else:
            change, done = _CHANGES[arguments.deed]
            await change(arguments.slug, by=from_the_shell())
            print(f"{arguments.slug}: {done}")
    finally:
        await finish_ringing()
        await close_engines()


async def _create(arguments: argparse.Namespace) -> None:
    slug, name, link = arguments.slug, arguments.name or arguments.named, None
    language = Language(arguments.language)
    await refill_spares(at_least=1, at_most=1)
    async with founding(slug, name, by=from_the_shell(), language=language) as work:
        if arguments.admin is not None:
            link = await welcome_admin(work, Named.read(arguments.admin))
    print(f"{slug}: created ({work.tenant_id})")
    if link is None:
        print("Nobody can enter it yet: it has no admin. Next time, name one with --admin.")
    else:
        print(f"Whoever opens this link enters as its admin; once, within seven days:\n  {link}")
    await refill_spares()


async def _link(slug: str, address: str, *, reset: bool) -> None:
    tenant, by = await find_tenant(slug), from_the_shell()
    async with open_work(tenant.place, Actor.system()) as work:
        person, link = await let_back_in(work, address, without_second_factor=reset)
        keep_operators_deed(work, Deed.LINK, about=[person.id], second_factor_reset=reset)
        await note_deed_apart(Deed.LINK, by=by, company_id=tenant.id, slug=slug)
    print(f"For {address} alone; it works once, within seven days:\n  {link}")


async def _delete(arguments: argparse.Namespace) -> None:
    slug = arguments.slug
    if not arguments.now:
        day = await close_tenant(slug, by=from_the_shell())
        print(f"{slug}: closing; it is dropped on {day:%F}, and until then can be restored")
        return
    name = (await find_tenant(slug)).name
    typed = arguments.name
    if typed is None and sys.stdin.isatty():
        typed = await asyncio.to_thread(input, f"The name of the company {slug}, to delete it: ")
    if typed != name:
        raise Invalid(
            f"That is not the name of the company {slug!r}; nothing was deleted",
            zh=f"与企业 {slug!r} 的名称不符；未删除任何内容",
            field="name",
        )
    print("\n".join((await delete_tenant(slug, by=from_the_shell())).lines()))


async def _list() -> None:
    tenants = await all_tenants(*_SHOWN)
    width = max((len(tenant.slug or "") for tenant in tenants), default=0)
    for each in tenants:
        until = f"  until {each.closes_at:%F}" if each.closes_at else ""
        print(f"{each.slug:<{width}}  {each.state:<9}  v{each.schema_version}  {each.name}{until}")
    if not tenants:
        print("There is no company yet.")


async def _keep_trail(arguments: argparse.Namespace) -> None:
    await set_audit_days(arguments.slug, arguments.days, by=from_the_shell())
    print(f"{arguments.slug}: its plan keeps the audit trail for {arguments.days} days")


_OTHERS = {"audit-days": _keep_trail, "export": run_export, "import": run_import, "delete": _delete}
