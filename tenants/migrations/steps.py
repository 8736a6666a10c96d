"""The steps that change a schema: plain SQL files, numbered, each of one phase.

The first lines of a file say what it promises:

    -- phase: expand            adds; what runs now does not notice
    -- phase: backfill          fills what was added; touches rows only
    -- phase: contract          takes away what nothing uses any more
    -- batched                  (backfill only) one statement, repeated in short transactions
                                until it changes no row
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from infra.trouble import Trouble

_FOLDER = Path(__file__).resolve().parent
TENANT_STEPS = _FOLDER / "tenant"
PLATFORM_STEPS = _FOLDER / "platform"

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_PHASE = re.compile(r"-- phase: (expand|backfill|contract)")
_BATCHED = "-- batched"
DECIDE = "-- DECIDE:"
"""Begins a line of a draft that its author answers and takes away, in the step or by another."""


class Phase(StrEnum):
    EXPAND = "expand"
    BACKFILL = "backfill"
    CONTRACT = "contract"


_PROMISES = {
    Phase.EXPAND: re.compile(
        r"\b(DROP|RENAME|TRUNCATE|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b", re.IGNORECASE
    ),
    Phase.BACKFILL: re.compile(r"\b(CREATE|ALTER|DROP|TRUNCATE|GRANT|REVOKE)\b", re.IGNORECASE),
}
"""Words that a step of that phase has no use for."""


@dataclass(frozen=True)
class Step:
    number: int
    name: str
    phase: Phase
    batched: bool
    sql: str
    checksum: str
    """Of this step and all before it, so a version's checksum stands for its whole history."""


def read_steps(folder: Path) -> list[Step]:
    """The steps in their order. Raises Trouble when a file does not keep the form."""
    steps: list[Step] = []
    for path in sorted(folder.glob("*.sql")):
        named = _NAME.fullmatch(path.name)
        if named is None or int(named[1]) != len(steps) + 1:
            raise Trouble(f"The migration {path.name} is not number {len(steps) + 1:04} in its row")
        steps.append(_step(path, steps[-1].checksum if steps else ""))
    return steps


def _step(path: Path, before: str) -> Step:
    sql = path.read_text(encoding="utf-8")
    first, _, rest = sql.partition("\n")
    if asked := re.search(f"{DECIDE}.*", sql):
        raise Trouble(f"The migration {path.name} has something left to decide: {asked[0]}")
    said = _PHASE.fullmatch(first.strip())
    if said is None:
        raise Trouble(f"The first line of {path.name} must be '-- phase: expand|backfill|contract'")
    phase = Phase(said[1])
    batched = rest.startswith(_BATCHED)
    _hold_to_promise(path.name, phase, batched, sql)
    checksum = hashlib.sha256(f"{before}\n{sql}".encode()).hexdigest()[:16]
    return Step(int(path.name[:4]), path.stem, phase, batched, sql, checksum)


def _hold_to_promise(name: str, phase: Phase, batched: bool, sql: str) -> None:
    statements = re.sub(r"--[^\n]*|'[^']*'", "", sql)
    promise = _PROMISES.get(phase)
    if promise is not None and (broken := promise.search(statements)):
        raise Trouble(f"{name} is of phase {phase}, so it must not {broken[1].split()[0].upper()}")
    if batched and (phase is not Phase.BACKFILL or statements.strip().rstrip(";").count(";")):
        raise Trouble(f"{name} is batched, so it must be one statement of phase backfill")
