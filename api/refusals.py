"""Refusals at the edge: a closed list of codes, a sentence in both languages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from graphql import GraphQLError

Locale = Literal["en", "zh-CN"]


class Code(StrEnum):
    """Every code an answer's top-level errors may carry; clients may rely on the list."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    NOT_FOUND = "NOT_FOUND"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    CONFLICT = "CONFLICT"
    IDEMPOTENCY_CONFLICT = "IDEMPOTENCY_CONFLICT"
    MAX_COST_EXCEEDED = "MAX_COST_EXCEEDED"
    RATE_LIMITED = "RATE_LIMITED"
    DOCUMENT_NOT_FOUND = "DOCUMENT_NOT_FOUND"
    TENANT_SUSPENDED = "TENANT_SUSPENDED"
    TIMEOUT = "TIMEOUT"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


class Refused(GraphQLError):
    """A request we understood and will not serve.

    Args:
        code: from the closed list.
        message: the sentence in English.
        zh: the same sentence in Chinese (zh-CN).
        status: the HTTP status when nothing of the request was executed.
        headers: of that HTTP answer.
        details: further members of `extensions`, such as the limit and what was found.
    """

    def __init__(
        self,
        code: Code,
        message: str,
        *,
        zh: str,
        status: int = 400,
        headers: Mapping[str, str] | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.zh = zh
        self.status = status
        self.headers = dict(headers or {})
        self.details = dict(details or {})

    def sentence(self, locale: Locale) -> str:
        return self.zh if locale == "zh-CN" else self.message


def preferred_locale(accept_language: str | None) -> Locale:
    """English, unless the reader likes Chinese better."""
    wanted = [_weighed(part) for part in (accept_language or "").lower().split(",")[:20]]
    known = [(weight, name) for weight, name in wanted if name in {"zh", "en"} and weight > 0]
    if not known:
        return "en"
    best = max(weight for weight, _ in known)
    first = next(name for weight, name in known if weight == best)
    return "zh-CN" if first == "zh" else "en"


def _weighed(part: str) -> tuple[float, str]:
    tag, _, rest = part.partition(";")
    name = tag.strip().partition("-")[0]
    _, given, weight = rest.partition("q=")
    try:
        return (float(weight) if given else 1.0), name
    except ValueError:
        return 0.0, name
