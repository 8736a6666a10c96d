"""Whose private text is closed to them, because others let them in and they have yet to confirm.

Whoever restores somebody's access, or gives them another address, could come in as that person.
What they wrote for nobody else stays closed until they show by something of their own, older than
that, who they are.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, and_, func, not_, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from domain.base import Stored
from domain.errors import NotAllowed
from domain.exported import NOT_AT_ALL, Exported
from domain.people.events import AccessRestored, ConfirmedBy, TextOpened
from domain.people.person import Person
from domain.people.queries import own_id
from domain.viewer import Viewer
from domain.work import UnitOfWork


class ClosedText(Stored):
    """What somebody wrote for nobody else before that moment is closed to them, too."""

    __tablename__ = "closed_text"
    exported: ClassVar[Exported] = NOT_AT_ALL

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    closed_since: Mapped[datetime]
    former_email: Mapped[str]
    """The address they had before: who comes by it is the same person."""
    first_closed_since: Mapped[datetime] = mapped_column(server_default=func.now())
    """Since when others may have come in their name. What began later proves nothing."""


def is_author(
    viewer: Viewer,
    author_id: InstrumentedAttribute[Any],
    written_at: InstrumentedAttribute[datetime],
) -> ColumnElement[bool]:
    """Whether the viewer wrote it, and it is not closed to them. The only place that says so."""
    closed = select(ClosedText.closed_since).where(ClosedText.person_id == own_id(viewer))
    before = func.coalesce(written_at < closed.scalar_subquery(), False)
    return and_(author_id == own_id(viewer), not_(before))


async def close_text(work: UnitOfWork, person: Person, *, former_email: str) -> None:
    """Others let them in, or give them another address. They confirm, or it stays closed.

    Closed again, what was written meanwhile is closed, too. What proves who they are is still
    what they had before the first time.
    """
    closed = await work.session.get(ClosedText, person.id)
    if closed is None:
        closed = ClosedText(
            person_id=person.id,
            closed_since=work.now,
            former_email=former_email,
            first_closed_since=work.now,
        )
        work.session.add(closed)
    closed.closed_since = work.now
    work.announce(AccessRestored(subject_id=person.id))


async def open_text(work: UnitOfWork, person_id: UUID, by: ConfirmedBy | None = None) -> None:
    """They have confirmed that they are who they were."""
    closed = await work.session.get(ClosedText, person_id)
    if closed is not None:
        await work.session.delete(closed)
        work.announce(TextOpened(subject_id=person_id, by=by))


async def require_open(work: UnitOfWork, author_id: UUID, written_at: datetime) -> None:
    """Before what one wrote for oneself is shown to others. Raises NotAllowed."""
    closed = await work.session.get(ClosedText, author_id)
    if closed is not None and written_at < closed.closed_since:
        raise NotAllowed(
            "You wrote this before your access was restored; confirm first that it is you",
            zh="这是账号恢复之前撰写的内容，请先确认您的身份",
        )
