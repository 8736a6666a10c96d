"""kill -9 in the middle of a migration: every tenant is at one version or at the next."""

import asyncio
import sys
from pathlib import Path

import asyncpg

from infra.settings import ROOT
from tenants.migrations.rollout import roll_out
from tenants.provisioning import create_tenant
from tests.tenants.catalog import picture
from tests.tenants.steps import SHIPPED, SLOW, steps_with

TENANTS = 10


async def test_it_goes_on_where_it_was_killed(house: asyncpg.Connection, tmp_path: Path) -> None:
    schemas = [(await create_tenant(f"company-{number}")).schema for number in range(TENANTS)]
    steps = steps_with(tmp_path, SLOW)
    old = await picture(house, schemas[0])

    seen = []
    for wanted in (1, 4):
        await _killed_after(house, tmp_path, wanted)
        seen.append(await _moved(house))
    assert 1 <= seen[0] < seen[1] < TENANTS

    moved = await house.fetch("SELECT id, schema_version FROM platform.tenants ORDER BY id")
    for row, schema in zip(moved, sorted(schemas), strict=True):
        changed = await picture(house, schema) != old
        assert changed == (row["schema_version"] > SHIPPED)

    rollout = await roll_out(steps)
    assert (rollout.done, rollout.failed) == (TENANTS - seen[1], {})
    pictures = [await picture(house, schema) for schema in schemas]
    assert all(each == pictures[0] for each in pictures)


async def _killed_after(owner: asyncpg.Connection, folder: Path, wanted: int) -> None:
    """Kill the runner as soon as it has moved so many tenants in all, in the middle of the next."""
    runner = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.tenants.steps", str(folder), cwd=ROOT
    )
    while await _moved(owner) < wanted:
        assert runner.returncode is None
        await asyncio.sleep(0.01)
    runner.kill()
    assert await runner.wait() == -9


async def _moved(owner: asyncpg.Connection) -> int:
    count: int = await owner.fetchval(
        "SELECT count(*) FROM platform.tenants WHERE schema_version > $1", SHIPPED
    )
    return count
