"""The few pages of the server's own, for who is not signed in: the console's clothes, no script.

From each of them a way leads back: to the sign-in page, or home for whoever is signed in.
"""

import secrets
from html import escape
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.page_style import LOGO, STYLE
from api.refusals import preferred_locale
from api.violations import REPORTED

_PAGE = Template(f"""<!doctype html>
<html lang="$language"><head><meta charset="utf-8"><title>$title · Tanlu 谈录</title>$head
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="$nonce">{STYLE}</style></head>
<body><main$wide><a class="brand" href="/">{LOGO} Tanlu 谈录</a>
<h1>$title</h1><p>$sentence</p>$body
<footer><a href="/">$back</a></footer></main></body></html>
""")
_BACK = {"en": "Back to Tanlu", "zh-CN": "返回谈录"}


def page(
    request: Request,
    title: str,
    sentence: str,
    *,
    body: str = "",
    head: str = "",
    status: int = 200,
    wide: bool = False,
) -> Response:
    """A page in the reader's language. `body` and `head` are markup, the rest is text."""
    nonce = secrets.token_urlsafe(16)
    language = preferred_locale(request.headers.get("accept-language"))
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self';"
        f" frame-ancestors 'none'; base-uri 'none'{REPORTED}"
    )
    return HTMLResponse(
        _PAGE.substitute(
            language=language,
            title=escape(title),
            nonce=nonce,
            wide=' class="wide"' if wide else "",
            sentence=escape(sentence),
            body=body,
            back=_BACK[language],
            head=head,
        ),
        status_code=status,
        headers={"Content-Security-Policy": policy},
    )
