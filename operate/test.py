"""Runs the tests on a PostgreSQL of their own; all arguments go to pytest."""

import argparse
import os
import subprocess
import sys

from infra.settings import ROOT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "./tanlu test [what pytest is told, such as -k WORD or a file]"


def run(arguments: argparse.Namespace) -> int:
    # A server or a key that is in use elsewhere is none of the tests' business.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TANLU_")}
    pytest = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile"]
    return subprocess.call([*pytest, *arguments.others], cwd=ROOT, env=clean)
