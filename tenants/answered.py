"""What was done once for a key is not done again: who asks again is told what was said then.

The key is the asker's own, made up before the first try, so that a try whose answer was lost can
be repeated. The row commits with the deed: there is a deed without its row no more than a row
without its deed.
"""

from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Stored
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork
from tenants.vault import seal, unseal

KEPT_FOR = timedelta(hours=24)


class KeyBusy(Exception):
    """The same key is at work this moment."""


class KeyReused(Exception):
    """The key was used for something else."""


class Answered(Stored):
    """An answer by the hash of its key; sealed, because an answer may show a secret once."""

    __tablename__ = "answered"
    exported: ClassVar[Exported] = NOT_AT_ALL

    hash: Mapped[str] = mapped_column(primary_key=True)
    asked: Mapped[str]
    """The hash of what was asked for."""
    answer: Mapped[str]
    answered_at: Mapped[datetime] = mapped_column(index=True)


async def told_before(work: UnitOfWork, key: str, asked: str) -> str | None:
    """The answer, if the key has one of the last 24 hours; if not, the key is this unit's.

    Args:
        work: the unit that is about to do it.
        key: a hash that no other asker's key has.
        asked: the hash of what is asked for.

    Raises:
        KeyBusy: another unit of work has the key and has not ended.
        KeyReused: the key's answer is to another question.
    """
    mine = select(func.pg_try_advisory_xact_lock(func.hashtextextended(key, 0)))
    if not await work.session.scalar(mine):
        raise KeyBusy
    known = await work.session.get(Answered, key)
    if known is None:
        return None
    if work.now - known.answered_at >= KEPT_FOR:
        await work.session.execute(delete(Answered).where(Answered.hash == key))
        return None
    if known.asked != asked:
        raise KeyReused
    return await unseal(work, known.answer, about=_about(key))


async def remember_answer(work: UnitOfWork, key: str, asked: str, answer: str) -> None:
    """For the key that `told_before` gave to this unit."""
    sealed = await seal(work, answer, about=_about(key))
    work.session.add(Answered(hash=key, asked=asked, answer=sealed, answered_at=work.now))


async def forget_answers(work: UnitOfWork) -> None:
    """Those that are too old to be told again."""
    old = delete(Answered).where(Answered.answered_at <= work.now - KEPT_FOR)
    await work.session.execute(old)


def _about(key: str) -> str:
    return f"answered:{key}"
