"""Who wanted to come in and was refused, as far as it is known to which company."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from domain.actor import Actor
from domain.work import UnitOfWork
from infra.database import Place
from tenants.access.distrust import Distrust
from tenants.audit.entry import AuditEntry
from tenants.audit.notes import Note, keep
from tenants.work import open_work

REFUSED: Final = "sign_in.refused"
AT_MOST: Final = 60
"""Kept of a company's refusals a minute: a stranger who tries all day must not fill the disk."""
_A_MINUTE: Final = timedelta(minutes=1)


class SignInWay(StrEnum):
    LINK = "LINK"
    PROVIDER = "PROVIDER"
    SECOND_FACTOR = "SECOND_FACTOR"


class Refusal(StrEnum):
    """Why, beside what makes a provider's answer one that is not trusted."""

    ACCOUNT_TAKEN = "ACCOUNT_TAKEN"
    COMPANY_NOT_OPEN = "COMPANY_NOT_OPEN"
    LINK_EXPIRED = "LINK_EXPIRED"
    LINK_USED = "LINK_USED"
    NOT_ADMITTED = "NOT_ADMITTED"
    SINGLE_SIGN_ON = "SINGLE_SIGN_ON"
    TOO_MANY_CODES = "TOO_MANY_CODES"
    UNKNOWN_ACCOUNT = "UNKNOWN_ACCOUNT"
    WRONG_CODE = "WRONG_CODE"
    WRONG_PASSKEY = "WRONG_PASSKEY"


async def note_refused_sign_in(
    place: Place, *, way: SignInWay, because: Refusal | Distrust, about: Collection[UUID] = ()
) -> None:
    """In a transaction of its own, since the sign-in's has ended without effect.

    Args:
        place: which company they wanted to enter.
        way: by which they came.
        because: why they were refused.
        about: as whom they wanted to enter, where that is known.
    """
    async with open_work(place, Actor.system()) as work:
        await note_refusal(work, way=way, because=because, about=about)


async def note_refusal(
    work: UnitOfWork, *, way: SignInWay, because: Refusal | Distrust, about: Collection[UUID] = ()
) -> None:
    """With what the unit keeps of it otherwise; see `note_refused_sign_in`."""
    lately = select(func.count()).where(
        AuditEntry.deed == REFUSED, AuditEntry.at > work.now - _A_MINUTE
    )
    if (await work.session.scalar(lately) or 0) < AT_MOST:
        stranger = Note(
            kind="STRANGER",
            deed=REFUSED,
            subject="sign_in",
            subject_id=None,
            about=about,
            details={"way": way.value, "because": because.value},
        )
        keep(work, stranger)
