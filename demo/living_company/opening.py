"""The company is made behind closed doors, played, and opened; or nothing of it is left.

What a process that was killed has left of it is thrown away by the next.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event, text

from demo.living_company.calendar import Calendar
from demo.living_company.cast import COMPANY, SLUG
from demo.living_company.company import Company, Scene
from demo.living_company.programme import SCENES
from demo.living_company.scenes.first_day import BEGAN
from demo.living_company.walk import Watch, walk
from domain.errors import NotFound
from infra import clock
from infra.database import Place, app_engine, owner_engine, relay_engine
from infra.memory import keep_what_is_loaded
from tenants.closed_company import make_closed, open_company
from tenants.lifecycle import delete_tenant
from tenants.operations.operator_log import newest_deeds
from tenants.tenant import find_tenant

UNFINISHED = f"{SLUG}-unfinished"
_LOCK = "hashtext('tanlu plays its living company')"
_ALONE = text(f"SELECT pg_try_advisory_lock({_LOCK})")
_NOT_ALONE = text(f"SELECT pg_advisory_unlock({_LOCK})")


async def make_living_company(watch: Watch = lambda _: None) -> bool:
    """Unless it was ever made here, or somebody else is just making it. Says whether it was."""
    async with _alone() as is_alone:
        if not is_alone or await newest_deeds(1, SLUG):
            return False
        await _throw_away()
        _wait_for_no_disk()
        keep_what_is_loaded()
        place = await make_closed(UNFINISHED, COMPANY)
        await play(place, Calendar.at_moment(clock.now()), watch=watch)
        await open_company(place, SLUG)
        return True


async def play(
    place: Place,
    calendar: Calendar,
    *,
    scenes: Sequence[Scene] = SCENES,
    watch: Watch = lambda _: None,
) -> Company:
    """All that happened in the company until that day, in a company that is empty."""
    company = Company(place, calendar, calendar.at(BEGAN, "08:00"))
    await walk(company, scenes, watch)
    return company


def _wait_for_no_disk() -> None:
    """For this process: what is not finished is thrown away, and its last commit waits for all."""
    for engine in (app_engine(), relay_engine()):
        event.listen(engine.sync_engine, "connect", _asynchronously)


def _asynchronously(connection: Any, _: object) -> None:  # noqa: ANN401 - SQLAlchemy's own
    connection.run_async(lambda driver: driver.execute("SET synchronous_commit = off"))


async def _throw_away() -> None:
    try:
        await find_tenant(UNFINISHED)
    except NotFound:
        return
    await delete_tenant(UNFINISHED)


@asynccontextmanager
async def _alone() -> AsyncIterator[bool]:
    """The lock goes with the connection, however this process ends."""
    async with owner_engine().connect() as owner:
        yield bool(await owner.scalar(_ALONE))
        await owner.execute(_NOT_ALONE)
