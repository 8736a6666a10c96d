"""What mail lies in the folder, for those who run Tanlu without a mail server."""

from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.accepted_credentials import Part, taken
from api.auth import authenticate_operator, operator_by
from api.pages import page
from api.refusals import preferred_locale
from api.session_cookie import require_our_site
from infra.mail.folder import Kept, mail_folder, newest
from infra.mail.sending import has_server
from tenants.operations.operator_log import Deed, note_deed_apart

ADDRESS = "/operator/mail"

_TITLE = {"en": "Mail", "zh-CN": "邮件"}
_SENT = {
    "en": "Mail goes to your SMTP server. This is what lay here before.",
    "zh-CN": "邮件由您的 SMTP 服务器发送。以下为此前保存的邮件。",
}
_KEPT = {
    "en": "No mail server is set (TANLU_SMTP_URL): mail lies in {folder}; the newest comes first.",
    "zh-CN": "尚未设置邮件服务器（TANLU_SMTP_URL），邮件保存在 {folder}，最新的在前。",
}
_NONE = {"en": "There is none yet.", "zh-CN": "暂无邮件。"}
_ASK = {
    "en": ("For operators. The token is in the file operator-token of the data folder.",
           "Operator token", "Show the mail"),
    "zh-CN": ("仅限运维人员。令牌保存在数据目录的 operator-token 文件中。", "运维令牌", "查看邮件"),
}  # fmt: skip
_WRONG = {"en": "That is not an operator's token.", "zh-CN": "运维令牌无效。"}
_FORM = (
    f'<form method="post" action="{ADDRESS}"><label for="token">{{}}</label><input id="token"'
    ' type="password" name="token" required autocomplete="off"><button type="submit">{}</button>'
    "</form>"
)
_MAIL = "<article><h2>{subject}</h2><small>{to} · {when}</small><pre>{text}</pre></article>"


def routes() -> list[Route]:
    return [
        Route(ADDRESS, show_mail, methods=["GET"]),
        Route(ADDRESS, show_mail_for_token, methods=["POST"]),
    ]


async def show_mail(request: Request) -> Response:
    """With a token in the header the mail, and otherwise a field for it."""
    if "authorization" not in request.headers:
        return _asked(request)
    return await _listed(request, by=await authenticate_operator(request))


async def show_mail_for_token(request: Request) -> Response:
    """The token opens this one answer; nothing of it stays in the browser."""
    require_our_site(request)
    async with request.form(max_files=0, max_fields=5) as form:
        token = form.get("token")
    given = token if isinstance(token, str) else ""
    operator = await operator_by(taken(request, Part.TOKEN, given))
    if operator is None:
        return _asked(request, wrong=True)
    return await _listed(request, by=operator)


def _asked(request: Request, *, wrong: bool = False) -> Response:
    language = preferred_locale(request.headers.get("accept-language"))
    sentence, label, button = _ASK[language]
    told = f"{_WRONG[language]} {sentence}" if wrong else sentence
    body = _FORM.format(escape(label), escape(button))
    return page(request, _TITLE[language], told, body=body, status=401 if wrong else 200)


async def _listed(request: Request, *, by: str) -> Response:
    """Once it is written down who reads it: whoever has a link comes in by it."""
    language = preferred_locale(request.headers.get("accept-language"))
    said = _SENT if has_server() else _KEPT
    mails = newest()
    await note_deed_apart(Deed.READ_MAIL, by=by, mails=len(mails))
    body = "".join(map(_shown, mails)) or f"<p>{_NONE[language]}</p>"
    sentence = said[language].format(folder=mail_folder())
    return page(request, _TITLE[language], sentence, body=body, wide=True)


def _shown(mail: Kept) -> str:
    """As text, links included: a page that could be clicked through would sign in by accident."""
    when = mail.sent_at.isoformat(" ", "minutes") if mail.sent_at else ""
    told = {"subject": mail.subject, "to": mail.to, "when": when, "text": mail.text}
    return _MAIL.format(**{name: escape(text) for name, text in told.items()})
