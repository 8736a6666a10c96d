"""What people see on their way to an identity provider and back."""

from collections.abc import Mapping, Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from api.pages import page
from api.refusals import preferred_locale
from domain.actor import Actor
from infra.database import Place
from infra.settings import settings
from tenants.access.distrust import Distrust
from tenants.identity_provider import IdentityProvider, enabled_providers
from tenants.work import open_work

BEGIN = "/sign-in/oidc"

_BUTTON = (
    f'<form method="post" action="{BEGIN}"><input type="hidden" name="provider" value="{{}}">'
    '{}<button type="submit">{}</button></form>'
)
_FORM = (
    f'<form method="post" action="{BEGIN}"><label>{{}}<br><input type="email" name="email" required'
    ' autofocus autocomplete="email"></label> <button type="submit">{}</button></form>'
)
_LINK = '<input type="hidden" name="link" value="{}">'
_COMPANY = '<form method="post" action="/sign-in/{}"><button type="submit">{}</button></form>'
_ONWARD = '<meta http-equiv="refresh" content="0;url={}">'
_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "provider": {
        "en": ("Sign in to Tanlu", "With the account that you have at your company."),
        "zh-CN": ("登录谈录", "使用您在贵公司的账号。"),
    },
    "onward": {
        "en": ("One moment", "Your company's sign-in page opens now."),
        "zh-CN": ("请稍候", "正在打开贵公司的登录页面。"),
    },
    "companies": {
        "en": ("Choose a company", "Your account belongs to several companies."),
        "zh-CN": ("选择企业", "您的账号属于多家企业。"),
    },
    "waiting": {
        "en": (
            "We do not know this account yet",
            "Your account is verified; an admin of your company has yet to say that it is yours.",
        ),
        "zh-CN": (
            "尚未识别该账号",
            "账号验证成功，但尚未确认其对应的员工。请联系贵公司管理员。",
        ),
    },
    "unknown": {
        "en": ("No such way to sign in", "Open the sign-in link that your company gave you."),
        "zh-CN": ("未找到贵公司的登录方式", "请打开贵公司提供的登录链接。"),
    },
}
_WAYS_ON = {
    "en": ("Try again", "Sign in another way"),
    "zh-CN": ("重试", "使用其他方式登录"),
}
_REFUSED = {"en": "You are not signed in", "zh-CN": "登录未成功"}


def outside_address() -> str:
    """Of the routes of this way to sign in, as others reach them."""
    return settings().public_url.rstrip("/") + BEGIN


async def provider_buttons(request: Request, place: Place, *, link: str | None = None) -> str:
    """A button for each of the company's identity providers, as markup."""
    async with open_work(place, Actor.system()) as work:
        providers = await enabled_providers(work)
    return "".join(_button(request, each, link) for each in providers)


def ask_for_address(request: Request) -> Response:
    """Its domain says where the company's people sign in."""
    words = {"en": ("Your work e-mail address", "Go on"), "zh-CN": ("您的工作邮箱", "继续")}
    label, button = words[_language(request)]
    return _said(request, "provider", body=_FORM.format(label, button))


def choose_provider(request: Request, providers: Sequence[IdentityProvider]) -> Response:
    return _said(
        request, "provider", body="".join(_button(request, each, None) for each in providers)
    )


def go_onward(request: Request, url: str) -> Response:
    """To the provider: by a page, because browsers forbid a form to end on another site."""
    address = escape(url)
    link = f'<a href="{address}" rel="noreferrer">{{}}</a>'
    onward = {"en": "Go on", "zh-CN": "继续"}[_language(request)]
    return _said(request, "onward", body=link.format(onward), head=_ONWARD.format(address))


def choose_company(request: Request, links: Sequence[tuple[str, str]]) -> Response:
    """Each way in by its company's name and the secret of a link that works once."""
    buttons = [_COMPANY.format(escape(secret), escape(name)) for name, secret in links]
    return _said(request, "companies", body="".join(buttons))


def still_waiting(request: Request) -> Response:
    return _said(request, "waiting", body=_ways_on(request), status=403)


def unknown_way(request: Request) -> Response:
    return _said(request, "unknown", body=_ways_on(request), status=404)


def failed(request: Request, reason: Distrust) -> Response:
    return refused(request, reason.sentence[_language(request)])


def refused(request: Request, sentence: str) -> Response:
    return page(
        request,
        _REFUSED[_language(request)],
        sentence,
        body=_ways_on(request, provider=request.path_params.get("provider")),
        status=403,
    )


def _ways_on(request: Request, *, provider: object = None) -> str:
    """To that provider again, and to the other ways to sign in."""
    again, others = _WAYS_ON[_language(request)]
    links = [(f"{BEGIN}/{provider}", again)] if provider else []
    return "".join(
        f'<p><a href="{escape(address)}">{escape(label)}</a></p>'
        for address, label in [*links, ("/sign-in", others)]
    )


def _said(
    request: Request, what: str, *, body: str = "", head: str = "", status: int = 200
) -> Response:
    title, sentence = _WORDS[what][_language(request)]
    return page(request, title, sentence, body=body, head=head, status=status)


def _button(request: Request, provider: IdentityProvider, link: str | None) -> str:
    words = {"en": f"Sign in with {provider.name}", "zh-CN": f"使用 {provider.name} 登录"}
    hidden = _LINK.format(escape(link)) if link else ""
    return _BUTTON.format(provider.id, hidden, escape(words[_language(request)]))


def _language(request: Request) -> str:
    return preferred_locale(request.headers.get("accept-language"))
