"""What authors of plugins are told without a server."""

import json
from pathlib import Path

import pytest

import cli
from tests.plugins import a_manifest, wanted, written

PAGES = """
query ($id: ID!) {
  person(id: $id) { reports(first: 100) { nodes { manager { id } reports(first: 9) { totalCount }
  } } }
}"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    file = tmp_path / "plugin.json"
    assert cli.main(["plugin", "init", "com.example.weekly", str(file)]) == 0
    return file


def write(folder: Path, name: str, **changes: object) -> Path:
    file = folder / name
    file.write_text(written(a_manifest("https://acme.dev", **changes)), encoding="utf-8")
    return file


def test_what_is_begun_is_valid(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["plugin", "validate", str(begun)]) == 0
    assert capsys.readouterr().out.endswith(": com.example.weekly 0.1.0 is valid\n")


def test_nothing_is_written_over(begun: Path) -> None:
    before = begun.read_text()
    assert cli.main(["plugin", "init", "com.example.other", str(begun)]) == 2
    assert begun.read_text() == before


def test_an_id_that_is_none_begins_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plugin.json"
    assert cli.main(["plugin", "init", "Weekly", str(file)]) == 1
    assert f"{file}:3: id: " in capsys.readouterr().err
    assert not file.exists()


def test_flaws_are_told_by_line(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = begun.read_text()
    begun.write_text(text.replace("person.added", "goal.closed").replace("name title", "salary"))
    capsys.readouterr()
    assert cli.main(["plugin", "validate", str(begun)]) == 1
    scope, query = capsys.readouterr().err.splitlines()
    assert scope.startswith(f"{begun}:28: events[0].types[0]: ")
    assert scope.endswith("This needs what scopes.required does not name: goals:read")
    assert query.startswith(f"{begun}:30: events[0].query: ")
    assert query.endswith("Cannot query field 'salary' on type 'Person'.")


def test_flaws_are_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    file = write(tmp_path, "plugin.json", egres=[])
    assert cli.main(["plugin", "validate", str(file)]) == 1
    assert capsys.readouterr().err.endswith(": egres: 格式中没有该项\n")


def test_programs_read_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = [{"id": "e", "types": ["nothing.happened"], "url": "/hooks"}]
    file = write(tmp_path, "plugin.json", events=events)
    assert cli.main(["plugin", "validate", str(file), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["valid"] is False
    assert [(flaw["path"], flaw["message"]) for flaw in said["flaws"]] == [
        (
            "events[0].types[0]",
            {"en": "There is no event nothing.happened", "zh-CN": "没有事件 nothing.happened"},
        )
    ]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("{ people(first: 1) { totalCount } }", "one query of $id"),
        ("mutation ($id: ID!) { closeGoal(input: {goalId: $id}) { goal { id } } }", "read"),
        ("query ($id: ID!) {", "cannot be read"),
        (PAGES, "200 are allowed"),
        (
            "query ($id: ID!) { person(id: $id) { goals(first: 1) { totalCount } } }",
            "does not name: goals:read",
        ),
        ("query ($id: ID!) { record(id: $id) { versions { number } } }", None),
    ],
)
def test_a_query_is_judged_as_it_will_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], query: str, words: str | None
) -> None:
    events = [{"id": "e", "types": ["record.shared"], "url": "/hooks", "query": query}]
    file = write(tmp_path, "plugin.json", events=events)
    status = cli.main(["plugin", "validate", str(file)])
    assert status == (0 if words is None else 1)
    assert (words or "") in capsys.readouterr().err


def test_what_cannot_be_read_is_another_matter(tmp_path: Path) -> None:
    assert cli.main(["plugin", "validate", str(tmp_path / "nothing")]) == 2
    (tmp_path / "odd").write_bytes(b"\xff\xfe")
    assert cli.main(["plugin", "validate", str(tmp_path / "odd")]) == 2


def test_a_version_that_asks_for_more_is_major(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write(tmp_path, "old.json")
    data = {"stores": ["record ids", "names"], "region": ["CN"], "retentionDays": 60}
    new = write(
        tmp_path,
        "new.json",
        version="2.0.0",
        scopes={"required": [wanted("records:read"), wanted("people:read"), wanted("goals:read")]},
        egress=[],
        dataAccess=data,
    )
    assert cli.main(["plugin", "diff", str(old), str(new)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "+ required scope: goals:read",
        "- optional scope: conversations.content:read",
        "- egress: *.atlassian.net",
        "+ stores: names",
        "- region: DE",
        "- retention days: 30",
        "+ retention days: 60",
        "major: waits for an admin",
    ]
    assert cli.main(["plugin", "diff", str(old), str(old)]) == 0
    assert capsys.readouterr().out == "minor: asks for nothing new\n"


def test_only_valid_versions_are_compared(tmp_path: Path) -> None:
    old, new = write(tmp_path, "old.json"), write(tmp_path, "new.json", egres=[])
    assert cli.main(["plugin", "diff", str(old), str(new)]) == 1
