"""Every tenant is brought to the latest version, whatever stands in the way."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from bench.tenants import with_a_light_step
from domain.actor import Actor
from domain.base import new_id
from infra.database import Place
from infra.trouble import Trouble
from tenants.migrations.one import Patience, Refused, rehearse
from tenants.migrations.rollout import Rollout, roll_out
from tenants.migrations.steps import read_steps
from tenants.platform import make_platform
from tenants.provisioning import create_tenant, refill_spares
from tenants.work import open_reading, open_work
from tests.tenants.catalog import picture
from tests.tenants.steps import ADD_MOOD, FILL_MOOD, IMPATIENT, ONE_EVENT_A_DAY, SHIPPED, steps_with

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)


async def test_all_tenants_spare_ones_too(house: asyncpg.Connection, tmp_path: Path) -> None:
    acme = await create_tenant("acme")
    await refill_spares(at_least=1, at_most=2)
    steps = steps_with(tmp_path, ADD_MOOD)
    assert await _done(await roll_out(steps)) == 3
    versions = await house.fetch("SELECT schema_version, schema_checksum FROM platform.tenants")
    assert {tuple(row) for row in versions} == {(SHIPPED + 1, steps[-1].checksum)}
    async with open_work(acme, Actor.system()) as work:
        driver = (await (await work.session.connection()).get_raw_connection()).driver_connection
        await driver.execute("INSERT INTO moods VALUES (1)")


@pytest.mark.usefixtures("house")
async def test_what_is_measured_is_done_for_all(tmp_path: Path) -> None:
    """`./tanlu bench tenants` counts the milliseconds of this."""
    await create_tenant("acme")
    await create_tenant("globex")
    assert await _done(await roll_out(with_a_light_step(tmp_path))) == 2


@pytest.mark.usefixtures("house")
async def test_again_does_nothing(tmp_path: Path) -> None:
    await create_tenant("acme")
    steps = steps_with(tmp_path, ADD_MOOD)
    await roll_out(steps)
    assert await roll_out(steps) == Rollout(total=0)


async def test_a_batched_step_commits_batch_by_batch(
    house: asyncpg.Connection, tmp_path: Path
) -> None:
    acme = await create_tenant("acme")
    await _happen(house, acme, 5)
    assert await _done(await roll_out(steps_with(tmp_path, ADD_MOOD, FILL_MOOD))) == 1
    moods = await house.fetch(f"SELECT mood, xmin::text FROM {acme.schema}.events")
    assert [row["mood"] for row in moods] == ["calm"] * 5
    assert len({row["xmin"] for row in moods}) == 3
    assert await _versions(house) == {"acme": 2}


async def test_a_busy_tenant_is_left_behind_and_done_next_time(
    house: asyncpg.Connection, tmp_path: Path
) -> None:
    places = {slug: await create_tenant(slug) for slug in ("acme", "busy", "calm")}
    steps = steps_with(tmp_path, ADD_MOOD)
    blocker = house.transaction()
    await blocker.start()
    await house.execute(f"LOCK TABLE {places['busy'].schema}.events IN ACCESS SHARE MODE")
    rollout = await roll_out(steps, patience=IMPATIENT)
    await blocker.rollback()
    assert list(rollout.failed) == [places["busy"].tenant_id]
    assert "lock timeout" in rollout.failed[places["busy"].tenant_id]
    assert await _versions(house) == {"acme": 1, "busy": 0, "calm": 1}
    assert await _done(await roll_out(steps)) == 1
    assert await _versions(house) == {"acme": 1, "busy": 1, "calm": 1}


async def test_a_lock_that_goes_away_is_waited_for(
    house: asyncpg.Connection, tmp_path: Path
) -> None:
    acme = await create_tenant("acme")
    blocker = house.transaction()
    await blocker.start()
    await house.execute(f"LOCK TABLE {acme.schema}.events IN ACCESS SHARE MODE")
    patience = Patience(lock_seconds=0.1, tries=20, pause_seconds=0.01)
    running = asyncio.create_task(roll_out(steps_with(tmp_path, ADD_MOOD), patience=patience))
    await asyncio.sleep(0.4)
    await blocker.rollback()
    assert await _done(await running) == 1


async def test_a_tenant_that_fails_is_told_and_skipped(
    house: asyncpg.Connection, tmp_path: Path
) -> None:
    places = {slug: await create_tenant(slug) for slug in ("acme", "twice", "calm")}
    await _happen(house, places["twice"], 2)
    rollout = await roll_out(steps_with(tmp_path, ADD_MOOD, ONE_EVENT_A_DAY))
    assert list(rollout.failed) == [places["twice"].tenant_id]
    assert "could not create unique index" in rollout.failed[places["twice"].tenant_id]
    assert (rollout.done, rollout.stopped) == (2, False)
    # Both steps of a tenant are one transaction, so the one that failed is where it was.
    assert await _versions(house) == {"acme": 2, "twice": 0, "calm": 2}
    assert "moods" not in " ".join(await picture(house, places["twice"].schema))


async def test_the_rest_is_left_alone_when_the_first_ones_fail(
    house: asyncpg.Connection, tmp_path: Path
) -> None:
    places = [await create_tenant(f"company-{number:02}") for number in range(15)]
    await _happen(house, places[0], 2)
    rollout = await roll_out(steps_with(tmp_path, ONE_EVENT_A_DAY))
    assert (rollout.done, len(rollout.failed), rollout.stopped, rollout.left) == (0, 1, True, 14)


async def test_a_canary_of_so_many(house: asyncpg.Connection, tmp_path: Path) -> None:
    for slug in ("a", "b", "c"):
        await create_tenant(slug)
    assert await _done(await roll_out(steps_with(tmp_path, ADD_MOOD), canary=2)) == 2
    assert sorted((await _versions(house)).values()) == [0, 1, 1]


async def test_two_runners_share_the_work(house: asyncpg.Connection, tmp_path: Path) -> None:
    for number in range(12):
        await create_tenant(f"company-{number}")
    steps = steps_with(tmp_path, ADD_MOOD)
    patience = Patience(pause_seconds=0.05)
    both = await asyncio.gather(*(roll_out(steps, patience=patience) for _ in range(2)))
    assert [rollout.failed for rollout in both] == [{}, {}]
    assert set((await _versions(house)).values()) == {1}


@pytest.mark.usefixtures("house")
async def test_requests_go_on_while_it_migrates(tmp_path: Path) -> None:
    """This code serves a tenant at its own version and at the one before."""
    places = [await create_tenant(f"company-{number}") for number in range(8)]
    running = asyncio.create_task(roll_out(steps_with(tmp_path, ADD_MOOD), connections=2))
    asked = 0
    while not running.done() or asked < len(places):
        place = places[asked % len(places)]
        async with open_reading(place, Actor.system()) as reading:
            assert await reading.connection.fetchval("SELECT count(*) FROM events") == 0
        asked += 1
    assert await _done(await running) == 8


async def test_a_rehearsal_leaves_nothing(house: asyncpg.Connection, tmp_path: Path) -> None:
    acme = await create_tenant("acme")
    before = await picture(house, acme.schema)
    await rehearse(acme.tenant_id, steps_with(tmp_path, ADD_MOOD), IMPATIENT)
    assert await picture(house, acme.schema) == before
    assert await _versions(house) == {"acme": 0}
    await _happen(house, acme, 2)
    with pytest.raises(Refused, match="could not create unique index"):
        await rehearse(acme.tenant_id, steps_with(tmp_path, ONE_EVENT_A_DAY), IMPATIENT)


@pytest.mark.usefixtures("house")
async def test_another_history_is_not_built_upon(tmp_path: Path) -> None:
    acme = await create_tenant("acme")
    first = tmp_path / "0001_first.sql"
    steps_with(tmp_path, ADD_MOOD)
    first.write_text(first.read_text() + "CREATE TABLE odd (id INT);\n")
    rollout = await roll_out(read_steps(tmp_path))
    assert rollout.failed == {
        acme.tenant_id: f"it was made with another history up to version {SHIPPED}",
    }


@pytest.mark.usefixtures("house")
async def test_shared_tables_of_another_history_are_refused(tmp_path: Path) -> None:
    (tmp_path / "0001_first.sql").write_text("-- phase: expand\nSELECT 1;\n")
    with pytest.raises(Trouble, match="made with another 0001_first"):
        await make_platform(tmp_path)


async def _done(rollout: Rollout) -> int:
    assert (rollout.failed, rollout.stopped, rollout.left) == ({}, False, 0)
    return rollout.done


async def _versions(owner: asyncpg.Connection) -> dict[str, int]:
    """How many steps beyond those that ship each tenant has taken."""
    rows = await owner.fetch("SELECT slug, schema_version FROM platform.tenants")
    return {row["slug"]: row["schema_version"] - SHIPPED for row in rows}


async def _happen(owner: asyncpg.Connection, place: Place, times: int) -> None:
    for _ in range(times):
        await owner.execute(
            f"INSERT INTO {place.schema}.events"
            " (id, name, subject, subject_id, occurred_at, actor_kind, content)"
            " VALUES ($1, 'x.y', 'x', $1, $2, 'SYSTEM', '{}')",
            new_id(),
            NOON,
        )
