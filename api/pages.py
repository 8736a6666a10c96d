"""The few pages of the server's own, for who is not signed in: plain, under a strict policy."""

import secrets
from html import escape
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.refusals import preferred_locale
from api.violations import REPORTED

_PAGE = Template("""<!doctype html>
<html lang="$language"><head><meta charset="utf-8"><title>$title</title>$head
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="$nonce">
body { font: 16px/1.5 system-ui, sans-serif; margin: 20vh auto; max-width: 22rem; padding: 0 1rem }
button, input { font: inherit; padding: .5rem 1.5rem } form { margin: 0 0 1rem }
</style></head>
<body><main><h1>$title</h1><p>$sentence</p>$body</main></body></html>
""")


def page(
    request: Request,
    title: str,
    sentence: str,
    *,
    body: str = "",
    head: str = "",
    status: int = 200,
) -> Response:
    """A page in the reader's language. `body` and `head` are markup, the rest is text."""
    nonce = secrets.token_urlsafe(16)
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self';"
        f" frame-ancestors 'none'; base-uri 'none'{REPORTED}"
    )
    return HTMLResponse(
        _PAGE.substitute(
            language=preferred_locale(request.headers.get("accept-language")),
            title=escape(title),
            nonce=nonce,
            sentence=escape(sentence),
            body=body,
            head=head,
        ),
        status_code=status,
        headers={"Content-Security-Policy": policy},
    )
