"""Refusals: sentences a manager could act on, with a code a program can."""

from collections.abc import Sequence
from typing import ClassVar


class DomainError(Exception):
    """The request was understood and refused; nothing has changed.

    Args:
        message: the sentence in English.
        zh: the same sentence in Chinese (zh-CN).
        field: the command's argument that is to blame, dotted where it is inside another.
        reasons: the single refusals that this one sums up, for whoever can show each by itself.
    """

    code: ClassVar[str] = "INVALID"

    def __init__(
        self,
        message: str,
        *,
        zh: str,
        field: str | None = None,
        reasons: "Sequence[DomainError]" = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.zh = zh
        self.field = field
        self.reasons = tuple(reasons) or (self,)


class Invalid(DomainError):
    """A value cannot be accepted as it is."""

    code = "INVALID"


class NotFound(DomainError):
    """Nothing of that kind exists here, or not for this actor: the two look the same."""

    code = "NOT_FOUND"


class NotAllowed(DomainError):
    """The thing is visible to the actor, the deed is not theirs."""

    code = "NOT_ALLOWED"


class Conflict(DomainError):
    """The deed does not fit the state the thing is in."""

    code = "CONFLICT"
