"""What was given up, and asking for it again, through the schema."""

from uuid import UUID

import pytest

from api.refusals import Locale
from domain.actor import Actor, Role
from domain.base import new_id
from infra.database import Place
from tenants.dead_letters import retry_dead_letters
from tenants.jobs import Lane, Run, job, later
from tenants.provisioning import create_tenant
from tenants.work import open_work
from tests.asking import Asking
from tests.jobs import run_pending_jobs

LISTED = "{ deadJobs(first: 9) { totalCount nodes { id name cause attempts reason place } } }"
RETRY = """
    mutation ($input: RetryJobsInput!) {
        retryJobs(input: $input) { jobs userErrors { code field } }
    }
"""
fails = [True]


@job("tests.stumble", Lane.DEFAULT, backoff=lambda _: None)
async def stumble(_: Run) -> None:
    """Is given up at once, while it fails."""
    if fails[0]:
        raise TimeoutError


async def buried(place: Place) -> UUID:
    """A job that has failed for good."""
    fails[0] = True
    async with open_work(place, Actor.system()) as work:
        later(work, stumble)
    with pytest.raises(TimeoutError):
        await run_pending_jobs(place)
    listed = await admin(place).ask(LISTED)
    return UUID(listed["deadJobs"]["nodes"][0]["id"])


def admin(place: Place, locale: Locale = "en") -> Asking:
    return Asking(place, Actor.person(new_id(), Role.ADMIN), locale=locale)


async def test_what_was_given_up_is_told_in_words(acme: Place) -> None:
    await buried(acme)
    (told,) = (await admin(acme).ask(LISTED))["deadJobs"]["nodes"]
    del told["id"]
    assert told.pop("place").startswith("TimeoutError at graphql/test_jobs.py:")
    assert told == {
        "name": stumble.name,
        "cause": "FAILED",
        "attempts": 1,
        "reason": "It took longer than it may. Whoever it waited for may have been too slow.",
    }
    (told,) = (await admin(acme, "zh-CN").ask(LISTED))["deadJobs"]["nodes"]
    assert told["reason"] == "执行超时，可能是对方系统响应过慢。"


@pytest.mark.parametrize("named", [True, False])
async def test_an_admin_asks_for_it_again(acme: Place, named: bool) -> None:
    first, second = await buried(acme), await buried(acme)
    ids = {"jobIds": [str(first), str(second)]} if named else {}
    answer = await admin(acme).ask(RETRY, input=ids)
    assert answer["retryJobs"] == {"jobs": 2, "userErrors": []}
    assert (await admin(acme).ask(LISTED))["deadJobs"]["totalCount"] == 0
    fails[0] = False
    assert await run_pending_jobs(acme) >= 2


async def test_one_that_is_not_dead_is_refused_and_the_others_stay(acme: Place) -> None:
    dead = await buried(acme)
    ids = {"jobIds": [str(dead), str(new_id())]}
    answer = await admin(acme).ask(RETRY, input=ids)
    assert answer["retryJobs"] == {
        "jobs": None,
        "userErrors": [{"code": "NOT_FOUND", "field": ["jobIds"]}],
    }
    assert (await admin(acme).ask(LISTED))["deadJobs"]["totalCount"] == 1


async def test_nobody_else_sees_or_retries_it(acme: Place) -> None:
    await buried(acme)
    hr = Asking(acme, Actor.person(new_id(), Role.HR))
    assert (await hr.ask(LISTED))["deadJobs"]["totalCount"] == 0
    answer = await hr.ask(RETRY, input={})
    assert [error["code"] for error in answer["retryJobs"]["userErrors"]] == ["NOT_ALLOWED"]
    assert (await admin(acme).ask(LISTED))["deadJobs"]["totalCount"] == 1


async def test_no_company_reaches_anothers(acme: Place) -> None:
    theirs = await buried(await create_tenant(f"rival-{new_id()}", "Rival"))
    answer = await admin(acme).ask(RETRY, input={"jobIds": [str(theirs)]})
    assert [error["code"] for error in answer["retryJobs"]["userErrors"]] == ["NOT_FOUND"]
    assert (await admin(acme).ask(RETRY, input={}))["retryJobs"]["jobs"] == 0
    assert await retry_dead_letters(theirs) == 1
