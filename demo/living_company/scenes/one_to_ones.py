"""The one-to-ones of these months that have no story of their own: `one_to_ones.toml`."""

import tomllib
from pathlib import Path
from typing import Any, Final

from demo.living_company.company import Scene
from demo.living_company.talk import Promise, Talk

_TALKS: Final = Path(__file__).parent.with_name("one_to_ones.toml")


def one_to_ones() -> list[Scene]:
    told = tomllib.loads(_TALKS.read_text(encoding="utf-8"))
    return [_talk(one).played for one in told["talks"]]


def _talk(one: dict[str, Any]) -> Talk:
    return Talk(**one | {"promises": [Promise(**each) for each in one.get("promises", ())]})
