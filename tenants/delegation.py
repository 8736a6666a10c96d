"""A person lets a plugin act for them: what they allowed, and whether they still do."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, Text, false, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity
from domain.errors import NotFound
from domain.events import Event
from domain.exported import NOT_AT_ALL, Exported
from domain.people.queries import own_id
from domain.viewer import Viewer
from domain.work import UnitOfWork


class EndedBecause(StrEnum):
    REPLACED = "REPLACED"
    """The person allowed the same plugin anew."""
    REVOKED = "REVOKED"
    """By the person."""
    GIVEN_BACK = "GIVEN_BACK"
    """By the plugin."""
    STOLEN = "STOLEN"
    """A code or a refresh token was used again: there are two who have it."""
    UNINSTALLED = "UNINSTALLED"
    LEFT = "LEFT"
    """The person does not work here any more."""


class Delegation(Entity):
    """One plugin, one person, and the scopes both agreed on. At most one of a pair is live.

    Refresh tokens come in generations. `generation` is the highest that was used, by the token
    with the hash `spent_hash`; what may be used is one of the next.
    """

    __tablename__ = "delegations"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (because IS NULL)", name="because"),
        Index(
            "uq_delegations_live",
            "client_id",
            "person_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    client_id: Mapped[UUID]
    """The plugin's installation."""
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    begun_at: Mapped[datetime]
    good_until: Mapped[datetime]
    """When the last token of it ends."""
    generation: Mapped[int] = mapped_column(default=0)
    spent_hash: Mapped[str | None] = mapped_column(default=None)
    spent_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    because: Mapped[EndedBecause | None] = mapped_column(default=None)
    confirmed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it was allowed in a session in which a second factor had been shown."""

    def is_live(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.good_until


class _OfDelegation(Event):
    subject = "delegation"

    client_id: UUID
    person_id: UUID

    @classmethod
    def of(cls, delegation: Delegation, **more: object) -> Self:
        said = {"client_id": delegation.client_id, "person_id": delegation.person_id}
        return cls.model_validate({"subject_id": delegation.id, **said, **more})


class DelegationAllowed(_OfDelegation):
    """By the person, who saw these scopes."""

    name = "delegation.allowed"

    scopes: list[str]


class DelegationBegun(_OfDelegation):
    """The plugin has its first token for the person."""

    name = "delegation.begun"


class DelegationEnded(_OfDelegation):
    name = "delegation.ended"

    because: EndedBecause


def visible_delegations(viewer: Viewer) -> Select[Delegation]:
    """What acts for oneself by now; nobody sees what acts for another."""
    return select(Delegation).where(
        Delegation.person_id == own_id(viewer),
        Delegation.ended_at.is_(None),
        Delegation.good_until > viewer.now,
    )


async def revoke_delegation(work: UnitOfWork, *, delegation_id: UUID) -> Delegation:
    """One's own. The plugin acts for one no more: everywhere within five seconds."""
    work.actor.require_confirmed()
    mine = visible_delegations(work.viewer).where(Delegation.id == delegation_id)
    found = await work.session.scalar(mine.with_for_update())
    if found is None:
        raise NotFound(
            "No app with that id acts for you",
            zh="没有该编号的应用在代表您操作",
            field="delegation_id",
        )
    end_delegation(work, found, EndedBecause.REVOKED)
    return found


def end_delegation(work: UnitOfWork, delegation: Delegation, because: EndedBecause) -> None:
    """The first time counts; every token of it is void with it."""
    if delegation.ended_at is None:
        delegation.ended_at, delegation.because = work.now, because
        work.announce(DelegationEnded.of(delegation, because=because))


async def end_delegations(
    work: UnitOfWork, client_id: UUID, because: EndedBecause, *, person_id: UUID | None = None
) -> None:
    """All of a plugin's, or those with that person."""
    for each in await _live(work, client_id, person_id):
        end_delegation(work, each, because)
    await work.session.flush()


async def locked_delegation(work: UnitOfWork, id: UUID) -> Delegation | None:
    return await work.session.get(Delegation, id, with_for_update=True)


async def _live(work: UnitOfWork, client_id: UUID, person_id: UUID | None) -> Sequence[Delegation]:
    theirs = select(Delegation).where(
        Delegation.client_id == client_id, Delegation.ended_at.is_(None)
    )
    if person_id is not None:
        theirs = theirs.where(Delegation.person_id == person_id)
    return (await work.session.scalars(theirs.order_by(Delegation.id).with_for_update())).all()
