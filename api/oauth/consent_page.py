"""What a person reads before a plugin may act for them, and after."""

from collections.abc import Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from api.oauth.asking import Asked
from api.oidc_pages import BEGIN
from api.pages import page
from api.refusals import Locale, preferred_locale
from api.scopes import MEANINGS, Scope, Sensitivity

_Words = Mapping[Locale, tuple[str, str]]
_FIRST: _Words = {
    "en": ("Sign in first", "An app asks to act for you. Sign in to Tanlu to see what it asks."),
    "zh-CN": ("请先登录", "有应用请求代表您操作。请登录谈录后查看其请求内容。"),
}
_UNKNOWN: _Words = {
    "en": (
        "We do not know this app",
        "Your company did not install it, or its link is wrong. Nothing was allowed; ask an admin.",
    ),
    "zh-CN": (
        "无法识别该应用",
        "该应用未在贵公司安装、已被暂停，或跳转地址有误。未授予任何权限，请联系贵公司管理员。",
    ),
}
_AGAIN: _Words = {
    "en": ("Please begin again", "Go back to the app and start once more. Nothing was allowed."),
    "zh-CN": ("请重新开始", "请返回应用重新发起。未授予任何权限。"),
}
_BACK: _Words = {
    "en": ("One moment", "You are taken back to the app."),
    "zh-CN": ("请稍候", "正在返回应用。"),
}
_SIGN_IN = {"en": "Sign in with your company's account", "zh-CN": "使用公司账号登录"}
_ONWARD = {"en": "Go on", "zh-CN": "继续"}
_ASK: _Words = {
    "en": (
        "Let {plugin} act for you?",
        "{plugin}, by {publisher}, asks to act in {company} on behalf of {person}. It may then:",
    ),
    "zh-CN": (
        "允许“{plugin}”代表您操作？",
        "{publisher} 的“{plugin}”请求在{company}代表 {person} 操作。它将可以：",
    ),
}
_MEANS = {
    "en": (
        "On your behalf means: within this list it sees what you see and does what you may do,"
        " conversations of yours included, and what it does is recorded as done by you through"
        " this app. It does so until you end it: in Tanlu, under Account security."
    ),
    "zh-CN": (
        "“代表您操作”是指：在以上范围内，该应用可以查看您能查看的内容（包括您参与的沟通），"
        "并执行您有权执行的操作；其操作将记录为由您通过该应用完成。"
        "您可随时在谈录的“账号安全”页面终止。"
    ),
}
_PRIVATE = {"en": "private", "zh-CN": "涉及隐私"}
_BUTTONS = {"en": ("Allow", "Do not allow"), "zh-CN": ("允许", "不允许")}


def ask(
    request: Request, wanted: Asked, company: str, person: str, hidden: Mapping[str, str]
) -> Response:
    language = _language(request)
    manifest = wanted.asker.manifest
    names = {
        "plugin": manifest.name.zh if language == "zh-CN" else manifest.name.en,
        "publisher": f"{manifest.publisher.name} ({manifest.publisher.url})",
        "company": company,
        "person": person,
    }
    title, sentence = (text.format(**names) for text in _ASK[language])
    body = _list(wanted, language) + f"<p>{escape(_MEANS[language])}</p>" + _form(hidden, language)
    return page(request, title, sentence, body=body)


def sign_in_first(request: Request) -> Response:
    onward = f'<a href="{BEGIN}">{escape(_SIGN_IN[_language(request)])}</a>'
    return page(request, *_FIRST[_language(request)], body=onward, status=401)


def unknown(request: Request) -> Response:
    return page(request, *_UNKNOWN[_language(request)], status=400)


def begin_again(request: Request) -> Response:
    return page(request, *_AGAIN[_language(request)], status=403)


def go_back(request: Request, url: str) -> Response:
    """By a page, because browsers forbid a form to end on another site."""
    address = escape(url)
    link = f'<a href="{address}" rel="noreferrer">{escape(_ONWARD[_language(request)])}</a>'
    head = f'<meta http-equiv="refresh" content="0;url={address}">'
    return page(request, *_BACK[_language(request)], body=link, head=head)


def _list(wanted: Asked, language: Locale) -> str:
    reasons = {each.scope: each.reason for each in wanted.asker.asked}
    items = [
        f"<li>{escape(_meaning(scope, language))}<br><small>{escape(reasons[scope][language])}"
        "</small></li>"
        for scope in wanted.scopes
    ]
    return f"<ul>{''.join(items)}</ul>"


def _meaning(scope: str, language: Locale) -> str:
    """As the admin read it; one that this version has no more opens nothing."""
    if scope not in set(Scope):
        return scope
    said = MEANINGS[Scope(scope)]
    meaning = said.zh if language == "zh-CN" else said.en
    private = said.sensitivity is Sensitivity.PRIVATE
    return f"{meaning} ({_PRIVATE[language]})" if private else meaning


def _form(hidden: Mapping[str, str], language: Locale) -> str:
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in hidden.items()
    )
    allow, deny = _BUTTONS[language]
    return (
        f'<form method="post">{kept}'
        f'<button type="submit" name="answer" value="allow">{allow}</button> '
        f'<button type="submit" name="answer" value="deny">{deny}</button></form>'
    )


def _language(request: Request) -> Locale:
    return preferred_locale(request.headers.get("accept-language"))
