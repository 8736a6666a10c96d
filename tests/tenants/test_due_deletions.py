"""A company whose days of grace are over is exported and dropped, and not before."""

import os
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from domain.base import new_id
from infra import clock
from infra.settings import settings
from tenants.lifecycle import close_tenant
from tenants.operations import due_deletions
from tenants.operations.due_deletions import KEPT_FOR, drop_what_is_due
from tenants.operations.operator_log import TANLU, newest_deeds
from tenants.provisioning import create_tenant


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a provisioner."""
    monkeypatch.setenv("TANLU_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    return tmp_path


async def state_of(owner: asyncpg.Connection, tenant_id: object) -> str:
    found: str = await owner.fetchval("SELECT state FROM platform.tenants WHERE id = $1", tenant_id)
    return found


async def a_day_passes(owner: asyncpg.Connection, slug: str) -> None:
    """As if it had been closed so long ago; the app's login could not say so."""
    past = "UPDATE platform.tenants SET closes_at = now() - interval '1 minute' WHERE slug = $1"
    await owner.execute(past, slug)


async def test_it_is_dropped_on_its_day_and_exported_before(
    house: asyncpg.Connection, data: Path
) -> None:
    closing, early = [f"acme-{new_id()}" for _ in range(2)]
    places = [await create_tenant(slug) for slug in (closing, early)]
    for slug in (closing, early):
        await close_tenant(slug)
    await drop_what_is_due()
    assert [await state_of(house, place.tenant_id) for place in places] == ["CLOSING"] * 2
    await a_day_passes(house, closing)
    await drop_what_is_due()
    assert [await state_of(house, place.tenant_id) for place in places] == ["DELETED", "CLOSING"]
    (kept,) = (data / "closed").iterdir()
    assert (kept.name, kept.stat().st_mode & 0o777) == (
        f"{closing}-{places[0].tenant_id}.zip",
        0o600,
    )
    lines = [(line.deed, line.by) for line in reversed(await newest_deeds(9, closing))]
    assert lines[2:] == [("EXPORT", TANLU), ("DELETE", TANLU)]


async def test_what_cannot_be_exported_is_not_dropped(
    house: asyncpg.Connection, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = await create_tenant(slug := f"acme-{new_id()}")
    await close_tenant(slug)
    await a_day_passes(house, slug)
    (data / "closed").write_text("a file in the place of the folder")
    await drop_what_is_due()
    assert await state_of(house, place.tenant_id) == "CLOSING"
    (data / "closed").unlink()
    await drop_what_is_due()
    assert await state_of(house, place.tenant_id) == "DELETED"
    (kept,) = (data / "closed").iterdir()
    long_ago = (clock.now() - KEPT_FOR - timedelta(hours=1)).timestamp()
    os.utime(kept, (long_ago, long_ago))
    monkeypatch.setattr(due_deletions, "_drop", None)
    await drop_what_is_due()
    assert list((data / "closed").iterdir()) == []
