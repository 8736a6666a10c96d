"""An account elsewhere, and whose it is here.

The account is its issuer and the issuer's own name for it, and never an e-mail address. Whose it
is, each company decides for itself; the same account may be somebody in several.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Select, UniqueConstraint, select, text, true
from sqlalchemy.orm import Mapped, mapped_column

from domain.actor import Role
from domain.base import new_id
from domain.events import Event
from domain.exported import NOT_AT_ALL, Exported
from domain.people.queries import own_id
from domain.viewer import Viewer
from infra.database import Place
from tenants.credential import digest
from tenants.presenting import presenting
from tenants.shared import ALL_VERBS, OWN, Shared, Wall, presented


class Proof(StrEnum):
    """What showed whose an account is."""

    INVITATION = "INVITATION"
    """A link that works once, which only they were given."""
    SESSION = "SESSION"
    """They were signed in when they came with it."""
    VERIFIED_EMAIL = "VERIFIED_EMAIL"
    """Their company's own provider vouched for the address in its directory."""
    ADMIN = "ADMIN"
    """An admin said so."""


@dataclass(frozen=True)
class Account:
    """What an issuer has said of whoever signed in there, and we have verified."""

    issuer: str
    subject: str
    name: str = ""
    email: str = ""
    """Only if the issuer says that it is theirs; in lower case."""

    @property
    def hash(self) -> str:
        return digest(f"{self.issuer}\n{self.subject}")


class Identity(Shared):
    """An account in one company; without a person, it waits for an admin to say whose it is."""

    __tablename__ = "identities"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (
        UniqueConstraint("hash", "tenant_id"),
        Index(
            "uq_identities_tenant_id_issuer_person_id",
            "tenant_id",
            "issuer",
            "person_id",
            unique=True,
            postgresql_where=text("person_id IS NOT NULL"),
        ),
        CheckConstraint("(person_id IS NULL) = (proof IS NULL)", name="proven"),
    )
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], presented("hash")),
        Wall("tenants", ALL_VERBS, OWN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    tenant_id: Mapped[UUID]
    hash: Mapped[str]
    issuer: Mapped[str]
    subject: Mapped[str]
    told_name: Mapped[str]
    told_email: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(default=None)
    proof: Mapped[Proof | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    matched_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when it is theirs; None: for longer than that was noted."""

    proves: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether it shows that they are who they were; not if it came while text was closed."""

    vouched: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether they themselves say that it is theirs, rather than others alone."""

    def belong_to(
        self,
        person_id: UUID,
        proof: Proof,
        now: datetime,
        *,
        proves: bool = True,
        vouched: bool = True,
    ) -> None:
        self.person_id, self.proof, self.matched_at = person_id, proof, now
        self.proves, self.vouched = proves, vouched

    def theirs_before(self, moment: datetime) -> bool:
        return self.matched_at is None or self.matched_at < moment


class IdentityMatched(Event):
    name = "identity.matched"
    subject = "person"

    issuer: str
    proof: Proof


class IdentityRemoved(Event):
    name = "identity.removed"
    subject = "identity"

    issuer: str
    person_id: UUID | None


def visible_identities(viewer: Viewer) -> Select[Identity]:
    """One's own; for admins all of the company's, and those that wait."""
    everyone = select(Identity)
    if viewer.has(Role.ADMIN):
        return everyone
    return everyone.where(Identity.person_id == own_id(viewer))


async def places_of(account: Account) -> Sequence[Place]:
    """The companies in which the account is somebody."""
    known = select(Identity.tenant_id).where(Identity.person_id.is_not(None))
    async with presenting(account.hash) as session:
        return [Place.of(each) for each in (await session.scalars(known)).all()]


class SpentState(Shared):
    """A sign-in that has been completed, so that coming back with it again does nothing."""

    __tablename__ = "spent_states"
    exported: ClassVar[Exported] = NOT_AT_ALL
    walls: ClassVar[tuple[Wall, ...]] = (Wall("tenants", ["SELECT", "INSERT", "DELETE"], OWN),)

    hash: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(index=True)
    spent_at: Mapped[datetime]
