"""Asking for a sign-in link by mail. The answer never tells whether anybody has the address."""

from html import escape

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from api.network import network_of
from api.pages import page
from api.rate_limit import Pace, RateLimit
from api.refusals import Locale, Refused, preferred_locale
from api.session_cookie import require_our_site
from domain import typed
from domain.errors import Invalid
from tenants.access.known_address import address_hash
from tenants.access.link_request import ask_for_link

ADDRESS = "/sign-in/mail"

by_network = RateLimit(Pace(30, 3600))
by_address = RateLimit(Pace(5, 900))
"""The database counts, too, for each person; this keeps a flood from getting there."""

_FORM = (
    f'<form method="post" action="{ADDRESS}"><label for="email">{{}}</label><input id="email"'
    ' type="email" name="email" required autocomplete="email"><button type="submit">{}</button>'
    "</form>"
)
_FIELD = {
    "en": ("Work e-mail address", "Send me a sign-in link"),
    "zh-CN": ("工作邮箱", "发送登录链接"),
}
_SENT = {
    "en": (
        "Look into your mailbox",
        (
            "If your company knows this address, a mail with a link is on its way; it works once,"
            " within 15 minutes. If none comes, look among the unwanted mail, or ask your HR team."
        ),
    ),
    "zh-CN": (
        "请查收邮件",
        (
            "如果贵公司登记了此邮箱，登录链接正在发送，15 分钟内有效，仅可使用一次。如未收到，"
            "请查看垃圾邮件，或向 HR 确认登记的邮箱。"
        ),
    ),
}
_NO_ADDRESS = {
    "en": ("That is not an e-mail address", "Write it like this: name@company.com."),
    "zh-CN": ("邮箱地址无效", "请按此格式填写：name@company.com。"),
}
_TOO_OFTEN = {"en": "Not now", "zh-CN": "请稍后再试"}


def address_form(language: Locale) -> str:
    """A field for the address and a button, as markup."""
    label, button = _FIELD[language]
    return _FORM.format(escape(label), escape(button))


async def ask(request: Request) -> Response:
    """The same answer for everybody, and before anybody is looked for."""
    require_our_site(request)
    language = preferred_locale(request.headers.get("accept-language"))
    async with request.form(max_files=0, max_fields=5) as form:
        given = form.get("email")
    try:
        address = typed.address(given if isinstance(given, str) else "", "email")
        by_network.take(network_of(request.scope))
    except Invalid:
        return page(request, *_NO_ADDRESS[language], body=address_form(language), status=400)
    except Refused as refused:
        told = refused.sentence(language)
        return page(request, _TOO_OFTEN[language], told, status=refused.status)
    answer = page(request, *_SENT[language])
    if _may_ask(address):
        answer.background = BackgroundTask(ask_for_link, address, language)
    return answer


def _may_ask(address: str) -> bool:
    """In silence: whoever asks too often for another's link must not learn that it was enough."""
    try:
        by_address.take(address_hash(address))
    except Refused:
        return False
    return True
