"""The name of a request, by which an answer, a log line and a support case find each other."""

import re

from starlette.types import Scope

from domain.base import new_id

_ACCEPTABLE = re.compile(r"[A-Za-z0-9_-]{8,64}")


def request_id_of(scope: Scope) -> str:
    """The caller's own id where it sent a usable one; otherwise made once for the request."""
    if "request_id" not in scope:
        headers: list[tuple[bytes, bytes]] = scope.get("headers", [])
        sent = next((value for name, value in headers if name == b"x-request-id"), b"").decode(
            "latin-1"
        )
        scope["request_id"] = sent if _ACCEPTABLE.fullmatch(sent) else str(new_id())
    known: str = scope["request_id"]
    return known
