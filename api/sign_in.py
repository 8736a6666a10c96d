"""Signing in by link, and out again."""

from html import escape

from starlette.requests import Request
from starlette.responses import Response

from api import auth
from api.accepted_credentials import Part, taken
from api.letting_in import browser_of, let_in
from api.oidc_pages import BEGIN, provider_buttons
from api.pages import page
from api.refusals import Code, Refused, preferred_locale
from api.session_cookie import (
    forget_sign_in,
    require_our_program,
    require_our_site,
    session_in,
)
from domain.actor import Actor
from infra import clock
from tenants.directory import known_tenant_of
from tenants.session import end_session
from tenants.sign_in import link_place, redeem_link
from tenants.states import Capability
from tenants.work import open_work

_BUTTON = '<form method="post"><button type="submit" autofocus>{}</button></form>'


async def show_link(request: Request) -> Response:
    """Only the button uses the link up: programs that look into mail follow links, too."""
    secret = taken(request, Part.ADDRESS, request.path_params["secret"])
    place = await link_place(secret, clock.now())
    if place is None:
        return _gone(request)
    words = {
        "en": ("Sign in to Tanlu", "This link signs you in once.", "Sign in"),
        "zh-CN": ("登录谈录", "此链接仅可登录一次。", "登录"),
    }
    title, sentence, button = words[preferred_locale(request.headers.get("accept-language"))]
    buttons = await provider_buttons(request, place, link=secret)
    return page(request, title, sentence, body=_BUTTON.format(escape(button)) + buttons)


async def use_link(request: Request) -> Response:
    require_our_site(request)
    secret = taken(request, Part.ADDRESS, request.path_params["secret"])
    place = await link_place(secret, clock.now())
    if place is None:
        return _gone(request)
    (await known_tenant_of(place.tenant_id)).require(Capability.SIGN_IN)
    async with open_work(place, Actor.system()) as work:
        session = await redeem_link(work, secret, browser=browser_of(request))
    if session is None:
        return _gone(request)
    return await let_in(request, session)


async def show_home(request: Request) -> Response:
    """Where signing in leads."""
    language = preferred_locale(request.headers.get("accept-language"))
    words = {
        "en": ("You are signed in.", "Open your sign-in link to come in."),
        "zh-CN": ("您已登录。", "请打开您的登录链接。"),
    }
    signed_in, stranger = words[language]
    if await auth.is_signed_in(request):
        return page(request, "Tanlu 谈录", signed_in, body='<a href="/graphiql">GraphQL</a>')
    elsewhere = {"en": "Sign in with your company's account", "zh-CN": "使用公司账号登录"}[language]
    onward = f'<a href="{BEGIN}">{escape(elsewhere)}</a>'
    return page(request, "Tanlu 谈录", stranger, body=onward)


async def sign_out(request: Request) -> Response:
    secret = session_in(request)
    if secret is None:
        raise Refused(Code.UNAUTHENTICATED, "You are not signed in", zh="您尚未登录", status=401)
    require_our_program(request)
    await end_session(secret, clock.now())
    auth.forget(secret)
    response = Response(status_code=204)
    forget_sign_in(response)
    return response


def _gone(request: Request) -> Response:
    words = {
        "en": ("This link no longer works", "It was used, or it is too old. Ask for a new one."),
        "zh-CN": ("链接已失效", "链接已被使用或已过期，请重新获取。"),
    }
    title, sentence = words[preferred_locale(request.headers.get("accept-language"))]
    return page(request, title, sentence, status=410)
