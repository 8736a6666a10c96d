from pathlib import Path

import pytest

from infra.trouble import Trouble
from tenants.migrations.steps import Phase, read_steps


def write(folder: Path, **steps: str) -> None:
    for name, sql in steps.items():
        (folder / f"{name.removeprefix('n')}.sql").write_text(sql)


def test_steps_are_read_in_order(tmp_path: Path) -> None:
    write(
        tmp_path,
        n0002_fill="-- phase: backfill\n-- batched\nUPDATE people SET title = ''",
        n0001_first="-- phase: expand\nCREATE TABLE x ();",
        n0003_drop="-- phase: contract\nDROP TABLE x;",
    )
    steps = read_steps(tmp_path)
    assert [(step.number, step.phase, step.batched) for step in steps] == [
        (1, Phase.EXPAND, False),
        (2, Phase.BACKFILL, True),
        (3, Phase.CONTRACT, False),
    ]


def test_a_changed_step_changes_all_checksums_after_it(tmp_path: Path) -> None:
    write(tmp_path, n0001_a="-- phase: expand\n", n0002_b="-- phase: expand\n")
    before = [step.checksum for step in read_steps(tmp_path)]
    write(tmp_path, n0001_a="-- phase: expand\n\n")
    after = [step.checksum for step in read_steps(tmp_path)]
    assert not set(before) & set(after)


@pytest.mark.parametrize(
    ("name", "sql", "sentence"),
    [
        ("n0002_late", "-- phase: expand\n", "0002_late.sql is not number 0001 in its row"),
        ("n1_short", "-- phase: expand\n", "1_short.sql is not number 0001"),
        ("n0001_a", "CREATE TABLE x ();", "The first line of 0001_a.sql must be"),
        ("n0001_a", "-- phase: shrink\n", "The first line of 0001_a.sql must be"),
        ("n0001_a", "-- phase: expand\nDROP TABLE x;", "expand, so it must not DROP"),
        ("n0001_a", "-- phase: expand\nalter table x rename to y", "so it must not RENAME"),
        ("n0001_a", "-- phase: backfill\nALTER TABLE x ADD y INT", "so it must not ALTER"),
        ("n0001_a", "-- phase: expand\n-- batched\nSELECT 1", "is batched, so it must be one"),
        ("n0001_a", "-- phase: backfill\n-- batched\nA; B", "is batched, so it must be one"),
    ],
)
def test_a_step_keeps_its_form(tmp_path: Path, name: str, sql: str, sentence: str) -> None:
    write(tmp_path, **{name: sql})
    with pytest.raises(Trouble, match=sentence):
        read_steps(tmp_path)
