"""What an endpoint checks our signature with: its own secrets, and the company's key pair.

A secret is shown once and kept sealed. After a rotation the one before goes on being used
beside the new one for a while, so that whoever listens can change over in peace.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import ClassVar, Final, Self
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, ForeignKey, Select, Uuid, any_, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Entity, new_id
from domain.errors import Invalid
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork
from tenants.vault import seal, unseal
from webhooks.endpoint import Endpoint
from webhooks.signing import as_secret

OVERLAP: Final = timedelta(hours=24)
_LONGEST_OVERLAP_HOURS: Final = 7 * 24
_BYTES: Final = 32


class EndpointSecret(Entity):
    """One of an endpoint's secrets; the newest has no end."""

    __tablename__ = "webhook_secrets"
    exported: ClassVar[Exported] = NOT_AT_ALL

    endpoint_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_endpoints.id", ondelete="CASCADE"), index=True
    )
    sealed: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None] = mapped_column(default=None)

    @classmethod
    async def made(cls, work: UnitOfWork, endpoint_id: UUID) -> tuple[Self, str]:
        """A new one, and its text: this is the only time that anybody sees it."""
        secret_id, text = new_id(), as_secret(secrets.token_bytes(_BYTES))
        sealed = await seal(work, text, about=_about(secret_id))
        made = cls(id=secret_id, endpoint_id=endpoint_id, sealed=sealed, created_at=work.now)
        return made, text

    def end(self, moment: datetime) -> None:
        """Not later than it would have ended anyway."""
        self.expires_at = min(self.expires_at or moment, moment)

    async def text(self, work: UnitOfWork) -> str:
        return await unseal(work, self.sealed, about=_about(self.id))


async def rotate(work: UnitOfWork, endpoint: Endpoint, *, overlap_hours: int) -> str:
    """A new secret. The one before stays good for the overlap, any older one ends now."""
    if not 0 <= overlap_hours <= _LONGEST_OVERLAP_HOURS:
        raise Invalid(
            "The old secret may stay good for up to 7 days",
            zh="旧密钥最多可继续使用 7 天",
            field="overlap_hours",
        )
    latest, *older = await active_secrets(work, [endpoint.id])
    latest.end(work.now + timedelta(hours=overlap_hours))
    for each in older:
        each.end(work.now)
    secret, text = await EndpointSecret.made(work, endpoint.id)
    work.add(secret)
    return text


async def active_secrets(
    work: UnitOfWork, endpoint_ids: Collection[UUID]
) -> Sequence[EndpointSecret]:
    """At most two of each endpoint, the newest first."""
    asked = {"endpoint_ids": list(endpoint_ids), "now": work.now}
    return (await work.session.scalars(_newest_first(), asked)).all()


@cache
def _newest_first() -> Select[EndpointSecret]:
    now = bindparam("now", type_=DateTime(timezone=True))
    return (
        select(EndpointSecret)
        .where(EndpointSecret.endpoint_id == any_(bindparam("endpoint_ids", type_=ARRAY(Uuid()))))
        .where((EndpointSecret.expires_at.is_(None)) | (EndpointSecret.expires_at > now))
        .order_by(EndpointSecret.created_at.desc(), EndpointSecret.id.desc())
    )


def _about(secret_id: UUID) -> str:
    return f"webhook_secrets:{secret_id}"
