"""The table of requirements: number, state, the tests that carry its mark, title.

A requirement is SHOWN when a test is marked with its number, OPEN otherwise.
"""

import argparse
import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from infra.settings import ROOT

NUMBERS = range(1, 262)
_TITLES = ROOT.parent / "shared" / "reference" / "requirements.md"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    state = parser.add_mutually_exclusive_group()
    state.add_argument("--open", action="store_true", help="only those that no test shows yet")
    state.add_argument("--shown", action="store_true", help="only those that a test shows")


def run(arguments: argparse.Namespace) -> int:
    shown, titles = tests_by_number(), titles_by_number()
    for number in NUMBERS:
        if (arguments.open and number in shown) or (arguments.shown and number not in shown):
            continue
        state = "SHOWN" if number in shown else "OPEN "
        print(f"{number:>3}  {state}  {titles.get(number, '')}".rstrip())
        for test in shown.get(number, ()):
            print(f"            {test}")
    print(f"{len(shown)} of {len(NUMBERS)} requirements are shown by a test")
    if not titles:
        print(f"(without titles: there is no {_TITLES.name} beside the repository)")
    return 0


def tests_by_number() -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, test in marked_tests():
        found[number].append(test)
    return dict(found)


def marked_tests() -> Iterator[tuple[int, str]]:
    """Each number that a `@pytest.mark.requirement(…)` names, with the test's pytest id."""
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for number in _numbers(node):
                    yield number, f"{file.relative_to(ROOT)}::{node.name}"


def titles_by_number() -> dict[int, str]:
    """The English titles, from the reference beside the repository if it is there."""
    if not _TITLES.exists():
        return {}
    return dict(_titles(_TITLES))


def _numbers(test: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[int]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.requirement":
            yield from (ast.literal_eval(number) for number in mark.args)


def _titles(file: Path) -> Iterator[tuple[int, str]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        cells = re.split(r"(?<!\\)\|", line)
        if len(cells) > 5 and cells[1].strip().isdigit():  # noqa: PLR2004 - the fifth is English
            yield int(cells[1]), cells[4].strip()
