"""The canary fuzz finds nothing; and it would, were any one guard of the wall missing."""

import gc
import re
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from bench.hops import HOPS
from bench.isolation import Fuzz, fuzz, set_canaries
from infra import database, reading
from infra.database import Place, close_engines, login_name, owner_url
from infra.settings import settings
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tenants.shared import OWN
from tests.server import another_database
from tests.tenants.catalog import plain

# A cancel may strike while SQLAlchemy makes a connection; such a one is closed when it is freed.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

SWITCHES = 2_000
ENOUGH = 600
"""Switches within which a missing guard must be noticed."""
COMPANIES = 8


@pytest.fixture(scope="module")
async def companies(platform: None) -> AsyncIterator[list[Place]]:
    """With their canaries, and a pool of two connections for all of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TANLU_POOL_SIZE", "2")
        patch.setenv("TANLU_TENANTS_PER_CONNECTION", str(COMPANIES))
        async with another_database():
            await make_platform()
            made = [await create_tenant(f"company-{number}") for number in range(COMPANIES)]
            await set_canaries(made)
            yield made
    settings.cache_clear()


@pytest.fixture
async def places(companies: list[Place]) -> AsyncIterator[list[Place]]:
    await close_engines()
    yield companies
    await close_engines()
    gc.collect()


@pytest.fixture
async def house(companies: list[Place]) -> AsyncIterator[asyncpg.Connection]:
    owner = await asyncpg.connect(plain(owner_url()))
    yield owner
    await owner.close()


async def test_nothing_leaks(places: list[Place]) -> None:
    run = await fuzz(Fuzz(places, COMPANIES), SWITCHES)
    assert run.findings == []
    assert run.switches >= SWITCHES
    assert {hop.__name__ for hop in HOPS} <= set(run.done)
    assert sum(times for hop, times in run.done.items() if hop.endswith(", cancelled")) > 10


def without(setting: str) -> str:
    return database.TAKE_ON.replace(f"'{setting}'", "'app.nothing'")


def lasting(setting: str) -> str:
    """Beyond the transaction."""
    before, found, after = database.TAKE_ON.partition(f"'{setting}'")
    return before + found + after.replace("true", "false", 1)


async def undo_nothing(*_: object) -> None:
    pass


def keep_what_is_open(connection: Any, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
    if connection is not None and len(record.info.get("tenants", ())) >= COMPANIES:
        record.invalidate(soft=True)


def keep_what_is_worn(connection: Any, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
    if connection is not None and connection.driver_connection.is_in_transaction():
        connection.driver_connection.terminate()
        record.invalidate()


def never_over(connection: reading.Connection) -> object:
    return connection._driver  # noqa: SLF001 - that is the sabotage


IN_THE_PROGRAM = [
    (database, "TAKE_ON", without("role"), r"permission denied|role is"),
    (database, "TAKE_ON", without("search_path"), r"search_path is|does not exist"),
    (database, "TAKE_ON", without("app.tenant"), r"app.tenant is ''"),
    (database, "TAKE_ON", lasting("role"), r"role '\w+' was left"),
    (database, "TAKE_ON", lasting("search_path"), r"search_path '\w+' was left"),
    (database, "TAKE_ON", lasting("app.tenant"), r"app.tenant '[\w-]+' was left"),
    (reading, "TAKE_ON", without("role"), r"permission denied|role is"),
    (reading, "TAKE_ON", without("search_path"), r"search_path is|does not exist"),
    (reading, "TAKE_ON", without("app.tenant"), r"app.tenant is ''"),
    (reading, "TAKE_ON", lasting("role"), r"role '\w+' was left"),
    (reading, "TAKE_ON", lasting("search_path"), r"search_path '\w+' was left"),
    (reading, "TAKE_ON", lasting("app.tenant"), r"app.tenant '[\w-]+' was left"),
    (reading, "_undo", undo_nothing, r"came back inside a transaction"),
    (reading.Connection, "_still_open", never_over, r"linger: "),
    (database, "_keep_only_clean", keep_what_is_open, r"manually started|was left"),
    (database, "_keep_only_clean", keep_what_is_worn, r"a worn connection was given out"),
]


@pytest.mark.parametrize(("where", "guard", "weaker", "clue"), IN_THE_PROGRAM)
async def test_a_guard_that_the_program_forgets_is_missed(
    places: list[Place],
    monkeypatch: pytest.MonkeyPatch,
    where: object,
    guard: str,
    weaker: object,
    clue: str,
) -> None:
    monkeypatch.setattr(where, guard, weaker)
    await _notices(places, clue)


IN_THE_DATABASE = [
    (
        "ALTER TABLE platform.pending_jobs DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE platform.pending_jobs ENABLE ROW LEVEL SECURITY",
        r"LEAK: jobs of",
    ),
    (
        "ALTER POLICY tenants_select ON platform.pending_jobs USING (true)",
        f"ALTER POLICY tenants_select ON platform.pending_jobs USING ({OWN})",
        r"LEAK: jobs of",
    ),
    (
        'ALTER ROLE "{app}" SET search_path = {theirs}',
        "ALTER ROLE \"{app}\" SET search_path = ''",
        r"search_path '\w+' was left",
    ),
    (
        'GRANT {theirs} TO "{app}" WITH INHERIT TRUE',
        'GRANT {theirs} TO "{app}" WITH INHERIT FALSE',
        r"without a tenant, was answered",
    ),
    (
        "GRANT {theirs} TO {ours} WITH INHERIT TRUE",
        "REVOKE {theirs} FROM {ours}",
        r"another tenant's table, named was answered",
    ),
]


@pytest.mark.parametrize(("weaken", "mend", "clue"), IN_THE_DATABASE)
async def test_a_guard_that_the_database_forgets_is_missed(
    places: list[Place], house: asyncpg.Connection, weaken: str, mend: str, clue: str
) -> None:
    ours, theirs = (place.schema for place in places[:2])
    names = {"ours": ours, "theirs": theirs, "app": login_name("app")}
    await house.execute(weaken.format(**names))
    try:
        await _notices(places[:2], clue)
    finally:
        await house.execute(mend.format(**names))


async def _notices(places: list[Place], clue: str) -> None:
    run = Fuzz(places, COMPANIES)
    while not any(re.search(clue, finding) for finding in run.findings):
        assert run.switches < ENOUGH, run.findings
        await fuzz(run, run.switches + 20, seed=run.switches + 1)
