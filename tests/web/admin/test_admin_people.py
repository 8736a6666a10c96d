"""An admin looks after the directory."""

from playwright.async_api import Browser, expect

from tests.people import Cast
from tests.web.browser import sign_in, visiting
from tests.web.keys import tab_to
from tests.web.test_every_page import barriers, too_wide

ROWS = """name,email,title,manager_email,joined_on
Li,li@acme.test,Engineer,mei@acme.test,2026-03-02
"Bo, the second",nowhere,,,
Cy,cy@acme.test,,,yesterday
"""


async def test_somebody_new_is_added_and_let_in(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.follow("People")
        await visit.click("Add somebody")
        await visit.fill("Name", "Li")
        await visit.fill("E-mail address", "omar@acme.test")
        await visit.page.get_by_role("dialog").get_by_role("button", name="Add somebody").click()
        field = visit.page.locator(".ant-form-item", has=visit.page.get_by_label("E-mail address"))
        await expect(field.locator(".ant-form-item-explain-error")).to_have_text(
            "Somebody with this e-mail address is already here"
        )
        await visit.fill("E-mail address", "li@acme.test")
        await visit.page.get_by_label("Manager (if any)").fill("Me")
        await visit.page.get_by_role("option", name="Mei").first.wait_for(state="attached")
        await visit.page.keyboard.press("Enter")
        await visit.page.get_by_role("dialog").get_by_role("button", name="Add somebody").click()
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Li")
        line = visit.page.get_by_role("region", name="Who manages them")
        await expect(line).to_contain_text("Mei")
        await visit.click("Show a link for 15 minutes")
        secret = visit.page.get_by_role("region", name="Sign-in link for Li")
        link = await secret.locator("code").inner_text()
        async with visiting(browser, port) as theirs:
            await theirs.page.goto(f"{visit.address}/sign-in/{link.rpartition('/')[2]}")
            await theirs.page.get_by_role("button").click()
            await expect(theirs.page.get_by_label("Account of Li")).to_be_visible()


async def test_each_faulty_row_says_what_is_wrong_with_it(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.hua)
        await visit.go("/admin/people/import")
        rows = visit.page.get_by_role("textbox", name="Rows")
        await rows.fill(ROWS)
        await visit.click("Check the rows")
        preview = visit.page.get_by_role("table")
        await expect(preview.get_by_role("row", name="Cy")).to_contain_text("Write the day as")
        await rows.fill(ROWS.replace("yesterday", ""))
        await visit.click("Check the rows")
        await expect(preview.get_by_role("row", name="Bo, the second")).to_contain_text(
            "This is not an e-mail address"
        )
        await expect(visit.page.get_by_role("button", name="Import")).to_have_count(0)
        assert await barriers(visit) + await too_wide(visit) == []
        await rows.fill(ROWS.replace("yesterday", "").replace("nowhere", "bo@acme.test"))
        await visit.click("Check the rows")
        await visit.click("Import 3 people")
        await expect(
            visit.page.get_by_text(
                "Imported: 3 new, 0 updated, 0 as they were; managers changed for 1."
            ).first
        ).to_be_visible()


async def test_a_manager_is_changed_from_a_day_on_by_keyboard(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go(f"/admin/people/{cast.omar.id}")
        await tab_to(visit, "Change the manager")
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.get_by_label("Manager (empty: nobody)")).to_be_focused()
        await visit.page.keyboard.type("Ivan")
        await visit.page.get_by_role("option", name="Ivan").first.wait_for(state="attached")
        await visit.page.keyboard.press("Enter")
        await visit.fill("Holds from", "2027-01-04")
        await tab_to(visit, "Save")
        await visit.page.keyboard.press("Enter")
        line = visit.page.get_by_role("region", name="Who manages them")
        await expect(line.get_by_role("listitem").first).to_contain_text("Ivan")
        await expect(line.get_by_role("listitem").first).to_contain_text("from Mon, Jan 4, 2027")
        await expect(line.get_by_role("listitem").nth(1)).to_contain_text("until")


async def test_an_end_is_confirmed_first(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go(f"/admin/people/{cast.mei.id}")
        await visit.click("End the employment")
        question = visit.page.get_by_role("alertdialog")
        await expect(question).to_contain_text("left without a manager: 2")
        await visit.page.keyboard.press("Escape")
        await expect(question).to_have_count(0)
        await visit.click("End the employment")
        await question.get_by_role("button", name="End the employment").click()
        await expect(visit.page.locator(".page-head .tag")).to_contain_text("Left")


async def test_a_leaving_day_is_corrected_and_taken_back(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.hua)
        await visit.go(f"/admin/people/{cast.omar.id}")
        main = visit.page.get_by_role("main")
        sure = visit.page.get_by_role("alertdialog").get_by_role("button").first
        days = (("2199-01-05", "End the employment"), ("2199-02-06", "Correct the day"))
        for day, button in days:
            await visit.page.get_by_label("First day they no longer work here").fill(day)
            await visit.click(button)
            await sure.click()
        await expect(main).to_contain_text("Leaves Wed, Feb 6, 2199")
        await expect(visit.page.get_by_label("First day they work here again")).to_have_value(
            "2199-02-06"
        )
        await visit.click("Take back")
        await expect(main).to_contain_text("Omar does not leave: reporting lines go on as before.")
        await sure.click()
        await expect(main).not_to_contain_text("2199")
