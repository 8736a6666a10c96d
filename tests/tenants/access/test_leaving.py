"""Who leaves is signed in nowhere, nothing acts for them, and coming back revives none of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.people.commands import end_employment
from domain.people.rehire import rehire_person
from tenants.client import TOKEN_LIVES
from tenants.credential import TokenKind
from tenants.delegation import Delegation, EndedBecause
from tenants.session import open_session
from tenants.token import create_token
from tenants.verification import verify_session, verify_token
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.people import NOON, TODAY, Cast, acting

TOMORROW = NOON + timedelta(days=1)


async def let_in(cast: Cast) -> tuple[str, str]:
    """A session and a token of Omar's; a plugin acts for him, too."""
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        session = open_session(work, cast.omar.id)
        issued = await create_token(
            work, kind=TokenKind.USER, name="Laptop", scopes=["goals:read"], held=["goals:read"],
            expires_at=NOON + timedelta(days=30),
        )  # fmt: skip
        work.add(
            Delegation(
                client_id=new_id(), person_id=cast.omar.id, scopes=["goals:read"], begun_at=NOON,
                good_until=NOON + 48 * TOKEN_LIVES,
            )
        )  # fmt: skip
    return session, issued.secret


async def leaves(cast: Cast, *, days: int = 0) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=cast.omar.id, on=TODAY + timedelta(days=days))


async def acts_for_him(cast: Cast) -> EndedBecause | None:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return (await work.session.scalars(select(Delegation))).one().because


@pytest.mark.parametrize("days", [0, 1])
async def test_all_of_it_ends_on_the_day_they_leave(cast: Cast, days: int) -> None:
    session, token = await let_in(cast)
    await leaves(cast, days=days)
    await run_pending_jobs(cast.place, now=NOON)
    good = bool(days)
    assert (await verify_session(session, NOON) is not None) is good
    assert (await verify_token(token, NOON) is not None) is good
    await run_pending_jobs(cast.place, now=TOMORROW)
    async with open_work(cast.place, acting(cast.hua), now=TOMORROW) as work:
        await rehire_person(work, person_id=cast.omar.id, on=TOMORROW.date())
    assert await verify_session(session, TOMORROW) is None
    assert await verify_token(token, TOMORROW) is None
    assert await acts_for_him(cast) is EndedBecause.LEFT


async def test_a_day_that_was_corrected_ends_nothing(cast: Cast) -> None:
    session, token = await let_in(cast)
    await leaves(cast, days=1)
    await run_pending_jobs(cast.place, now=NOON)
    await leaves(cast, days=30)
    later = NOON + timedelta(hours=7)
    assert await verify_session(session, later) is not None
    await run_pending_jobs(cast.place, now=TOMORROW)
    assert await verify_token(token, TOMORROW) is not None
    assert await acts_for_him(cast) is None
