"""Each guard is found where it is said to be, and is gone once it is taken out."""

import ast
from pathlib import Path

import pytest

from infra.settings import ROOT
from infra.trouble import Trouble
from operate.guards.guard import Guard
from operate.guards.known import GUARDS
from operate.guards.removal import without
from operate.guards.trial import module_path


def test_there_are_enough_of_them_and_no_two_of_one_name() -> None:
    assert len({each.name for each in GUARDS}) == len(GUARDS) >= 37


@pytest.mark.parametrize("guard", GUARDS, ids=lambda each: each.name)
def test_a_guard_is_found_where_it_is_said_to_be(guard: Guard) -> None:
    source = (ROOT / module_path(guard.module)).read_text(encoding="utf-8")
    taken_out = without(guard, source)
    assert ast.dump(ast.parse(taken_out)) != ast.dump(ast.parse(source))
    with pytest.raises(Trouble, match="0 times, not once"):
        without(guard, taken_out)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda each: each.name)
def test_the_tests_that_miss_it_are_there(guard: Guard) -> None:
    for test in guard.tests:
        path, _, name = test.partition("::")
        assert f"def {name}" in Path(ROOT, path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "instead", "left"),
    [
        ("a", None, "if b and c:\n    d(x, y=1)"),
        ("b", None, "if a and c:\n    d(x, y=1)"),
        ("a and b and c", None, "if False:\n    d(x, y=1)"),
        ("d(x, y=1)", None, "if a and b and c:\n    pass"),
        ("y=1", None, "if a and b and c:\n    d(x)"),
        ("x", None, "if a and b and c:\n    d(y=1)"),
        ("x", "z", "if a and b and c:\n    d(z, y=1)"),
    ],
)
def test_what_is_left_without_it(code: str, instead: str | None, left: str) -> None:
    source = "def f():\n    if a and b and c:\n        d(x, y=1)\n"
    guard = Guard("it", "m:f", code, (), instead)
    assert without(guard, source) == "def f():\n    " + left.replace("\n", "\n    ")


def test_one_side_of_a_condition_of_a_statement() -> None:
    guard = Guard("it", "m:C.f", "p == q", ())
    assert without(guard, "class C:\n    def f(self):\n        return (a == b) & (p == q)") == (
        "class C:\n\n    def f(self):\n        return a == b"
    )


def test_what_is_there_twice_is_no_guard() -> None:
    with pytest.raises(Trouble, match="2 times, not once"):
        without(Guard("it", "m:f", "a", ()), "def f():\n    return a or a")
