"""An admin proves a domain from the console, and reads how Entra and Google are set up."""

from playwright.async_api import Browser, expect

from domain.base import new_id
from tests.people import Cast
from tests.tenants.email_domains.conftest import dns
from tests.tenants.email_domains.nameserver import Nameserver
from tests.web.browser import sign_in, visiting

__all__ = ["dns"]


async def test_a_domain_is_added_checked_and_removed(
    browser: Browser, port: int, cast: Cast, dns: Nameserver
) -> None:
    domain = f"d{new_id().hex[:20]}.test"
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/sign-in")
        await visit.click("Add a domain")
        await visit.fill("Domain, as after the @", "qq.com")
        await visit.click("Add a domain")
        await expect(visit.page.locator(".ant-form-item-explain-error")).to_contain_text(
            "Anybody can have an address at qq.com"
        )
        await visit.fill("Domain, as after the @", domain)
        await visit.click("Add a domain")
        row = visit.page.get_by_role("listitem").filter(has_text=domain)
        await visit.click(f"Check now: {domain}")
        await expect(row.get_by_role("status")).to_contain_text("The record is not there yet")
        name, value = await row.locator("code").all_inner_texts()
        dns.records[name] = [value]
        await visit.click(f"Check now: {domain}")
        await expect(row.locator(".tag")).to_have_text("Proven")
        await visit.click(f"Remove it: {domain}")
        question = visit.page.get_by_role("alertdialog")
        await question.get_by_role("button", name="Remove it").click()
        await expect(row).to_have_count(0)


async def test_entra_is_set_up_by_its_directory(browser: Browser, port: int, cast: Cast) -> None:
    directory = "11111111-2222-3333-4444-555555555555"
    async with visiting(browser, port) as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/sign-in")
        await visit.click("Add a provider")
        await visit.page.get_by_label("Microsoft Entra ID", exact=True).check()
        await expect(visit.page.locator("form")).to_contain_text("xms_edov")
        await visit.fill("Name, as people will read it", "Acme")
        await visit.fill("Client ID", "tanlu")
        await visit.fill("Client secret", "a secret of some length")
        await visit.fill("Directory (tenant) ID", "common")
        await visit.click("Add a provider")
        await expect(visit.page.get_by_role("alert")).to_contain_text("id of your own directory")
        await visit.fill("Directory (tenant) ID", directory)
        await visit.click("Add a provider")
        row = visit.page.get_by_role("listitem").filter(has_text=directory)
        await expect(row).to_contain_text(f"https://login.microsoftonline.com/{directory}/v2.0")


async def test_google_needs_no_issuer(browser: Browser, port: int, cast: Cast) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        await sign_in(visit, cast, cast.wei)
        await visit.go("/admin/sign-in")
        await visit.click("添加身份提供商")
        await visit.page.get_by_label("Google Workspace").check()
        await expect(visit.page.locator("form")).to_contain_text("hd 表明账号由 Workspace 管理")
        await expect(visit.page.locator("form")).to_contain_text("飞书、钉钉、企业微信")
        await visit.fill("名称（员工可见）", "谷歌")
        await visit.fill("客户端 ID（Client ID）", "tanlu")
        await visit.fill("客户端密钥", "a secret of some length")
        await visit.click("添加身份提供商")
        row = visit.page.get_by_role("listitem").filter(has_text="谷歌")
        await expect(row).to_contain_text("https://accounts.google.com")
