"""On the way to the vendor's consent page and back: who went, from which session, for what."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, delete
from sqlalchemy.orm import Mapped, mapped_column

from domain.actor import Role
from domain.base import Entity
from domain.errors import Invalid, NotAllowed
from domain.exported import NOT_AT_ALL, Exported
from domain.people.queries import own_id
from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.keeping import settings_of
from integrations.oauth import consent_address, new_verifier
from integrations.registry import connector_of
from tenants.credential import CredentialKind, digest, new_credential
from tenants.vault import seal, unseal

LIVES = timedelta(minutes=10)


class Consent(Entity):
    """Good for one return, of the same person in the same session. Only the state's hash is kept.

    It lives in the company's own tables and not in a shared cache: whoever comes back with
    somebody else's state finds nothing.
    """

    __tablename__ = "consents"
    exported: ClassVar[Exported] = NOT_AT_ALL

    state_hash: Mapped[str] = mapped_column(unique=True)
    session_hash: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    connection_id: Mapped[UUID] = mapped_column(ForeignKey("connections.id"))
    sealed_verifier: Mapped[str]
    expires_at: Mapped[datetime]


async def start_consent(
    work: UnitOfWork, *, connection_id: UUID, session: str, redirect_uri: str
) -> str:
    """The vendor's page to send an admin to. Raises Invalid where nobody has to consent."""
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can connect systems", zh="只有管理员可以连接系统")
    connection = await work.get(Connection, connection_id, field="connection_id")
    connection.require_standing()
    connector = connector_of(connection.vendor)
    app = connector.authorize(connection.way, await settings_of(work, connection, connector))
    if app is None:
        raise Invalid(
            "This connection needs no consent", zh="该连接无需授权", field="connection_id"
        )
    await work.session.execute(delete(Consent).where(Consent.expires_at < work.now))
    state, verifier = new_credential(CredentialKind.CONSENT_STATE), new_verifier()
    consent = Consent(
        state_hash=digest(state),
        session_hash=digest(session),
        person_id=work.actor.require_person(),
        connection_id=connection.id,
        sealed_verifier="",
        expires_at=work.now + LIVES,
    )
    consent.sealed_verifier = await seal(work, verifier, about=f"consents:{consent.id}")
    work.add(consent)
    return consent_address(app, redirect_uri=redirect_uri, state=state, verifier=verifier)


async def finish_consent(work: UnitOfWork, *, state: str, session: str) -> tuple[UUID, str] | None:
    """Whose return this is: the connection and the verifier; None for anybody's but theirs."""
    returned = (
        delete(Consent)
        .where(
            Consent.state_hash == digest(state),
            Consent.session_hash == digest(session),
            Consent.person_id == own_id(work.viewer),
            Consent.expires_at > work.now,
        )
        .returning(Consent.id, Consent.connection_id, Consent.sealed_verifier)
    )
    found = (await work.session.execute(returned)).one_or_none()
    if found is None:
        return None
    verifier = await unseal(work, found.sealed_verifier, about=f"consents:{found.id}")
    return found.connection_id, verifier
