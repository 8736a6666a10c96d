"""Signing in by a link that works once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from domain.actor import Role
from domain.errors import NotAllowed
from domain.events import Event, StoredEvent
from domain.exported import NOT_AT_ALL, Exported
from domain.people.person import Person
from domain.work import UnitOfWork
from infra.database import Place
from infra.settings import settings
from tenants.access.confirmation import note_proof
from tenants.access.sign_in_policy import require_company_account
from tenants.credential import CredentialKind, digest, new_credential
from tenants.presenting import presenting
from tenants.session import open_session
from tenants.shared import OWN, Shared, Wall, presented


class LinkPurpose(StrEnum):
    """Why there is a link."""

    SIGN_IN = "SIGN_IN"
    """Somebody wants to come in now."""
    INVITATION = "INVITATION"
    """Somebody is to come in for the first time."""
    RECOVERY = "RECOVERY"
    """Somebody was locked out, and others let them in again."""
    CONFIRMATION = "CONFIRMATION"
    """Signs nobody in: whoever has it, has the address that somebody had before."""


LIVES: Mapping[LinkPurpose, timedelta] = {
    LinkPurpose.SIGN_IN: timedelta(minutes=15),
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.RECOVERY: timedelta(days=7),
    LinkPurpose.CONFIRMATION: timedelta(days=30),
}


class SignInLink(Shared):
    """Good for one sign-in of one person, and not for long."""

    __tablename__ = "sign_in_links"
    exported: ClassVar[Exported] = NOT_AT_ALL
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], presented("hash")),
        Wall("tenants", ["SELECT", "INSERT", "UPDATE", "DELETE"], OWN),
    )

    hash: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID]
    purpose: Mapped[LinkPurpose] = mapped_column(server_default=LinkPurpose.SIGN_IN)
    mailed_to: Mapped[str | None] = mapped_column(default=None)
    """The hash of the address, or the account, whose holder alone was told of it."""
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class PersonSignedIn(Event):
    name = "person.signed_in"
    subject = "person"


def link_address(secret: str) -> str:
    """Where the link leads to, for whoever is to open it."""
    return f"{settings().public_url.rstrip('/')}/sign-in/{secret}"


async def create_sign_in_link(
    work: UnitOfWork,
    *,
    person_id: UUID,
    purpose: LinkPurpose = LinkPurpose.SIGN_IN,
    mailed_to: str | None = None,
) -> str:
    """Admins may for whoever has never signed in; Tanlu itself may for everybody.

    Later links would let an admin in as somebody else, and read what only that person may read.
    Returns the secret of the link, which is kept nowhere. With `mailed_to`, the hash of their
    address or account, whoever asks promises to tell its holder and nobody else.
    """
    person = await _to_be_let_in(work, person_id)
    secret = new_credential(CredentialKind.SIGN_IN_LINK)
    link = SignInLink(
        hash=digest(secret),
        tenant_id=work.tenant_id,
        person_id=person.id,
        purpose=purpose,
        mailed_to=mailed_to,
        expires_at=work.now + LIVES[purpose],
    )
    work.session.add(link)
    return secret


async def _to_be_let_in(work: UnitOfWork, person_id: UUID) -> Person:
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can invite people", zh="只有管理员可以邀请员工登录")
    work.actor.require_signed_in()
    person = await work.get(Person, person_id, field="person_id")
    if not work.actor.is_system and await has_signed_in(work, person_id):
        raise NotAllowed(
            f"{person.name} has signed in before, so nobody can make a link in their name",
            zh=f"{person.name} 已登录过，他人不能再以其名义生成登录链接",
            field="person_id",
        )
    if not person.works_on(work.now.date()):
        raise NotAllowed(
            f"{person.name} no longer works here", zh=f"{person.name} 已离职", field="person_id"
        )
    return person


async def link_place(secret: str, now: datetime) -> Place | None:
    """Whose company a link leads to, while it is good."""
    async with presenting(digest(secret)) as session:
        link = await session.scalar(select(SignInLink))
    if link is None or link.used_at is not None or now >= link.expires_at:
        return None
    return Place.of(link.tenant_id)


async def redeem_link(work: UnitOfWork, secret: str, *, browser: str = "") -> str | None:
    """Use the link up. Returns the new session's secret, or None if the link is no longer good."""
    used = await use_link_up(work, secret)
    if used is None:
        return None
    back = used.purpose is LinkPurpose.RECOVERY
    by = used.mailed_to
    return await sign_in(work, used.person_id, browser=browser, proven_by=by, way_back=back)


async def use_link_up(
    work: UnitOfWork, secret: str, *, confirms: bool = False
) -> SignInLink | None:
    """The link, if it was good until now; one that signs in, or one that confirms."""
    used_up = (
        update(SignInLink)
        .where(
            SignInLink.hash == digest(secret),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > work.now,
            (SignInLink.purpose == LinkPurpose.CONFIRMATION) == confirms,
        )
        .values(used_at=work.now)
        .returning(SignInLink)
    )
    return await work.session.scalar(used_up)


async def sign_in(
    work: UnitOfWork,
    person_id: UUID,
    *,
    browser: str,
    proven_by: str | None,
    way_back: bool = False,
) -> str:
    """They came, or others let them back in. Returns a session's secret; raises NotAllowed.

    Their other links are over: one that an admin was shown must not let that admin in later.
    `proven_by` is the hash of the address or account that only they have, if they came by one.
    """
    if not way_back:
        await require_company_account(work, person_id, proven_by=proven_by)
    others = update(SignInLink).where(
        SignInLink.person_id == person_id,
        SignInLink.used_at.is_(None),
        SignInLink.purpose != LinkPurpose.CONFIRMATION,
    )
    await work.session.execute(others.values(used_at=work.now))
    if proven_by is not None:
        await note_proof(work, person_id, proven_by)
    work.announce(PersonSignedIn(subject_id=person_id))
    return open_session(work, person_id, browser=browser, proven_by=proven_by)


async def has_signed_in(work: UnitOfWork, person_id: UUID) -> bool:
    """Whether they ever have, by whatever way."""
    return bool(await work.session.scalar(select(signing_in_of(person_id).exists())))


def signing_in_of(
    person_id: UUID | ColumnElement[UUID] | InstrumentedAttribute[UUID],
) -> Select[UUID]:
    """The events of their signing in."""
    return select(StoredEvent.id).where(
        StoredEvent.subject_id == person_id, StoredEvent.name == PersonSignedIn.name
    )
