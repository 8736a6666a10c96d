"""What can go wrong with somebody else's system, in words an admin can act on."""

from datetime import datetime


class VendorTrouble(Exception):
    """They did not do what we asked. The sentence in English, and in Chinese (`zh`)."""

    def __init__(self, message: str, *, zh: str) -> None:
        super().__init__(message)
        self.message = message
        self.zh = zh


class TryLater(VendorTrouble):
    """It may well work later: not before `until`, if that is known.

    `expected` is a wait that nobody need hear of, such as for the next hour's budget.
    """

    def __init__(
        self, message: str, *, zh: str, until: datetime | None = None, expected: bool = False
    ) -> None:
        super().__init__(message, zh=zh)
        self.until = until
        self.expected = expected


class ConsentLost(VendorTrouble):
    """Nothing works until an admin connects again."""


class Unusable(VendorTrouble):
    """It will go on failing until somebody changes something over there or here."""


class TooMuch(Unusable):
    """There is more than is read at once: a part of it may be asked for."""


class Forged(Exception):
    """A webhook that was not sent by whom it says."""


class Unreadable(Exception):
    """A webhook that says nothing we know how to read."""
