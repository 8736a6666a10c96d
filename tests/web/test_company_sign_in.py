"""Coming in with an account at the company's own provider, from the console's door."""

from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.async_api import Browser, Route, expect

from domain.base import new_id
from tenants.email_domain import give_domain
from tenants.tenant import tenant_of
from tests.api.oidc.conftest import a_provider
from tests.api.oidc.idp import Idp
from tests.people import Cast
from tests.web.browser import Visit, visiting


async def _provider_of(cast: Cast, idp: Idp) -> tuple[str, str]:
    """Its id, and the e-mail domain that leads to it."""
    domain = f"{new_id()}.test"
    provider = await a_provider(cast, idp, email_domains=[domain, "acme.test"], matches_email=True)
    await give_domain((await tenant_of(cast.place.tenant_id)).slug or "", domain)
    return str(provider), domain


async def _signs_in_there(visit: Visit, idp: Idp, provider: str) -> None:
    """The provider's own page, which lets Omar in and sends him back."""

    async def send_back(route: Route) -> None:
        asked = {
            name: values[0] for name, values in parse_qs(urlsplit(route.request.url).query).items()
        }
        told = urlencode({"state": asked["state"], "code": idp.code_for(asked["nonce"])})
        callback = f"{visit.address}/sign-in/oidc/{provider}/callback?{told}"
        await route.fulfill(status=302, headers={"Location": callback})

    await visit.page.route(f"{idp.issuer}/authorize**", send_back)


async def test_an_address_leads_there_and_back(
    browser: Browser, port: int, cast: Cast, idp: Idp
) -> None:
    provider, domain = await _provider_of(cast, idp)
    idp.more = {"email": "omar@acme.test", "email_verified": True}
    async with visiting(browser, port) as visit:
        visit.may_fail = True
        await _signs_in_there(visit, idp, provider)
        await visit.go("/sign-in")
        await visit.fill("Work e-mail address", f"omar@{domain}")
        await visit.click("Sign in with my company account")
        await expect(visit.page.get_by_label("Account of Omar")).to_be_visible()


async def test_an_address_that_leads_nowhere(browser: Browser, port: int) -> None:
    async with visiting(browser, port, tongue="zh-CN") as visit:
        visit.may_fail = True
        await visit.go("/sign-in")
        await visit.fill("工作邮箱", "eve@nowhere.test")
        await visit.click("使用企业账号登录")
        heading = visit.page.get_by_role("heading", level=1)
        await expect(heading).to_have_text("未找到贵公司的登录方式")
