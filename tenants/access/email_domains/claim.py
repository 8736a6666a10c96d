"""A domain that a company says is theirs, and shows by a record in its DNS."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

from sqlalchemy import CheckConstraint, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.actor import Role
from domain.base import Entity
from domain.exported import NOT_AT_ALL, Exported
from domain.viewer import Viewer

_BYTES = 24
_MISSING = (
    "The record is not there yet. A change of the DNS may take some hours to be seen",
    "尚未查到该记录。DNS 变更可能需要数小时生效",
)
_UNANSWERED = ("The DNS of this domain gives no answer", "该域名的 DNS 无应答")
_LOST = (
    "The record is gone: nobody is known by an address of this domain. Enter it again, then check",
    "记录已消失，该域名的邮箱不再用于识别员工。请重新添加记录后检查",
)


class DomainClaim(Entity):
    """The value is the company's own, so several of a group may each show the same domain."""

    __tablename__ = "domain_claims"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (
        CheckConstraint("proven_at IS NULL OR lost_at IS NULL", name="proven_or_lost"),
    )

    domain: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]
    """What the record has to say."""
    created_at: Mapped[datetime]
    checked_at: Mapped[datetime | None] = mapped_column(default=None)
    proven_at: Mapped[datetime | None] = mapped_column(default=None)
    lost_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a record that had been there was missed."""
    problem: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    """What the last check found, in both languages; None if all was well."""

    @classmethod
    def of(cls, domain: str, now: datetime) -> Self:
        value = f"tanlu-domain-verification={secrets.token_urlsafe(_BYTES)}"
        return cls(domain=domain, value=value, created_at=now)

    @property
    def record(self) -> str:
        """The name at which the record belongs."""
        return f"_tanlu.{self.domain}"

    def note(self, found: Sequence[str] | None, now: datetime) -> None:
        """What stands at the name. None: nobody answered, so that nothing is proven or lost."""
        self.checked_at = now
        if found is None:
            self.problem = _said(_UNANSWERED)
        elif self.value in found:
            self.proven_at, self.lost_at, self.problem = self.proven_at or now, None, None
        else:
            if self.proven_at is not None:
                self.proven_at, self.lost_at = None, now
            self.problem = _said(_LOST if self.lost_at else _MISSING)


def visible_domain_claims(viewer: Viewer) -> Select[DomainClaim]:
    """Admins alone set up how people sign in."""
    everyone = select(DomainClaim)
    return everyone if viewer.has(Role.ADMIN) else everyone.where(false())


def _said(sentence: tuple[str, str]) -> dict[str, str]:
    english, chinese = sentence
    return {"en": english, "zh-CN": chinese}
