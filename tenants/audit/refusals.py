"""Who wanted to come in and was refused, as far as it is known to which company."""

from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from domain.actor import Actor
from infra.database import Place
from tenants.audit.entry import AuditEntry
from tenants.audit.notes import Note, keep
from tenants.work import open_work

REFUSED: Final = "sign_in.refused"
AT_MOST: Final = 60
"""Kept of a company's refusals a minute: a stranger who tries all day must not fill the disk."""
_A_MINUTE: Final = timedelta(minutes=1)


async def note_refused_sign_in(place: Place, *, way: str, because: str) -> None:
    """In a transaction of its own, since the sign-in's has ended without effect.

    Args:
        place: which company they wanted to enter.
        way: by link, or through a provider.
        because: a word of ours.
    """
    async with open_work(place, Actor.system()) as work:
        lately = select(func.count()).where(
            AuditEntry.deed == REFUSED, AuditEntry.at > work.now - _A_MINUTE
        )
        if (await work.session.scalar(lately) or 0) < AT_MOST:
            details = {"way": way, "because": because}
            stranger = Note(
                kind="STRANGER", deed=REFUSED, subject="sign_in", subject_id=None, details=details
            )
            keep(work, stranger)
