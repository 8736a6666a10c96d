"""What the demo says before it begins, and how one enters the companies that it leaves."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from rich.console import Console

from demo.service import Tanlu
from demo.stage import Player, Stage
from infra.database import close_engines
from operate.ground import standing
from operate.sign_in_links import links_into, open_tenant

_COMING = """
Two companies are made, and in each it shows by itself what is worth a talk:
  1  one is told of its issues, week by week. Falls are noticed once each, two people talk, write
     it down and follow up, and the manager's scorecard counts it.
  2  the other connects its Jira and reads it by itself; a plugin hears of the record.
Every figure is compared with the demo's own count, and it stops where one differs.
Both companies stay, and links to enter them come at the end.
"""


def say_what_comes(console: Console) -> None:
    console.print(_COMING)


def print_entrances(console: Console, tanlu: Tanlu, stages: Sequence[Stage]) -> None:
    """Links of the admin, the manager and the employee, each with what to look at."""
    with standing(tanlu.home):
        for stage, links in zip(stages, asyncio.run(_links(stages)), strict=True):
            console.print(f"Sign in to {stage.slug} as (each link works once, for 15 minutes):")
            for player, what in _sights(stage):
                console.print(f"  {player.name}: {what}", style="dim", markup=False)
                console.print(f"    {links[UUID(player.id)]}", markup=False, soft_wrap=True)
    console.print(f"Signed in, ask the API at {tanlu.address}/graphiql")


def wait_for_ctrl_c() -> None:
    with suppress(KeyboardInterrupt):
        signal.pause()


def _sights(stage: Stage) -> list[tuple[Player, str]]:
    return [
        (stage.admin, "the admin; people, connections, plugins"),
        (stage.manager, "the manager; the nudges, the two talks, the scorecard"),
        (stage.employee, "the employee; the record, both promises, the numbers"),
    ]


async def _links(stages: Sequence[Stage]) -> list[dict[UUID, str]]:
    try:
        found = []
        for stage in stages:
            tenant = await open_tenant(stage.slug)
            ids = [UUID(player.id) for player, _ in _sights(stage)]
            found.append(await links_into(tenant.place, ids) if tenant else {})
        return found
    finally:
        await close_engines()
