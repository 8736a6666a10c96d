"""Programs that ask for access tokens by themselves, each for one company."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork
from tenants.credential import CredentialKind, TokenKind, digest, new_credential
from tenants.presenting import presenting
from tenants.shared import OWN, Shared, Wall, presented
from tenants.token import AccessToken, Issued

TOKEN_LIVES = timedelta(hours=1)


class Client(Shared):
    """Whom a token is given to, as OAuth calls it. Its id is no secret; how it proves itself is.

    It proves itself by a secret, whose hash is kept, or by a key that it publishes. What its
    tokens are good for is never more than what it may do by now: `scopes`, and nothing at all
    while it is shut out.
    """

    __tablename__ = "clients"
    exported: ClassVar[Exported] = NOT_AT_ALL
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], presented("id::text")),
        Wall("tenants", ["SELECT", "INSERT", "UPDATE", "DELETE"], OWN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str]
    secret_hash: Mapped[str | None] = mapped_column(default=None)
    jwks_url: Mapped[str | None] = mapped_column(default=None)
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    shut_out_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def may_act(self) -> bool:
        return self.shut_out_at is None


def add_client(
    work: UnitOfWork, id: UUID, *, name: str, scopes: Collection[str], jwks_url: str | None
) -> str | None:
    """Returns its new secret, which is kept nowhere, unless it publishes keys."""
    secret = None if jwks_url else new_credential(CredentialKind.CLIENT_SECRET)
    client = Client(
        id=id,
        tenant_id=work.tenant_id,
        name=name,
        secret_hash=digest(secret) if secret else None,
        jwks_url=jwks_url,
        scopes=sorted(set(scopes)),
        created_at=work.now,
    )
    work.session.add(client)
    return secret


async def amend_client(
    work: UnitOfWork, id: UUID, *, name: str, scopes: Collection[str], jwks_url: str | None
) -> str | None:
    """What its tokens are good for changes at once. Returns a secret where it now needs one."""
    client = await _locked(work, id)
    client.name, client.scopes, client.jwks_url = name, sorted(set(scopes)), jwks_url
    if jwks_url is not None:
        client.secret_hash = None
        return None
    if client.secret_hash is not None:
        return None
    secret = new_credential(CredentialKind.CLIENT_SECRET)
    client.secret_hash = digest(secret)
    return secret


async def shut_out(work: UnitOfWork, id: UUID) -> None:
    """No token, and those it has are void everywhere within five seconds; until it is let in."""
    (await _locked(work, id)).shut_out_at = work.now


async def let_in(work: UnitOfWork, id: UUID) -> None:
    (await _locked(work, id)).shut_out_at = None


async def remove_client(work: UnitOfWork, id: UUID) -> None:
    """Its tokens have nobody behind them any more."""
    await work.session.delete(await _locked(work, id))


def issue_to(
    work: UnitOfWork, client: Client, scopes: Collection[str], *, delegation_id: UUID | None = None
) -> Issued:
    """A token for an hour. The caller has seen that the client is who it says, and may have it.

    With a delegation it is for a person, who let the client act for them.
    """
    secret = new_credential(
        CredentialKind.DELEGATED_TOKEN if delegation_id else CredentialKind.PLUGIN_TOKEN
    )
    token = AccessToken(
        tenant_id=work.tenant_id,
        kind=TokenKind.PLUGIN,
        name=client.name,
        hash=digest(secret),
        last_four=secret[-4:],
        person_id=None,
        client_id=client.id,
        delegation_id=delegation_id,
        created_by_id=None,
        scopes=sorted(set(scopes)),
        created_at=work.now,
        expires_at=work.now + TOKEN_LIVES,
    )
    work.session.add(token)
    return Issued(token, secret)


async def find_client(id: UUID) -> Client | None:
    """Whoever's it is: asked before the company is known."""
    async with presenting(str(id)) as session:
        return await session.scalar(select(Client))


async def client_of(work: UnitOfWork, id: UUID) -> Client | None:
    """As it is by now, in its company's transaction."""
    return await work.session.get(Client, id, populate_existing=True)


async def _locked(work: UnitOfWork, id: UUID) -> Client:
    locked = select(Client).where(Client.id == id).with_for_update()
    return (await work.session.scalars(locked)).one()
