"""The companies to look around in: made at the first start, and links into them at each."""

import time
from datetime import datetime

from rich.console import Console

from demo.living_company.cast import COMPANY
from demo.living_company.entrances import ENTRANCES, living_links
from domain.errors import DomainError
from infra.mail.sending import has_server as has_mail_server
from infra.settings import settings
from infra.terminal import reads_chinese
from operate.first_run import demo_links
from operate.home import Home

_HEADS = (
    "Sign in to {company} as (each link works once, for 15 minutes):",
    "以下列身份登录{company}（每个链接 15 分钟内有效，仅可使用一次）：",
)


async def show_around(console: Console, home: Home, address: str, *, empty: bool) -> None:
    """Play the living company, unless nobody wants it, and print links into what there is."""
    if not empty:
        await _play_company(console, address)
    await print_links(console, home)


async def _play_company(console: Console, address: str) -> None:
    """Unless it was ever made here; with a line that shows the day it is at."""
    # Half of it is the worker's, and nobody waits for that before the first page.
    from demo.living_company.opening import make_living_company  # noqa: PLC0415

    began = time.monotonic()
    with console.status(f"{COMPANY} …") as status:
        told = False

        def watch(moment: datetime) -> None:
            nonlocal told
            if not told:
                console.print(f"{address} answers; meanwhile six months of {COMPANY} are played.")
                told = True
            status.update(f"{COMPANY} {moment:%Y-%m-%d}")

        try:
            is_new = await make_living_company(watch)
        except DomainError as refusal:
            console.print(f"{COMPANY} could not be played: {refusal.message}", markup=False)
            return
    if is_new:
        took = time.monotonic() - began
        console.print(f"[green]✓[/green] {COMPANY:<18} {took:5.1f} s")


async def print_links(console: Console, home: Home) -> None:
    """Into the living company, and into the one whose people the played Jira knows."""
    language = int(reads_chinese())
    head = _HEADS[language]
    if living := await living_links():
        console.print(head.format(company=COMPANY))
    for one in ENTRANCES:
        if one.name in living:
            console.print(f"  {one.name} {one.role[language]:<10} {living[one.name]}")
            console.print(f"       {one.look_at[language]}", style="dim")
    if others := await demo_links():
        console.print(head.format(company="Demo Ltd"))
    for who, link in others.items():
        console.print(f"  {who:<28} {link}")
    if not has_mail_server():
        where = f"{home.folder}/mail", f"{settings().public_url}/operator/mail"
        console.print("Mail lies in {}, and at {}.".format(*where))
