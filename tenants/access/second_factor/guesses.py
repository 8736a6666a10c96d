"""How often somebody may guess a code before they have to wait, each time longer."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Stored
from domain.errors import Conflict
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork

FREE = 5
"""Wrong codes in a row before the first pause."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
_DOUBLINGS = 6
"""From the first pause to beyond the longest."""


class CodeGuesses(Stored):
    """Those of a person since their last right code, in whatever browser."""

    __tablename__ = "code_guesses"
    exported: ClassVar[Exported] = NOT_AT_ALL

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    wrong: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None] = mapped_column(default=None)


async def count_guess(work: UnitOfWork, person_id: UUID) -> None:
    """To be committed before the code is looked at: then many at once gain nothing by it.

    Raises:
        Conflict: they have to wait.
    """
    row = {"person_id": person_id, "wrong": 0}
    await work.session.execute(insert(CodeGuesses).values(row).on_conflict_do_nothing())
    theirs = select(CodeGuesses).where(CodeGuesses.person_id == person_id).with_for_update()
    guesses = (await work.session.scalars(theirs)).one()
    if guesses.wait_until is not None and work.now < guesses.wait_until:
        minutes = -((work.now - guesses.wait_until) // timedelta(minutes=1))
        raise Conflict(
            f"Too many wrong codes. Try again in {minutes} min, or use a passkey",
            zh=f"验证码错误次数过多，请在 {minutes} 分钟后重试，或改用通行密钥",
            field="code",
        )
    guesses.wrong += 1
    guesses.wait_until = work.now + _pause_after(guesses.wrong)


async def forget_guesses(work: UnitOfWork, person_id: UUID) -> None:
    """They have shown that they are who they are."""
    await work.session.execute(delete(CodeGuesses).where(CodeGuesses.person_id == person_id))


def _pause_after(wrong: int) -> timedelta:
    if wrong < FREE:
        return timedelta()
    doubled: int = 2 ** min(wrong - FREE, _DOUBLINGS)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
