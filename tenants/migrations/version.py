"""Which version the shared schema has; a tenant's is in its own row of the directory."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from tenants.shared import Shared


class PlatformVersion(Shared):
    """A step that was taken, written by the transaction that took it. Only the owner looks."""

    __tablename__ = "versions"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    checksum: Mapped[str]
    applied_at: Mapped[datetime]
