"""What every commit passes. Prints each step with its time and stops at the first that fails."""

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from infra.settings import ROOT
from operate.guards import command

_MODULE = (sys.executable, "-m")


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]


STEPS = (
    Step("types", (*_MODULE, "mypy", "--no-error-summary")),
    Step("lint", (*_MODULE, "ruff", "check", "--quiet")),
    Step("format", (*_MODULE, "ruff", "format", "--check", "--quiet")),
    Step(
        "contracts",
        (sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"),
    ),
    Step("schema", (sys.executable, str(ROOT / "cli.py"), "schema", "--check")),
    Step("documents", (sys.executable, str(ROOT / "cli.py"), "documents")),
    Step("console", (sys.executable, str(ROOT / "cli.py"), "console", "--check")),
    # These rules read files only: no database, hence no conftest.
    Step(
        "rules",
        (
            *_MODULE,
            "pytest",
            "--noconftest",
            "tests/test_architecture.py",
            "tests/test_glossary.py",
        ),
    ),
)


@dataclass(frozen=True)
class Outcome:
    step: Step
    status: int
    output: str
    seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", metavar="guards")
    guards = what.add_parser(
        "guards", help="take each guard out of a copy of the house, and see that a test fails"
    )
    command.add_arguments(guards)


def run(arguments: argparse.Namespace) -> int:
    """The steps run two at a time; the first failure is printed and ends the run."""
    return command.run(arguments) if arguments.what else _check_commit()


def _check_commit() -> int:
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        for outcome in pool.map(_carry_out, STEPS):
            _print(outcome)
            if outcome.status:
                pool.shutdown(cancel_futures=True)
                return 1
    print(f"All {len(STEPS)} steps pass  {time.monotonic() - started:.1f} s")
    return 0


def _carry_out(step: Step) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return Outcome(step, done.returncode, done.stdout, time.monotonic() - started)


def _print(outcome: Outcome) -> None:
    verdict = "FAILED" if outcome.status else "ok"
    print(f"{outcome.step.name:<10} {verdict:<6} {outcome.seconds:5.1f} s", flush=True)
    if outcome.status:
        print(outcome.output)
