"""Refusals: sentences a manager could act on, with a code a program can."""

from typing import ClassVar


class DomainError(Exception):
    """The request was understood and refused; nothing has changed.

    Args:
        message: a sentence in English; the edge translates it by `code`, `text` and `values`.
        field: the path of the input field that is to blame, as the caller spelled it.
    """

    code: ClassVar[str] = "INVALID"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


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
