"""Runs the tests on a PostgreSQL of their own; all arguments go to pytest."""

import argparse
import os
import subprocess
import sys

from infra.settings import ROOT

_AT_ONCE = str((os.cpu_count() or 1) + 1)
"""One more than there are cores, because tests wait as well: for browsers, and for processes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "./tanlu test [what pytest is told, such as -k WORD or a file]"


def run(arguments: argparse.Namespace) -> int:
    # A server or a key that is in use elsewhere is none of the tests' business.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TANLU_")}
    # By their number of tests, the files with the longest ones would come last.
    shared = ["-n", _AT_ONCE, "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", *shared, *arguments.others]
    return subprocess.call(command, cwd=ROOT, env=clean)
