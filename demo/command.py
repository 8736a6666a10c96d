"""Plays the loop as outside clients would: over HTTP and GraphQL, on real issues.

It uses the Tanlu that `./tanlu up` keeps running, or starts one of its own for as long as the
play lasts.
"""

import argparse
import time
from pathlib import Path

from rich.console import Console

from demo import arriving, connecting, counting, hearing, noticing, talking, weeks
from demo.client import Client, RefusedError
from demo.entering import print_entrances, say_what_comes, wait_for_ctrl_c
from demo.hearing import Plugin
from demo.issues import load
from demo.jira import Jira
from demo.service import Tanlu, service
from demo.stage import Stage, WrongError
from infra import clock

ACTS = (
    arriving.found_company,
    arriving.bring_people,
    arriving.agree_on_a_goal,
    arriving.push_evidence,
    arriving.push_weeks,
    noticing.notice_falls,
    talking.hold_first_talk,
    talking.settle_commitments,
    counting.show_scorecard,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="the data folder of the running Tanlu (.tanlu)")


def run(arguments: argparse.Namespace) -> int:
    console = Console(highlight=False)
    started = time.monotonic()
    with service(arguments.data, console) as tanlu:
        say_what_comes(console)
        try:
            stages = [_play_by_pushing(console, tanlu), _play_by_connecting(console, tanlu)]
        except (WrongError, RefusedError) as wrong:
            console.print(f"[red]✗ {wrong}[/red]")
            return 1
        console.print(f"\nThe whole loop took {time.monotonic() - started:.0f} s.")
        print_entrances(console, tanlu, [stage for stage in stages if stage])
        if tanlu.is_own and console.is_terminal:
            console.print("Tanlu stays until Ctrl-C.")
            wait_for_ctrl_c()
    return 0


def _play_by_pushing(console: Console, tanlu: Tanlu) -> Stage:
    stage = _stage(console, tanlu.address, tanlu.token)
    for act in ACTS:
        act(stage)
    return stage


def _play_by_connecting(console: Console, tanlu: Tanlu) -> Stage | None:
    jira = Jira.beside(tanlu.address)
    if jira is None:
        console.print("No Jira is played beside it (./tanlu up --with-fakes), so none is connected")
        return None
    console.print(f"\nNow another company connects its Jira, “{jira.name}”, and nothing is pushed")
    stage = Stage(
        console=console,
        address=tanlu.address,
        operator=Client(tanlu.address, token=tanlu.token),
        today=clock.now().date(),
    )
    plugin = Plugin(tanlu.plugin, tanlu.plugin_log)
    connecting.take_jiras_count(stage, jira)
    arriving.found_company(stage)
    connecting.bring_colleagues(stage, jira)
    connecting.look_back(stage)
    connecting.connect(stage, jira)
    connecting.confirm_accounts(stage)
    connecting.see_it_arrive(stage)
    noticing.notice_falls(stage)
    hearing.install(stage, plugin)
    talking.hold_first_talk(stage)
    hearing.hear(stage, plugin)
    hearing.uninstall(stage, plugin)
    return stage


def _stage(console: Console, address: str, token: str) -> Stage:
    issues, real = load()
    today = clock.now().date()
    last = weeks.falls(weeks.resolved_by_week(issues))[-1]
    moved = [issue.moved(weeks.weeks_until(last, today)) for issue in issues]
    by_week = weeks.resolved_by_week(moved)
    words = f"{len(issues):,} real Jira issues" if real else "a small set of its own (no data here)"
    console.print(f"Playing on [bold]{address}[/bold] with {words}")
    return Stage(
        console=console,
        address=address,
        operator=Client(address, token=token),
        today=today,
        issues=moved,
        weeks=by_week,
        falls=weeks.falls(by_week),
    )
