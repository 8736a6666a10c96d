"""One word for one thing: what the glossary rules out is said nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = ROOT / "docs" / "glossary.md"
ROOMS = ("api", "domain", "infra", "integrations", "tenants", "webhooks")
ALLOWED = re.compile("持续(的)?对话|对话手册|沟通与对话")
"""A slogan, and the name of a book."""
BEFORE = re.compile(r"^\s*(#|//|\*)")
"""What is said to those who read the code only."""


def rows() -> list[list[str]]:
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1:]]


CHINESE = [row[3] for row in rows() if row[3]]
ENGLISH = [row[4] for row in rows() if row[4]]


def texts() -> Iterator[Path]:
    """What people read: the console's words, what the API says, the Chinese docs."""
    yield from sorted((ROOT / "web" / "src").rglob("*words.ts"))
    yield ROOT / "web" / "src" / "admin" / "audit" / "deeds.ts"
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))
    yield from sorted(ROOT.glob("README*.md"))
    yield from (each for each in sorted((ROOT / "docs").glob("*.md")) if each != GLOSSARY)


def said(words: list[str], files: Iterator[Path]) -> list[str]:
    ruled_out = re.compile("|".join(map(re.escape, words)))
    return [
        f"{path.relative_to(ROOT)}:{number}: {found.group()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if not BEFORE.match(line)
        for found in ruled_out.finditer(ALLOWED.sub("", line))
    ]


def test_no_chinese_word_is_used_that_another_has_replaced() -> None:
    assert len(CHINESE) > 25
    assert said(CHINESE, texts()) == []


def test_no_english_phrase_is_used_in_the_console_that_another_has_replaced() -> None:
    console = (path for path in texts() if path.suffix == ".ts")
    assert len(ENGLISH) > 5
    assert said(ENGLISH, console) == []


@pytest.mark.parametrize("word", ["对话", "记分卡", "直属"])
def test_a_word_is_seen_where_it_stands(word: str) -> None:
    """By the same eyes as the rest."""
    file = ROOT / "docs" / "glossary.md"
    seen = said(CHINESE, iter([file]))
    assert any(hit.endswith(word) for hit in seen) == (word in CHINESE)


def test_every_row_says_both_words_and_what_it_is() -> None:
    assert [row for row in rows() if len(row) != 5 or not all(row[:3])] == []
