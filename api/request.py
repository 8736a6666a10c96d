"""The name of a request, by which an answer, a log line and a support case find each other."""

import hashlib
import re

from starlette.types import Scope

from domain.base import new_id

_ACCEPTABLE = re.compile(r"[A-Za-z0-9_-]{8,64}")
_MADE_BY_A_MACHINE = re.compile(r"[0-9a-fA-F-]+")


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


def logged_id_of(scope: Scope) -> str:
    """The same name as the log has it: one that could hold words stands there as its hash.

    That is `printf NAME | sha256sum | cut -c1-16`.
    """
    known = request_id_of(scope)
    if _MADE_BY_A_MACHINE.fullmatch(known):
        return known
    return hashlib.sha256(known.encode()).hexdigest()[:16]
