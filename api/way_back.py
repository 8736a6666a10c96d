"""Where somebody was going when they were asked to sign in first."""

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from infra.settings import settings

WITHIN = 600
"""Seconds."""
_ONLY = "/oauth/authorize?"
"""Nobody is led anywhere else: whoever sent them here chose the address."""
_LONGEST = 3000


def remember(request: Request, response: Response) -> Response:
    """In the browser."""
    there = quote(f"{request.url.path}?{request.url.query}", safe="")
    if len(there) <= _LONGEST:
        response.set_cookie(
            _name(), there, max_age=WITHIN, secure=_over_tls(), httponly=True, samesite="lax"
        )
    return response


def onward(request: Request, response: Response) -> str:
    """An address of ours; the way is forgotten with the answer."""
    kept = unquote(request.cookies.get(_name(), ""))
    if not kept.startswith(_ONLY):
        return "/"
    response.delete_cookie(_name(), secure=_over_tls(), httponly=True, samesite="lax")
    return kept


def _name() -> str:
    return "__Host-tanlu-onward" if _over_tls() else "tanlu_onward"


def _over_tls() -> bool:
    return settings().public_url.startswith("https://")
