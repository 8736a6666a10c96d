"""Every text of the console is there in both languages."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from operate.console import WEB, node


def checked(web: Path) -> tuple[int, str]:
    done = subprocess.run(
        [node(), "src/i18n/check-words.ts"], cwd=web, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_both_languages_say_everything() -> None:
    status, said = checked(WEB)
    assert (status, re.sub(r"\d+", "N", said)) == (0, "N texts in both languages\n")


@pytest.mark.parametrize(
    ("pair", "fault"),
    [
        ('["Home", "Home"]', "is not Chinese"),
        ('["", "首页"]', "is not English"),
        ('["Due {day}", "截止"]', "has other places to be filled"),
    ],
)
def test_one_that_is_missing_is_named(tmp_path: Path, pair: str, fault: str) -> None:
    for folder in ("i18n", "home"):
        shutil.copytree(WEB / "src" / folder, tmp_path / "src" / folder)
    shutil.copy(WEB / "package.json", tmp_path)
    (tmp_path / "src/home/words.ts").write_text(f"export const homeWords = {{ home: {pair} }};")
    assert checked(tmp_path) == (1, f"src/home/words.ts: home {fault}\n")
