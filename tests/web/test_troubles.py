"""What is refused, gets lost or is not there is said, and there is a way on."""

from datetime import timedelta

from playwright.async_api import Browser, Route, expect

from tests.people import Cast
from tests.talks import planned
from tests.web.browser import sign_in, visiting


async def test_a_lost_connection_can_be_tried_again(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await sign_in(visit, cast, cast.omar)
        await visit.page.route("**/graphql", lambda route: route.abort())
        await visit.page.get_by_role("link", name="My goals").click()
        alert = visit.page.get_by_role("alert")
        await expect(alert).to_contain_text("Tanlu did not answer")
        await visit.page.unroute("**/graphql")
        await visit.click("Try again")
        await expect(visit.page.get_by_text("No goals yet.")).to_be_visible()
        await expect(alert).to_have_count(0)


async def test_a_page_that_cannot_be_fetched_takes_nothing_with_it(
    browser: Browser, port: int, cast: Cast
) -> None:
    """And is fetched when somebody goes there again."""
    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await sign_in(visit, cast, cast.omar)
        await visit.page.route("**/assets/goals-*.js", lambda route: route.abort())
        await visit.page.get_by_role("link", name="My goals").click()
        await expect(visit.page.get_by_text("This page could not be shown")).to_be_visible()
        await visit.page.unroute("**/assets/goals-*.js")
        await visit.follow("My performance file")
        await visit.follow("My goals")
        await expect(visit.page.get_by_text("No goals yet.")).to_be_visible()
        (complaint,) = visit.complaints
        assert "Failed to fetch dynamically imported module" in complaint
        visit.complaints.clear()


async def test_a_failure_of_ours_names_the_request(browser: Browser, port: int, cast: Cast) -> None:
    async def fail(route: Route) -> None:
        await route.fulfill(
            status=500,
            json={
                "errors": [
                    {
                        "message": "Something went wrong on our side",
                        "extensions": {"code": "INTERNAL", "requestId": "case-4711"},
                    }
                ]
            },
        )

    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await sign_in(visit, cast, cast.omar)
        await visit.page.route("**/graphql", fail)
        await visit.page.get_by_role("link", name="My goals").click()
        alert = visit.page.get_by_role("alert")
        await expect(alert).to_contain_text("Something went wrong on our side")
        await expect(alert).to_contain_text("case-4711")


async def test_a_refusal_stands_beside_its_field(browser: Browser, port: int, cast: Cast) -> None:
    talk = await planned(cast)
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.mei)
        await visit.go(f"/conversations/{talk.id}")
        when = visit.page.get_by_label("时间", exact=True)
        await when.fill(f"{talk.planned_at - timedelta(days=400):%Y-%m-%d %H:%M}")
        await when.press("Tab")
        await visit.click("确定时间并准备")
        field = visit.page.locator(".ant-form-item", has=when)
        await expect(field.locator(".ant-form-item-explain-error")).to_have_count(1)
        await expect(visit.page.get_by_role("alert")).to_have_count(0)


async def test_what_is_not_for_one_is_as_if_it_were_not(
    browser: Browser, port: int, cast: Cast
) -> None:
    talk = await planned(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.ivan)
        await visit.go(f"/conversations/{talk.id}")
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text(
            "There is nothing here"
        )


async def test_hr_sees_that_they_talk_and_not_what_they_say(
    browser: Browser, port: int, cast: Cast
) -> None:
    talk = await planned(cast)
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.hua)
        await visit.go(f"/conversations/{talk.id}")
        await expect(visit.page.get_by_text("What is said here is for the two")).to_be_visible()
        await expect(visit.page.get_by_role("region", name="Notes")).to_have_count(0)
        await visit.click("Waive it")
        await visit.fill("Why? Whoever sees the plan reads it.", "Omar is on leave")
        await visit.click("Waive it", nth=1)
        await expect(visit.page.locator(".page-head .tag")).to_have_text("Waived")


async def test_an_ended_session_leads_to_the_door(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await sign_in(visit, cast, cast.omar)
        await visit.page.context.clear_cookies()
        await visit.page.get_by_role("link", name="My goals").click()
        title = visit.page.get_by_role("heading", level=1)
        await expect(title).to_have_text("Your session has ended")


async def test_a_deed_whose_answer_got_lost_is_done_once(
    browser: Browser, port: int, cast: Cast
) -> None:
    talk = await planned(cast)
    keys: list[str | None] = []

    async def lose_the_first(route: Route) -> None:
        key = await route.request.header_value("idempotency-key")
        if key is not None:
            keys.append(key)
        if len(keys) == 1 and key is not None:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await sign_in(visit, cast, cast.mei)
        await visit.go(f"/conversations/{talk.id}")
        await visit.page.route("**/graphql", lose_the_first)
        await visit.fill("Note", "Ask about the reviews")
        await visit.click("Save note")
        await expect(visit.page.get_by_role("alert")).to_contain_text("did not answer")
        await visit.click("Save note")
        notes = visit.page.get_by_role("region", name="Notes").get_by_role("listitem")
        await expect(notes).to_have_count(1)
        await expect(notes).to_contain_text("Ask about the reviews")
    assert len(keys) == 2
    assert len(set(keys)) == 1


async def test_a_page_from_before_an_update_offers_the_new_one(
    browser: Browser, port: int, cast: Cast
) -> None:
    async def forget(route: Route) -> None:
        asked = {**route.request.post_data_json, "documentId": f"sha256:{'0' * 64}"}
        await route.continue_(post_data=asked)

    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await sign_in(visit, cast, cast.omar)
        await visit.page.route("**/graphql", forget)
        await visit.page.get_by_role("link", name="My goals").click()
        await expect(visit.page.get_by_role("alert")).to_contain_text("newer version of this page")
        await visit.page.unroute("**/graphql")
        await visit.click("Reload")
        await expect(visit.page.get_by_text("No goals yet.")).to_be_visible()
