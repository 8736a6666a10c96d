"""`./tanlu check guards`: each guard is taken out of a copy of the house, and a test must fail."""

import argparse
import time
from collections.abc import Sequence

from infra.trouble import Trouble
from operate.guards.guard import Guard
from operate.guards.known import GUARDS
from operate.guards.trial import Trial, Verdict, on_a_server


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", metavar="WORD", help="those with this in their name or place")


def run(arguments: argparse.Namespace) -> int:
    """1 if a guard can go without a test turning red, or if a test is red with all of them."""
    chosen = [each for each in GUARDS if (arguments.only or "") in f"{each.name} {each.at}"]
    started = time.monotonic()
    with on_a_server() as trial:
        unnoticed = _try_all(trial, chosen)
    print(f"{len(chosen)} guards  {time.monotonic() - started:.0f} s")
    for each in unnoticed:
        print(f"nobody notices that this is gone: {each.name} ({each.at})")
    return 1 if unnoticed or not chosen else 0


def _try_all(trial: Trial, guards: Sequence[Guard]) -> list[Guard]:
    everything = sorted({test for each in guards for test in each.tests})
    print(f"{len(everything)} tests with every guard in its place", flush=True)
    trial.require_green(everything)
    unnoticed = []
    for number, guard in enumerate(guards, 1):
        started = time.monotonic()
        try:
            verdict = trial.without(guard)
        except Trouble as trouble:
            # The others are looked at all the same.
            print(trouble)
            verdict = Verdict.UNNOTICED
        seconds = time.monotonic() - started
        print(
            f"{number:>3}/{len(guards)}  {verdict:<9}  {seconds:5.1f} s  {guard.name}", flush=True
        )
        if verdict is Verdict.UNNOTICED:
            unnoticed.append(guard)
    return unnoticed
