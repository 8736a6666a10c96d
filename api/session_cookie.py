"""The session's cookie, and how a request shows that our own page sent it.

A browser sends the cookie along whoever caused the request, so the cookie alone proves nothing.
"""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from api.accepted_credentials import Part, taken
from api.refusals import Code, Refused
from infra.settings import settings
from tenants.session import LIVES

OUR_HEADER = "x-requested-with"
"""No other site can add a header without asking first, and nobody is answered who asks."""


def session_in(request: Request) -> str | None:
    """The secret of a session, if the cookie holds one and the address takes one."""
    return taken(request, Part.COOKIE, request.cookies.get(_name(), "")) or None


def keep_signed_in(response: Response, secret: str) -> None:
    response.set_cookie(
        _name(),
        secret,
        max_age=int(LIVES.total_seconds()),
        path="/",
        secure=_over_tls(),
        httponly=True,
        samesite="lax",
    )


def forget_sign_in(response: Response) -> None:
    response.delete_cookie(_name(), path="/", secure=_over_tls(), httponly=True, samesite="lax")


def require_our_program(request: Request) -> None:
    """For what runs on the cookie: our pages add a header. Raises Refused."""
    require_our_site(request)
    if OUR_HEADER not in request.headers:
        raise Refused(
            Code.FORBIDDEN,
            "Requests of a signed-in page carry the header X-Requested-With",
            zh="已登录页面的请求须带有 X-Requested-With 标头",
            status=403,
        )


def require_our_site(request: Request) -> None:
    """A form or a script of another site is refused. Raises Refused."""
    if not _comes_from_here(request):
        raise Refused(
            Code.FORBIDDEN,
            "This request comes from another site",
            zh="该请求来自其他网站",
            status=403,
        )


def _comes_from_here(request: Request) -> bool:
    """What browsers say, and no script can change; what is no browser says nothing."""
    fetched_from = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if fetched_from is None:
        return origin is None or _is_ours(origin, request)
    # Our pages send no referrer, so a form of theirs has the origin "null".
    known = origin in {None, "null"} or _is_ours(origin or "", request)
    return fetched_from in {"same-origin", "none"} and known


def _is_ours(origin: str, request: Request) -> bool:
    """The host has been checked against the known ones before anything reads it."""
    public = urlsplit(settings().public_url)
    if origin == f"{public.scheme}://{public.netloc}":
        return True
    return not _over_tls() and origin == f"http://{request.headers.get('host')}"


def _name() -> str:
    """Browsers keep `__Host-` cookies to themselves, but only over TLS; a laptop has none."""
    return "__Host-tanlu" if _over_tls() else "tanlu_session"


def _over_tls() -> bool:
    return settings().public_url.startswith("https://")
