"""Whoever works in two companies goes from one to the other, and the session left behind ends."""

from playwright.async_api import Browser, expect

from domain.actor import Actor
from domain.base import new_id
from domain.people.commands import amend_person
from infra import clock
from tenants.access.known_address import address_hash
from tenants.sign_in import create_sign_in_link
from tenants.verification import verify_session
from tenants.work import open_work
from tests.api.oidc.conftest import sister
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.web.browser import Visit, visiting

__all__ = ["sister"]


async def give_address(cast: Cast, address: str) -> None:
    async with open_work(cast.place, acting(cast.wei)) as work:
        await amend_person(work, person_id=cast.omar.id, email=address)
    await run_pending_jobs(cast.place)


async def come(visit: Visit, cast: Cast, address: str) -> str:
    """By mail. Gives the session's secret."""
    async with open_work(cast.place, Actor.system()) as work:
        link = await create_sign_in_link(
            work, person_id=cast.omar.id, mailed_to=address_hash(address)
        )
    await visit.page.goto(f"{visit.address}/sign-in/{link}")
    await visit.page.get_by_role("button").first.click()
    await visit.settle()
    return await session_of(visit)


async def session_of(visit: Visit) -> str:
    kept = await visit.page.context.cookies()
    return next(each["value"] for each in kept if each["name"] == "tanlu_session")


async def test_there_by_one_press(browser: Browser, port: int, cast: Cast, sister: Cast) -> None:
    address = f"omar-{new_id()}@both.test"
    for each in (cast, sister):
        await give_address(each, address)
    async with visiting(browser, port) as visit:
        await come(visit, sister, address)
        former = await come(visit, cast, address)
        await visit.open_account()
        switch = visit.page.get_by_role("navigation", name="Switch to")
        await switch.get_by_role("button", name="Sister Ltd").click()
        await visit.settle()
        await visit.open_account()
        await expect(switch.get_by_role("button")).to_have_text("Acme")
        now = await verify_session(await session_of(visit), clock.now())
        assert now is not None
        assert now.actor.person_id == sister.omar.id
        assert await verify_session(former, clock.now()) is None
