"""Steps for the tests of the runner: those that ship, and a few that never ship."""

import asyncio
import sys
from pathlib import Path

from tenants.migrations.one import Patience
from tenants.migrations.rollout import roll_out
from tenants.migrations.steps import TENANT_STEPS, Step, read_steps

_REAL = sorted(TENANT_STEPS.glob("*.sql"))
SHIPPED = len(_REAL)
"""The version of a tenant that is made today."""

ADD_MOOD = (
    "-- phase: expand\nALTER TABLE events ADD COLUMN mood TEXT;\nCREATE TABLE moods (id INT);\n"
)
SLOW = ADD_MOOD + "SELECT pg_sleep(0.1);\n"
FILL_MOOD = """-- phase: backfill
-- batched
UPDATE events SET mood = 'calm'
WHERE id IN (SELECT id FROM events WHERE mood IS NULL LIMIT 2)
"""
ONE_EVENT_A_DAY = "-- phase: expand\nCREATE UNIQUE INDEX one_a_day ON events (occurred_at);\n"

IMPATIENT = Patience(lock_seconds=0.2, tries=2, pause_seconds=0.1)


def steps_with(folder: Path, *more: str) -> list[Step]:
    """The real migrations and some more, in a folder of the test's own."""
    for path in _REAL:
        (folder / path.name).write_text(path.read_text())
    for number, sql in enumerate(more, SHIPPED + 1):
        (folder / f"{number:04}_more.sql").write_text(sql)
    return read_steps(folder)


if __name__ == "__main__":
    asyncio.run(roll_out(read_steps(Path(sys.argv[1])), connections=2))
