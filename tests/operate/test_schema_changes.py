"""A schema is a promise: what breaks a client's document is told apart, and written on purpose."""

from pathlib import Path

import pytest

from infra.trouble import Trouble
from operate.schema import compare_schema, write_schema
from operate.schema_changes import SchemaChanges

FORMER = """
type Query {
  goal(id: ID!): Goal
}

type Goal {
  title: String!
  weight: Int
}

type Mutation {
  amendGoal(input: AmendGoalInput!): Goal
}

input AmendGoalInput {
  title: String
  "In per cent."
  weight: Int = 1
}
"""


def changed(former: str, now: str) -> str:
    assert FORMER.count(former) == 1, former
    return FORMER.replace(former, now)


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (changed("  weight: Int\n}", "}"), "Field Goal.weight was removed."),
        (
            changed("title: String!", "title: String"),
            "Field Goal.title changed type from String! to String.",
        ),
        (
            changed("  title: String\n", "  title: String!\n"),
            "Field AmendGoalInput.title changed type from String to String!.",
        ),
        (
            changed("  title: String\n", "  name: String\n"),
            "Field AmendGoalInput.title was removed.",
        ),
        (
            changed("  title: String\n", "  title: String\n  why: String!\n"),
            "A required field AmendGoalInput.why was added.",
        ),
        (changed("goal(id: ID!)", "goal(key: ID!)"), "Argument Query.goal(id:) was removed."),
    ],
)
def test_what_a_document_relied_on_is_missed(now: str, sentence: str) -> None:
    assert sentence in SchemaChanges.between(FORMER, now).breaking


@pytest.mark.parametrize(
    "now",
    [
        changed('  "In per cent."\n', ""),
        changed("  weight: Int\n}", "  weight: Int\n  why: String\n}"),
        changed("  title: String\n", "  title: String = null\n"),
    ],
)
def test_what_nobody_relied_on_may_change(now: str) -> None:
    changes = SchemaChanges.between(FORMER, now)
    assert (changes.breaking, changes.dangerous) == ([], [])
    assert changes.told() == "No document that was valid breaks."


def test_another_default_is_dangerous() -> None:
    changes = SchemaChanges.between(FORMER, changed("weight: Int = 1", "weight: Int = 2"))
    assert changes.breaking == []
    assert changes.told() == "dangerous AmendGoalInput.weight has changed defaultValue from 1 to 2."


def test_a_stale_file_says_what_would_break(tmp_path: Path) -> None:
    file = tmp_path / "schema.graphql"
    file.write_text(FORMER, encoding="utf-8")
    compare_schema(file, FORMER)
    with pytest.raises(
        Trouble, match=r"run \./tanlu schema\.\nBREAKING  Field Goal\.weight was removed"
    ):
        compare_schema(file, changed("  weight: Int\n}", "}"))


def test_breaking_is_written_on_purpose_alone(tmp_path: Path) -> None:
    file, breaking = tmp_path / "schema.graphql", changed("  weight: Int\n}", "}")
    write_schema(file, FORMER, breaking=False)
    with pytest.raises(Trouble, match="mean it with --breaking"):
        write_schema(file, breaking, breaking=False)
    assert file.read_text(encoding="utf-8") == FORMER
    write_schema(file, breaking, breaking=True)
    assert file.read_text(encoding="utf-8") == breaking
