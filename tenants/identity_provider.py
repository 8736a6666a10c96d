"""Where a company's people have accounts already: its identity provider, set up by its admins."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Select, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.actor import Role
from domain.base import new_id
from domain.events import Event
from domain.exported import NOT_AT_ALL, Exported
from domain.viewer import Viewer
from domain.work import UnitOfWork
from infra.database import Place
from tenants.presenting import presenting
from tenants.shared import ALL_VERBS, OWN, Shared, Wall, presented
from tenants.vault import unseal


class IdentityProvider(Shared):
    """An issuer of OpenID Connect, and the client by which it knows us.

    Found by its id before the company is known: the id stands in the address it sends people
    back to.
    """

    __tablename__ = "identity_providers"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (UniqueConstraint("tenant_id", "issuer", "client_id"),)
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], presented("id::text")),
        Wall("tenants", ALL_VERBS, OWN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    tenant_id: Mapped[UUID]
    name: Mapped[str]
    """As its people call it, on the button."""
    issuer: Mapped[str]
    client_id: Mapped[str]
    client_secret: Mapped[str]
    """Sealed."""
    email_domains: Mapped[list[str]] = mapped_column(default_factory=list)
    """Of addresses that it may vouch for."""
    matches_email: Mapped[bool] = mapped_column(default=False)
    """Whether a verified address of these domains is enough to know a colleague by, once."""
    enabled: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    checked_at: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    """What the last check found, in both languages; None if all was well."""

    def vouches_for(self, email: str) -> bool:
        return self.matches_email and email.rpartition("@")[2] in self.email_domains

    @property
    def kept_as(self) -> str:
        """Where its secret is kept, for the seal."""
        return f"identity_providers:{self.id}:client_secret"


class IdentityProviderAdded(Event):
    name = "identity_provider.added"
    subject = "identity_provider"

    issuer: str


class IdentityProviderChanged(Event):
    name = "identity_provider.changed"
    subject = "identity_provider"

    fields: list[str]


class IdentityProviderRemoved(Event):
    name = "identity_provider.removed"
    subject = "identity_provider"

    issuer: str


def visible_identity_providers(viewer: Viewer) -> Select[IdentityProvider]:
    """Admins alone set them up; whoever signs in meets their names before that."""
    everyone = select(IdentityProvider)
    return everyone if viewer.has(Role.ADMIN) else everyone.where(false())


async def provider_place(provider_id: UUID) -> Place | None:
    """Whose it is, before anybody is known."""
    async with presenting(str(provider_id)) as session:
        tenant_id = await session.scalar(select(IdentityProvider.tenant_id))
    return None if tenant_id is None else Place.of(tenant_id)


async def client_secret_of(work: UnitOfWork, provider: IdentityProvider) -> str:
    return await unseal(work, provider.client_secret, about=provider.kept_as)


async def enabled_providers(work: UnitOfWork) -> Sequence[IdentityProvider]:
    by_name = select(IdentityProvider).where(IdentityProvider.enabled)
    return (await work.session.scalars(by_name.order_by(IdentityProvider.name))).all()
