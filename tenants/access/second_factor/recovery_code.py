"""Ten codes to print out: each confirms one sign-in when the device is not at hand."""

import secrets
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork
from tenants.credential import digest

HOW_MANY = 10
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Thirty-two that nobody mistakes for one another; sixteen of them are 80 random bits."""
_GROUPS, _IN_A_GROUP = 4, 4


class RecoveryCode(Entity):
    """Its hash: random enough that a plain one will do."""

    __tablename__ = "recovery_codes"
    exported: ClassVar[Exported] = NOT_AT_ALL

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    hash: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


async def new_recovery_codes(work: UnitOfWork, person_id: UUID) -> list[str]:
    """In the place of those before. Shown this once, and kept nowhere."""
    await forget_recovery_codes(work, person_id)
    codes = [_new() for _ in range(HOW_MANY)]
    work.add(*(RecoveryCode(person_id=person_id, hash=_hash(code)) for code in codes))
    return codes


async def forget_recovery_codes(work: UnitOfWork, person_id: UUID) -> None:
    await work.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))


async def use_recovery_code(work: UnitOfWork, person_id: UUID, code: str) -> bool:
    """Whether it was one of theirs and unused until now."""
    used_up = (
        update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person_id,
            RecoveryCode.hash == _hash(code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=work.now)
        .returning(RecoveryCode.id)
    )
    return await work.session.scalar(used_up) is not None


async def recovery_codes_left(work: UnitOfWork, person_id: UUID) -> int:
    unused = select(func.count()).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    return await work.session.scalar(unused) or 0


def _new() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _hash(code: str) -> str:
    """However it was typed: without case, spaces and dashes."""
    return digest("".join(letter for letter in code.upper() if letter in _LETTERS))
