"""Signing in by link, and out again."""

from html import escape

from starlette.requests import Request
from starlette.responses import Response

from api import auth
from api.accepted_credentials import Part, taken
from api.graphql.errors import sentence_of
from api.letting_in import browser_of, let_in
from api.link_request import address_form
from api.oidc_pages import BEGIN, provider_buttons, refused
from api.pages import page
from api.refusals import Code, Locale, Refused, preferred_locale
from api.session_cookie import (
    forget_sign_in,
    require_our_program,
    require_our_site,
    session_in,
)
from domain.actor import Actor
from domain.errors import NotAllowed
from infra import clock
from infra.database import Place
from tenants.access.refused_link import note_refused_link
from tenants.access.restored_access import confirm_by_link
from tenants.access.shown_link import link_and_person
from tenants.access.sign_in_policy import AccountDemanded, lets_in
from tenants.audit.refusals import Refusal
from tenants.directory import known_tenant_of
from tenants.session import end_session
from tenants.sign_in import LinkPurpose, link_place, redeem_link
from tenants.states import Capability
from tenants.work import open_work

_OPENS = {
    "en": (
        "Sign in to {company}",
        "This opens the account of {name} ({email}), once.",
        "Sign in as {name}",
    ),
    "zh-CN": (
        "登录 {company}",
        "此链接将打开 {name}（{email}）的账号，仅可使用一次。",
        "以 {name} 的身份登录",
    ),
}
_CONFIRMS = {
    "en": (
        "Is it you, {name}?",
        "In {company}, your account was restored, or got another address ({email}). Is that right?",
        "It is me: open my notes",
    ),
    "zh-CN": (
        "{name}，是您本人吗？",
        "{company} 恢复了您的账号，或修改了账号邮箱（{email}）。如系您本人要求，请确认。",
        "是我本人，重新打开",
    ),
}
_CONFIRMED = {
    "en": ("Thank you", "Your private notes are open to you again."),
    "zh-CN": ("已确认", "您仅自己可见的内容已重新打开。"),
}
_BY_ACCOUNT = {
    "en": (
        "Sign in to {company}",
        (
            "{company} asks everybody to sign in with their company account, so this link alone"
            " does not let you in, {name}. Go on with your company account; if that is not"
            " possible, ask an admin of your company to restore your access."
        ),
    ),
    "zh-CN": (
        "登录 {company}",
        (
            "{name}，您好。{company} 要求使用企业账号登录，仅凭此链接无法登录。请使用企业账号继续；"
            "如无法使用企业账号，请联系贵公司管理员恢复账号。"
        ),
    ),
}
_BUTTON = '<form method="post"><button type="submit" autofocus>{}</button></form>'


async def show_link(request: Request) -> Response:
    """Whose account it opens, and a button.

    Only the button uses the link up: programs that look into mail follow links, too.
    """
    secret = taken(request, Part.ADDRESS, request.path_params["secret"])
    place = await link_place(secret, clock.now())
    if place is None:
        return await _gone(request, secret)
    return await _shown(request, place, secret)


async def _shown(request: Request, place: Place, secret: str) -> Response:
    company = (await known_tenant_of(place.tenant_id)).name
    async with open_work(place, Actor.system()) as work:
        found = await link_and_person(work, secret)
        enough = found and await lets_in(work, found[1].id, proven_by=found[0].mailed_to)
    if found is None:
        return await _gone(request, secret)
    link, person = found
    told = {"company": company, "name": person.name, "email": person.email}
    if not enough and link.purpose in (LinkPurpose.SIGN_IN, LinkPurpose.INVITATION):
        title, sentence = (each.format(**told) for each in _BY_ACCOUNT[_language(request)])
        ways = await provider_buttons(request, place, link=secret)
        await note_refused_link(secret, Refusal.SINGLE_SIGN_ON)
        return page(request, title, sentence, body=ways, status=403)
    confirms = link.purpose is LinkPurpose.CONFIRMATION
    words = (_CONFIRMS if confirms else _OPENS)[_language(request)]
    title, sentence, button = (each.format(**told) for each in words)
    others = "" if confirms else await provider_buttons(request, place, link=secret)
    return page(request, title, sentence, body=_BUTTON.format(escape(button)) + others)


async def use_link(request: Request) -> Response:
    require_our_site(request)
    secret = taken(request, Part.ADDRESS, request.path_params["secret"])
    place = await link_place(secret, clock.now())
    if place is None:
        return await _gone(request, secret)
    (await known_tenant_of(place.tenant_id)).require(Capability.SIGN_IN)
    try:
        async with open_work(place, Actor.system()) as work:
            if await confirm_by_link(work, secret, session=session_in(request)):
                return page(request, *_CONFIRMED[_language(request)])
            session = await redeem_link(work, secret, browser=browser_of(request))
    except AccountDemanded:
        return await _shown(request, place, secret)
    except NotAllowed as refusal:
        await note_refused_link(secret, Refusal.NOT_ADMITTED)
        return refused(request, sentence_of(refusal, _language(request)))
    if session is None:
        return await _gone(request, secret)
    return await let_in(request, session)


async def show_home(request: Request) -> Response:
    """Where signing in leads."""
    language = preferred_locale(request.headers.get("accept-language"))
    words = {
        "en": ("You are signed in.", "A link by mail lets you in."),
        "zh-CN": ("您已登录。", "可通过邮件中的链接登录。"),
    }
    signed_in, stranger = words[language]
    if await auth.is_signed_in(request):
        return page(request, "Tanlu 谈录", signed_in, body='<a href="/graphiql">GraphQL</a>')
    elsewhere = {"en": "Sign in with your company's account", "zh-CN": "使用公司账号登录"}[language]
    onward = f'{address_form(language)}<p><a href="{BEGIN}">{escape(elsewhere)}</a></p>'
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


async def _gone(request: Request, secret: str) -> Response:
    await note_refused_link(secret)
    words = {
        "en": (
            "This link no longer works",
            "It was used, or it is too old. With your e-mail address you get a new one.",
        ),
        "zh-CN": ("链接已失效", "链接已被使用或已过期。输入邮箱即可获取新的登录链接。"),
    }
    language = preferred_locale(request.headers.get("accept-language"))
    return page(request, *words[language], body=address_form(language), status=410)


def _language(request: Request) -> Locale:
    return preferred_locale(request.headers.get("accept-language"))
