"""The company's key pair: one signature that whoever listens can check without a secret."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity, new_id
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork
from tenants.vault import seal, unseal
from webhooks.signing import new_key


class WebhookKey(Entity):
    """The private part is sealed; the public part is for everybody."""

    __tablename__ = "webhook_keys"
    exported: ClassVar[Exported] = NOT_AT_ALL

    number: Mapped[int] = mapped_column(unique=True)
    sealed: Mapped[str]
    public: Mapped[str]
    created_at: Mapped[datetime]


async def private_key(work: UnitOfWork) -> str:
    """The company's, made when it is first needed."""
    newest = select(WebhookKey).order_by(WebhookKey.number.desc()).limit(1)
    kept = await work.session.scalar(newest)
    if kept is None:
        await _make_first(work)
        # Whoever came first has made the one that counts.
        kept = (await work.session.scalars(newest)).one()
    return await unseal(work, kept.sealed, about=_about(kept.id))


async def lock_key(work: UnitOfWork) -> None:
    """Two that count endpoints at the same moment wait here for each other."""
    await private_key(work)
    await work.session.execute(select(WebhookKey.id).with_for_update())


def public_keys() -> Select[str]:
    """Of the company that is taken on, the newest first."""
    return select(WebhookKey.public).order_by(WebhookKey.number.desc())


async def published(work: UnitOfWork) -> Sequence[str]:
    return (await work.session.scalars(public_keys())).all()


async def _make_first(work: UnitOfWork) -> None:
    key_id, (private, public) = new_id(), new_key()
    row = {
        "id": key_id,
        "number": 1,
        "sealed": await seal(work, private, about=_about(key_id)),
        "public": public,
        "created_at": work.now,
    }
    await work.session.execute(insert(WebhookKey).values(row).on_conflict_do_nothing())


def _about(key_id: UUID) -> str:
    return f"webhook_keys:{key_id}"
