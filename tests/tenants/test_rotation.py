"""The master key is changed, and nothing that was kept with it is lost."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from domain.actor import Actor
from domain.base import new_id
from infra.database import Place, close_engines, login_name, owner_url
from infra.settings import ROOT, settings
from infra.trouble import Trouble
from tenants.keys.key_mark import refuse_foreign_key
from tenants.keys.rotation import Count, count_keys, rotate
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tenants.vault import company_key, seal, unseal
from tenants.work import open_work

OLD, NEW = "a key for tests", "another key for tests"
ABOUT = "connections:1"
SENTENCE = "TANLU_SECRET_KEY does not open what is kept in this database: start with the key"


@contextmanager
def keys(current: str, former: str = "") -> Iterator[None]:
    """As a process that is started with them has them."""
    given = {"TANLU_SECRET_KEY": current, "TANLU_FORMER_SECRET_KEY": former}
    before = {name: os.environ.get(name, "") for name in given}
    os.environ.update(given)
    settings.cache_clear()
    try:
        yield
    finally:
        os.environ.update(before)
        settings.cache_clear()


async def keep(place: Place, text: str) -> str:
    async with open_work(place, Actor.system()) as work:
        return await seal(work, text, about=ABOUT)


async def kept(place: Place, sealed: str) -> str:
    async with open_work(place, Actor.system()) as work:
        return await unseal(work, sealed, about=ABOUT)


async def companies(number: int) -> dict[Place, str]:
    made = [await create_tenant(f"company-{new_id()}") for _ in range(number)]
    return {place: await keep(place, place.schema) for place in made}


async def all_open(secrets: dict[Place, str]) -> bool:
    return all([await kept(place, sealed) == place.schema for place, sealed in secrets.items()])


@pytest.mark.usefixtures("house")
async def test_every_secret_opens_under_the_new_key_and_none_under_the_old() -> None:
    secrets = await companies(3)
    with keys(NEW, OLD):
        assert await count_keys() == Count(total=3, former=3)
        assert await rotate() == Count(total=3, new=3)
        assert await count_keys() == Count(total=3, new=3)
    await close_engines()
    with keys(NEW):
        assert await all_open(secrets)
        await close_engines()
    # Those who come late with the old key are not even let in.
    with pytest.raises(DBAPIError, match="password authentication failed"):
        await all_open(secrets)


async def test_what_is_wrapped_meanwhile_is_wrapped_with_the_key_in_use(
    house: asyncpg.Connection,
) -> None:
    """First all processes get both keys, one after the other: those of before open all."""
    early, late = [await create_tenant(f"company-{new_id()}") for _ in range(2)]
    with keys(NEW, OLD):
        # The logins' passwords are the owner's business, and were not changed yet.
        await house.execute(f"ALTER ROLE \"{login_name('app')}\" PASSWORD 'given'")
        os.environ["TANLU_APP_DATABASE_URL"] = given(login_name("app"))
        settings.cache_clear()
        await close_engines()
        sealed = {early: await keep(early, early.schema)}
    with keys(OLD):
        assert await all_open(sealed)
    with keys(NEW, OLD):
        await rotate()
        sealed[late] = await keep(late, late.schema)
        assert await all_open(sealed)
    with keys(NEW):
        assert await all_open(sealed)
    del os.environ["TANLU_APP_DATABASE_URL"]


def given(name: str) -> str:
    return owner_url().set(username=name, password="given").render_as_string(False)


@pytest.mark.usefixtures("house")
async def test_a_key_that_neither_opens_stops_it_before_anything_is_changed() -> None:
    secrets = await companies(2)
    with keys(NEW, "a third key"):
        assert await count_keys() == Count(total=2, lost=2)
        with pytest.raises(Trouble, match="2 companies' keys are opened by neither key; nothing"):
            await rotate()
    assert await all_open(secrets)


@pytest.mark.usefixtures("house")
async def test_killed_half_way_it_goes_on_and_both_keys_open_meanwhile() -> None:
    secrets = await companies(6)
    for turn in (1, 2):
        killed = await tanlu("rotate-key", fault=f"keys-wrapped:{turn}", at_once=2)
        assert killed[0] == -9
        with keys(NEW, OLD):
            # What is kept for the first time in between is wrapped with the new key at once.
            assert (await count_keys()).new == 2 * turn + (turn - 1)
            assert await all_open(secrets)
            assert await keep(await create_tenant(f"company-{new_id()}"), "late")
    status, out, _ = await tanlu("rotate-key")
    assert status == 0
    assert out.splitlines() == [
        "8 companies' keys are wrapped with the new key",
        "0 audit trails are sealed with it",
    ]
    await close_engines()
    with keys(NEW):
        assert await all_open(secrets)
        await close_engines()


@pytest.mark.usefixtures("house")
async def test_a_dry_run_counts_and_changes_nothing() -> None:
    secrets = await companies(2)
    status, out, _ = await tanlu("rotate-key", "--dry-run")
    assert status == 0
    assert out.splitlines() == [
        "2 companies have a key: 0 under TANLU_SECRET_KEY,",
        "2 under TANLU_FORMER_SECRET_KEY, 0 under neither",
        "2 audit trails read: 0 to be sealed anew,",
        "0 not as they were written",
    ]
    assert await all_open(secrets)


@pytest.mark.usefixtures("house")
async def test_nothing_starts_with_a_key_that_is_foreign() -> None:
    await companies(1)
    for command in (["migrate"], ["tenant", "list"], ["jobs", "dead"]):
        status, _, err = await tanlu(*command, former="")
        assert (status, err.count("\n"), err.startswith(SENTENCE)) == (1, 1, True), command
    _, _, chinese = await tanlu("migrate", former="", language="zh_CN.UTF-8")
    assert chinese.startswith("TANLU_SECRET_KEY 无法打开此数据库中保管的机密")


PROCESSES = {
    "worker": ["worker.py"],
    "api": ["-m", "uvicorn", "--factory", "api.app:serve", "--port", "0"],
}


@pytest.mark.parametrize("name", PROCESSES)
async def test_no_process_starts_with_it_either(house: asyncpg.Connection, name: str) -> None:
    await house.execute(f"ALTER ROLE \"{login_name('app')}\" PASSWORD 'given'")
    told = {"TANLU_DATABASE_URL": "", "TANLU_APP_DATABASE_URL": given(login_name("app"))}
    status, _, err = await ended(*PROCESSES[name], **told, TANLU_SECRET_KEY=NEW)
    assert (status, err.splitlines()[-1][:68]) == (1, SENTENCE[:68])
    wrong = given(login_name("app")).replace(":given@", ":another@")
    told["TANLU_APP_DATABASE_URL"] = wrong
    status, _, err = await ended(*PROCESSES[name], **told, TANLU_SECRET_KEY=OLD)
    assert status == 1
    assert err.splitlines()[-1].startswith("The database does not know the app's password: ")


async def test_a_database_of_before_there_were_marks_is_looked_into(
    house: asyncpg.Connection,
) -> None:
    await companies(1)
    await house.execute("DELETE FROM platform.key_marks")
    url = owner_url().set(drivername="postgresql").render_as_string(False)
    with psycopg.connect(url) as connection:
        refuse_foreign_key(connection)
        with keys(NEW), pytest.raises(Trouble, match="does not open"):
            refuse_foreign_key(connection)
        with keys(NEW, OLD):
            refuse_foreign_key(connection)
    await make_platform()
    assert await house.fetchval("SELECT count(*) FROM platform.key_marks") == 1


@pytest.mark.usefixtures("house")
async def test_a_company_s_own_keys_outlive_the_change() -> None:
    place, rival = [await create_tenant(f"company-{new_id()}") for _ in range(2)]

    async def key(of: Place, purpose: str) -> bytes:
        async with open_work(of, Actor.system()) as work:
            return await company_key(work, purpose)

    chain = await key(place, "audit chain 1")
    assert len(chain) == 32
    assert await key(place, "audit chain 2") != chain
    assert await key(rival, "audit chain 1") != chain
    with keys(NEW, OLD):
        await rotate()
    await close_engines()
    with keys(NEW):
        assert await key(place, "audit chain 1") == chain
        await close_engines()


async def tanlu(
    *arguments: str,
    former: str = OLD,
    fault: str = "",
    at_once: int = 500,
    language: str = "en_US.UTF-8",
) -> tuple[int, str, str]:
    """The command with the new key, as an operator types it."""
    told = {"TANLU_SECRET_KEY": NEW, "TANLU_FORMER_SECRET_KEY": former, "TANLU_FAULT": fault}
    program = (
        f"import sys; sys.path.insert(0, '.'); import tenants.keys.rotation as r;"
        f" r._AT_ONCE = {at_once}; import cli; sys.exit(cli.main(sys.argv[1:]))"
    )
    return await ended("-c", program, *arguments, **told, LC_ALL=language)


async def ended(*arguments: str, **told: str) -> tuple[int, str, str]:
    run = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env={**os.environ, **told},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await run.communicate()
    return run.returncode or 0, out.decode(), err.decode()
