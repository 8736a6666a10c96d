"""The rules of the house that no linter sees. They read files only."""

import ast
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from operate.requirements import NUMBERS, marked_tests
from tenants.migrations.steps import PLATFORM_STEPS, TENANT_STEPS, read_steps

ROOT = Path(__file__).resolve().parent.parent
FOREIGN = {".git", ".venv", ".tanlu", "node_modules", "dist", "gql"}
"""Not written by us; what npm is still unpacking is not even looked into."""


def ours(*endings: str) -> Iterator[Path]:
    for folder, inside, files in os.walk(ROOT):
        inside[:] = [each for each in inside if each not in FOREIGN]
        yield from (Path(folder, file) for file in files if file.endswith(endings))


OURS = sorted(ours(".py"))
PRODUCT = [path for path in OURS if path.relative_to(ROOT).parts[0] != "tests"]
DOMAIN = [path for path in PRODUCT if path.relative_to(ROOT).parts[0] == "domain"]
SCRIPT = ROOT / "tanlu"
CONSOLE = sorted(ours(".ts", ".tsx"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_file_is_longer_than_200_lines() -> None:
    long = [name(path) for path in [*PRODUCT, *CONSOLE, SCRIPT] if len(lines(path)) > 200]
    assert long == []


def test_no_function_is_longer_than_30_lines() -> None:
    long = [
        f"{name(path)}:{function.lineno} {function.name} {length(function)}"
        for path in [*PRODUCT, SCRIPT]
        for function in functions(path)
        if length(function) > 30
    ]
    assert long == []


def test_the_core_writes_no_statement_as_text() -> None:
    """Outside of functions, the condition of an index may be text."""
    hits = [
        f"{name(path)}:{node.lineno}"
        for path in DOMAIN
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "text"
    ]
    assert hits == []


def test_the_core_meets_the_database_only_through_the_work_it_is_given() -> None:
    """And an entity never does: what it decides on comes in as arguments."""
    hits = [
        f"{name(path)}:{node.lineno}"
        for path in DOMAIN
        if path.name != "work.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "session"
        and (ast.unparse(node.value) != "work" or "Entity" in class_bases(path))
    ]
    assert hits == []


def test_nobody_is_not_mistaken_for_no_one() -> None:
    """`Column == None` means IS NULL, so whoever is nobody would be let at what is nobody's."""
    risky = re.compile(r"(==|\bin_\(\[?)\s*(work\.)?(viewer|actor)\.person_id\b")
    hits = [
        f"{name(path)}:{number}"
        for path in PRODUCT
        for number, line in enumerate(lines(path), 1)
        if risky.search(line)
    ]
    assert hits == []


def test_only_the_door_and_those_beside_it_commit() -> None:
    """A command's transaction ends with `open_work`, wherever it was called from."""
    hits = [
        f"{name(path)}:{node.lineno}"
        for path in PRODUCT
        if path.relative_to(ROOT).parts[0] in {"api", "domain", "integrations", "webhooks"}
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}
    ]
    assert hits == []


def test_nothing_is_left_for_another_day() -> None:
    marks = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b")
    assert [hit for path in [*OURS, *CONSOLE, SCRIPT] for hit in lines_with(path, marks)] == []


def test_no_machine_and_no_package_index_is_named() -> None:
    # The brackets keep this file from naming what it looks for.
    machines = r"(?<![\w.])/(?:home|root|Users|work)/\w"
    indexes = (
        r"\bpyp[i]\.(?:org|python)|files\.pythonhoste[d]|registry\.npmj[s]|index-ur[l]|find-link[s]"
    )
    named = re.compile(f"{machines}|{indexes}")
    assert [hit for path in texts() for hit in lines_with(path, named)] == []


def test_the_console_is_typed_throughout() -> None:
    """And no text becomes markup."""
    holes = re.compile(r"(?::|<|as) any\b|@ts-|dangerouslySetInnerHTML|\.innerHTML|\beval\(")
    assert [hit for path in CONSOLE for hit in lines_with(path, holes)] == []


def test_the_rooms_of_the_console_are_named_as_the_core_s() -> None:
    own = {"admin", "api", "app", "gql", "home", "i18n", "sign-in", "ui"}
    rooms = {path.name for path in (ROOT / "web" / "src").iterdir() if path.is_dir()} - own
    assert rooms - {path.parent.name for path in DOMAIN} == set()


def test_no_refusal_names_a_class() -> None:
    """Whoever reads it can do nothing with that; a log line may."""
    ours = {"TypeError", "LookupError", "RuntimeError"}
    hits = [
        f"{name(path)}:{node.lineno}"
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and ast.unparse(node.exc.func) not in ours
        and re.search(r"type\(\w+\)\.__name__", ast.unparse(node.exc))
    ]
    assert hits == []


def test_chinese_has_its_own_punctuation() -> None:
    han = "\u4e00-\u9fff"
    half = re.compile(rf"[{han}][,:;?!]|[,;?!][{han}]")
    assert [hit for path in [*PRODUCT, *CONSOLE] for hit in lines_with(path, half)] == []


def test_every_event_has_a_name_of_its_own() -> None:
    names = Counter(
        value.value
        for path in PRODUCT
        if path.name == "events.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for value in class_values(node, "name")
    )
    assert [event for event, times in names.items() if times > 1] == []
    assert [event for event in names if not re.fullmatch(r"[a-z_]+\.[a-z_]+", str(event))] == []


def test_every_enum_value_is_its_own_name() -> None:
    """What is stored goes out as GraphQL's enum without being looked at."""
    odd = [
        f"{name(path)}:{node.lineno} {target.id}"
        for path in DOMAIN
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and "StrEnum" in {ast.unparse(b) for b in node.bases}
        for value in node.body
        if isinstance(value, ast.Assign) and isinstance(value.value, ast.Constant)
        for target in value.targets
        if isinstance(target, ast.Name) and value.value.value != target.id
    ]
    assert odd == []


def test_every_reaction_is_in_the_table() -> None:
    """A reaction that no event leads to never runs, and nothing would say so."""
    nodes = list(ast.walk(tree(ROOT / "worker.py")))
    table = {node.id for node in nodes if isinstance(node, ast.Name)}
    table |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    found = [
        (f"{name(path)}:{function.lineno}", function.name)
        for path in PRODUCT
        if path.relative_to(ROOT).parts[0] != "bench"
        for function in functions(path)
        if marks(function) & {"reaction", "listener"}
    ]
    assert len(found) > 20
    assert [each for each in found if each[1] not in table] == []


def test_nothing_is_kept_by_the_name_of_its_code() -> None:
    """Files move: what was kept by a module's name, or pickled, would be nobody's."""
    of_code = re.compile(
        r"__qualname__|__module__|\bgetmodule\b|\bpickle\b|(?<!\.)\b__name__\b(?! ==)"
    )
    assert [hit for path in PRODUCT for hit in lines_with(path, of_code)] == []


def test_every_marked_requirement_exists() -> None:
    assert [(number, test) for number, test in marked_tests() if number not in NUMBERS] == []


def test_the_steps_of_a_migration_are_numbered_in_a_row() -> None:
    """Two branches may each have made the next one."""
    for folder in (PLATFORM_STEPS, TENANT_STEPS):
        assert [step.number for step in read_steps(folder)] != [], folder


def test_what_developers_need_includes_what_runs() -> None:
    runtime, developers = (
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in ("requirements.txt", "requirements-dev.txt")
    )
    assert runtime - developers == set()


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_has_hashes(lock: str) -> None:
    packages = re.split(r"^(?=[\w.-]+==)", (ROOT / lock).read_text(), flags=re.MULTILINE)[1:]
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def length(function: Function) -> int:
    """Its lines without decorators and docstring."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def marks(function: Function) -> set[str]:
    """What it is decorated with."""
    called = [each.func for each in function.decorator_list if isinstance(each, ast.Call)]
    return {ast.unparse(each) for each in [*called, *function.decorator_list]}


def class_bases(path: Path) -> set[str]:
    classes = (node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))
    return {ast.unparse(base) for node in classes for base in node.bases}


def class_values(node: ast.ClassDef, field: str) -> Iterator[ast.Constant]:
    for statement in node.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = (
                [statement.target] if isinstance(statement, ast.AnnAssign) else statement.targets
            )
            if [ast.unparse(target) for target in targets] == [field] and isinstance(
                statement.value, ast.Constant
            ):
                yield statement.value


def texts() -> Iterator[Path]:
    yield from OURS
    yield SCRIPT
    for pattern in ("*.md", "*.toml", "*.txt", "docs/**/*.md", ".ci/*", "web/src/**/*.ts*"):
        yield from (path for path in ROOT.glob(pattern) if path.is_file())


def lines_with(path: Path, pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name(path)}:{number} {line.strip()}"
        for number, line in enumerate(lines(path), 1)
        if pattern.search(line)
    ]
