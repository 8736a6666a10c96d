"""Whoever loses their session in the middle of a form loses nothing that they have typed."""

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import update

from api import auth
from domain.actor import Actor
from domain.people.person import Person
from infra import clock
from tenants.session import Session
from tenants.sign_in import create_sign_in_link
from tenants.work import open_work
from tests.people import Cast
from tests.talks import held, planned
from tests.web.browser import TONGUES, Visit, sign_in, visiting
from tests.web.test_every_page import barriers, too_wide

GO_ON = {"en": "I have signed in: go on", "zh-CN": "已重新登录，继续"}
ENDED = {"en": "Your session has ended", "zh-CN": "登录已过期"}


async def lose_session(cast: Cast, who: Person) -> None:
    """As when it is ended elsewhere."""
    async with open_work(cast.place, Actor.system()) as work:
        theirs = update(Session).where(Session.person_id == who.id, Session.ended_at.is_(None))
        await work.session.execute(theirs.values(ended_at=clock.now()))
    auth.forget_all()


async def come_back(visit: Visit, cast: Cast, who: Person) -> Page:
    """By a link, in another tab."""
    async with open_work(cast.place, Actor.system()) as work:
        link = await create_sign_in_link(work, person_id=who.id)
    tab = await visit.page.context.new_page()
    await tab.goto(f"{visit.address}/sign-in/{link}")
    await tab.get_by_role("button").first.click()
    await tab.wait_for_url(f"{visit.address}/")
    return tab


async def ended(visit: Visit, tongue: str = "en") -> None:
    await expect(visit.page.get_by_role("heading", level=1)).to_have_text(ENDED[tongue])


@pytest.mark.parametrize("tongue", TONGUES)
async def test_a_goal_is_proposed_after_coming_back(
    browser: Browser, port: int, cast: Cast, tongue: str
) -> None:
    words = {
        "en": (
            "Propose a goal",
            "What is to be achieved?",
            "Why does it matter?",
            "How do we see that it is achieved?",
        ),
        "zh-CN": ("新建目标", "要达成什么？", "为什么重要？", "如何衡量是否达成？"),
    }[tongue]
    propose, title, why, measure = words
    async with visiting(browser, port, tongue=tongue) as visit:
        visit.may_fail = True
        await sign_in(visit, cast, cast.omar)
        await visit.go("/goals")
        await visit.click(propose)
        await visit.fill(title, "Halve the waiting")
        await visit.fill(why, "People give up")
        await visit.fill(measure, "Median of days")
        await lose_session(cast, cast.omar)
        await visit.click(propose)
        await ended(visit, tongue)
        assert await visit.page.get_by_label(title, exact=True).is_hidden()
        assert await barriers(visit) + await too_wide(visit) == []
        await come_back(visit, cast, cast.omar)
        await visit.click(GO_ON[tongue])
        await expect(visit.page.get_by_label(why, exact=True)).to_have_value("People give up")
        await visit.click(propose)
        await expect(visit.page.get_by_text("Halve the waiting")).to_be_visible()
        await expect(visit.page.get_by_label(why, exact=True)).to_have_count(0)
        assert await drafts(visit) == []


async def test_a_record_is_saved_after_coming_back(browser: Browser, port: int, cast: Cast) -> None:
    talk = await held(cast)
    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await sign_in(visit, cast, cast.mei)
        await visit.go(f"/conversations/{talk.id}")
        await visit.fill("Fact 1", "Reviews wait for four days")
        await visit.fill("Action 1", "Clear the oldest reviews")
        await lose_session(cast, cast.mei)
        await visit.click("Save the record")
        await ended(visit)
        await come_back(visit, cast, cast.mei)
        await visit.click(GO_ON["en"])
        await expect(visit.page.get_by_role("alert")).to_contain_text("nothing was sent")
        await visit.click("Save the record")
        await visit.click("Read the record", role="link")
        await expect(visit.page.get_by_text("Reviews wait for four days")).to_be_visible()


async def test_a_note_outlasts_a_page_that_was_left(
    browser: Browser, port: int, cast: Cast
) -> None:
    talk = await planned(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.mei)
        await visit.go(f"/conversations/{talk.id}")
        await visit.fill("Note", "Ask about the reviews")
        await visit.go(f"/conversations/{talk.id}")
        note = visit.page.get_by_label("Note", exact=True)
        await expect(note).to_have_value("Ask about the reviews")
        await visit.click("Save note")
        await expect(note).to_have_value("")
        assert await drafts(visit) == []
        await visit.fill("Note", "Another thought")
        await visit.go(f"/conversations/{talk.id}")
        await visit.click("Start over")
        await expect(note).to_have_value("")
        assert await drafts(visit) == []


async def test_nobody_finds_what_another_typed(browser: Browser, port: int, cast: Cast) -> None:
    """Neither who signs in after them in the same window, nor anybody once they sign out."""
    talk = await planned(cast)
    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await sign_in(visit, cast, cast.mei)
        await visit.go(f"/conversations/{talk.id}")
        await visit.fill("Note", "For me alone")
        await lose_session(cast, cast.mei)
        await visit.click("Save note")
        await ended(visit)
        await come_back(visit, cast, cast.omar)
        await visit.click(GO_ON["en"])
        await visit.page.wait_for_url(f"{visit.address}/")
        await expect(visit.page.get_by_label("Account of Omar")).to_be_visible()
        assert await drafts(visit) == []
        await visit.go(f"/conversations/{talk.id}")
        await visit.fill("Note", "Mine")
        assert len(await drafts(visit)) == 1
        await visit.open_account()
        await visit.click("Sign out")
        await visit.page.wait_for_url(f"{visit.address}/sign-in")
        assert await drafts(visit) == []


async def drafts(visit: Visit) -> list[str]:
    kept: list[str] = await visit.page.evaluate(
        "Object.keys(sessionStorage).filter(key => key.startsWith('tanlu-draft'))"
    )
    return kept
