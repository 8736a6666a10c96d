"""A list of people as Chinese HR systems and spreadsheets write it is taken in as it is."""

import pytest
from playwright.async_api import Browser, FilePayload, expect
from sqlalchemy import select

from domain.actor import Actor
from domain.people.person import Person
from domain.people.reporting_line import ReportingLine
from tenants.work import open_work
from tests.people import Cast
from tests.web.browser import Visit, sign_in, visiting
from tests.web.test_every_page import barriers, too_wide

ROSTER = """2026 年员工花名册,,,,,
*姓名,工作邮箱（必填）,部门,职位,直属上级,入职日期
李娜,li.na@acme.test,研发部,团队主管,mei@acme.test,2026/1/5
王伟,wang.wei@acme.test,研发部,工程师,李娜,2026年3月2日
"""
OTHERS = {
    "电子邮件": ROSTER.replace("工作邮箱（必填）", "电子邮件"),
    "tabs": ROSTER.replace(",", "\t"),
    "semicolons": ROSTER.replace(",", ";"),
}


async def chosen(visit: Visit, content: bytes) -> None:
    file = FilePayload(name="花名册.csv", mimeType="text/csv", buffer=content)
    await visit.page.locator("input[type=file]").set_input_files(file)
    await expect(visit.page.get_by_role("textbox", name="内容")).to_have_value(ROSTER)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
async def test_a_file_is_read_however_it_was_saved(
    browser: Browser, port: int, cast: Cast, encoding: str
) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.hua)
        await visit.go("/admin/people/import")
        await chosen(visit, ROSTER.encode(encoding))
        await visit.click("检查内容")
        await expect(visit.page.get_by_text("2 行均可导入：新增 2")).to_be_visible()
        await expect(visit.page.get_by_text("以下列未导入：部门。")).to_be_visible()
        assert await barriers(visit) + await too_wide(visit) == []


async def test_names_addresses_and_days_are_understood_as_people_write_them(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.hua)
        await visit.go("/admin/people/import")
        rows = visit.page.get_by_role("textbox", name="内容")
        for list_ in OTHERS.values():
            await rows.fill(list_)
            await visit.click("检查内容")
            await expect(visit.page.get_by_text("2 行均可导入：新增 2")).to_be_visible()
        await visit.click("导入 2 人")
        await expect(visit.page.get_by_text("导入完成：新增 2").first).to_be_visible()
    async with open_work(cast.place, Actor.system()) as work:
        lines = select(Person.name, Person.joined_on, Person.title, ReportingLine.manager_id).join(
            ReportingLine, ReportingLine.person_id == Person.id
        )
        new = lines.where(Person.email.in_(["li.na@acme.test", "wang.wei@acme.test"]))
        found = {row.name: row for row in await work.session.execute(new)}
        li_na = await work.session.scalar(select(Person.id).where(Person.name == "李娜"))
    assert (found["李娜"].manager_id, found["王伟"].manager_id) == (cast.mei.id, li_na)
    assert {f"{each.joined_on}" for each in found.values()} == {"2026-01-05", "2026-03-02"}


async def test_a_manager_who_is_not_known_by_that_name_is_asked_for(
    browser: Browser, port: int, cast: Cast
) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.hua)
        await visit.go("/admin/people/import")
        rows = visit.page.get_by_role("textbox", name="内容")
        await rows.fill(ROSTER.replace(",李娜,", ",李那,").replace("2026/1/5", "2026/2/31"))
        await visit.click("检查内容")
        preview = visit.page.get_by_role("table")
        await expect(preview.get_by_role("row", name="王伟")).to_contain_text("请填写上级的邮箱")
        await expect(preview.get_by_role("row", name="李娜")).to_contain_text("日期格式应为")
        await expect(visit.page.get_by_role("button", name="导入 2 人")).to_have_count(0)


@pytest.mark.parametrize(
    ("tongue", "example", "check", "fine"),
    [
        ("zh-CN", "填入示例", "检查内容", "2 行均可导入"),
        ("en", "Put in an example", "Check the rows", "All 2 rows can be imported"),
    ],
)
async def test_the_example_is_in_the_reader_s_language_and_holds(
    browser: Browser, port: int, cast: Cast, tongue: str, example: str, check: str, fine: str
) -> None:
    async with visiting(browser, port, tongue=tongue) as visit:
        await sign_in(visit, cast, cast.hua)
        await visit.go("/admin/people/import")
        await visit.click(example)
        await visit.click(check)
        await expect(visit.page.get_by_text(fine)).to_be_visible()
