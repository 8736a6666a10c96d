"""A company's office: something to show on every page of those who look after it."""

import pytest

from domain.actor import Actor
from tenants.jobs import GiveUp, Lane, Run, job, later
from tenants.work import open_work
from tests.jobs import run_pending_jobs
from tests.people import Cast

fails = [True]
"""Whether what is tried here fails."""
done: list[str] = []
"""What has gone through."""


@job(Lane.DEFAULT, backoff=lambda _: None)
async def lose_heart(_: Run) -> None:
    if fails[0]:
        raise GiveUp
    done.append("lose heart")


@job(Lane.DEFAULT, backoff=lambda _: None)
async def take_too_long(_: Run) -> None:
    if fails[0]:
        raise TimeoutError
    done.append("take too long")


async def failed_jobs(cast: Cast) -> None:
    """Two, each given up at its first attempt."""
    fails[0] = True
    done.clear()
    for each in (lose_heart, take_too_long):
        async with open_work(cast.place, Actor.system()) as work:
            later(work, each)
        with pytest.raises((GiveUp, TimeoutError)):
            await run_pending_jobs(cast.place)
