"""An authenticator app: it shows a new code every thirty seconds (TOTP, RFC 6238)."""

import hmac
import re
import unicodedata
from datetime import datetime
from typing import ClassVar
from uuid import UUID

import pyotp
from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import NOT_AT_ALL, Exported

STEP = 30
"""Seconds."""
_CODE = re.compile(r"[0-9]{6}")


class Authenticator(Entity):
    """One for a person. Until its first code is given it is only offered and counts for nothing."""

    __tablename__ = "authenticators"
    exported: ClassVar[Exported] = NOT_AT_ALL

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), unique=True)
    secret: Mapped[str]
    """Sealed."""
    offered_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """Whose code was given last: neither it nor an older one is good again."""

    def accepts(self, code: str, secret: str, now: datetime) -> bool:
        """Whether it is a code of now, or of the step before or after; a code is good once.

        Args:
            code: as it was typed.
            secret: the shared secret, unsealed.
            now: the moment of the work.
        """
        typed, step = digits_of(code), int(now.timestamp()) // STEP
        if typed is None:
            return False
        codes = pyotp.TOTP(secret)
        for each in (step - 1, step, step + 1):
            if each > self.last_step and hmac.compare_digest(codes.generate_otp(each), typed):
                self.last_step = each
                return True
        return False

    @property
    def kept_as(self) -> str:
        """Where its secret is kept, for the seal."""
        return f"authenticators:{self.id}:secret"


def digits_of(code: str) -> str | None:
    """The six digits, however they were typed; None if it is no such code."""
    kept = "".join(unicodedata.normalize("NFKC", code).split())
    return kept if _CODE.fullmatch(kept) else None
