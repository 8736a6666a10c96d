"""The console: one page for all its addresses, and the files that the page loads.

The page itself is the same for everybody and says nothing of anybody; what it shows it asks of
GraphQL, as whoever is signed in.
"""

import re
import secrets
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from api.refusals import Code, Refused
from api.violations import REPORTED
from infra.settings import settings

NONCE = "__nonce__"
"""What the build leaves wherever a page's own nonce belongs."""
POLICY = (
    "default-src 'none'; script-src 'nonce-{0}' 'strict-dynamic'; style-src 'self' 'nonce-{0}';"
    " img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self';"
    " frame-ancestors 'none'; base-uri 'none'; form-action 'self';"
    " require-trusted-types-for 'script'; trusted-types default" + REPORTED
)
FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""

_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_NAME = re.compile(r"[\w-][\w.-]*")
_ENCODINGS = {"br": ".br", "gzip": ".gz"}


def routes() -> list[Route]:
    return [
        Route("/assets/{name}", show_asset, methods=["GET"]),
        Route("/favicon.svg", show_icon, methods=["GET"]),
    ]


def is_built() -> bool:
    return _page().is_file()


def asks_for_a_page(request: Request) -> bool:
    """As a browser does that follows a link; a program that wants data names no HTML."""
    return request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("accept", "")


def console_page() -> Response:
    nonce = secrets.token_urlsafe(16)
    page = _page().read_text(encoding="utf-8").replace(NONCE, nonce)
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY.format(nonce)})


async def show_asset(request: Request) -> Response:
    """A file that the page loads, packed as the browser likes it. Raises Refused."""
    name = request.path_params["name"]
    path = settings().console_dir / "assets" / name
    media_type = _TYPES.get(path.suffix)
    if media_type is None or not _NAME.fullmatch(name) or not path.is_file():
        raise Refused(Code.NOT_FOUND, "There is no such file", zh="没有该文件", status=404)
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    for encoding, suffix in _ENCODINGS.items():
        packed = path.with_name(name + suffix)
        if encoding in accepted and packed.is_file():
            headers["Content-Encoding"] = encoding
            return FileResponse(packed, media_type=media_type, headers=headers)
    return FileResponse(path, media_type=media_type, headers=headers)


async def show_icon(_: Request) -> Response:
    path = settings().console_dir / "favicon.svg"
    if not path.is_file():
        raise Refused(Code.NOT_FOUND, "There is no such file", zh="没有该文件", status=404)
    return FileResponse(path, headers={"Cache-Control": "public, max-age=86400"})


def _page() -> Path:
    return settings().console_dir / "index.html"
