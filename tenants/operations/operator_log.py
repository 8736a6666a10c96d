"""What those who run Tanlu did to a company: written with the deed, never changed.

A line outlives its company, so it names the company by its id then, and keeps no text of people.
"""

import getpass
import socket
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import new_id
from infra import clock
from infra.database import app_engine, owner_engine
from tenants.shared import Shared, Wall

TANLU = "Tanlu"
"""Who does what nobody asked for at that moment, such as a deletion that has become due."""


class Deed(StrEnum):
    CREATE = "CREATE"
    SUSPEND = "SUSPEND"
    RESUME = "RESUME"
    CLOSE = "CLOSE"
    RESTORE = "RESTORE"
    DELETE = "DELETE"
    EXPORT = "EXPORT"
    IMPORT = "IMPORT"
    LINK = "LINK"
    GIVE_DOMAIN = "GIVE_DOMAIN"
    TAKE_DOMAIN = "TAKE_DOMAIN"
    CREATE_TOKEN = "CREATE_TOKEN"  # noqa: S105 - a deed's name
    ROTATE_KEY = "ROTATE_KEY"
    AUDIT_DAYS = "AUDIT_DAYS"
    READ_MAIL = "READ_MAIL"


class OperatorDeed(Shared):
    """A line of the log. The app adds lines of now; nobody but the owner reads them."""

    __tablename__ = "operator_log"
    walls: ClassVar[tuple[Wall, ...]] = (Wall("app", ["INSERT"], "at > now() - interval '1 hour'"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    at: Mapped[datetime]
    deed: Mapped[Deed]
    by: Mapped[str]
    """`token:<id>` over HTTP, `shell:<user>@<machine>` for a command, or Tanlu itself."""
    company_id: Mapped[UUID | None] = mapped_column(index=True)
    slug: Mapped[str | None]
    details: Mapped[dict[str, Any]]


async def note_deed(
    connection: AsyncConnection,
    deed: Deed,
    *,
    by: str,
    company_id: UUID | None = None,
    slug: str | None = None,
    **details: object,
) -> None:
    """In the deed's own transaction, by the app's login or the owner's."""
    row = {"id": new_id(), "at": clock.now(), "deed": deed, "by": by}
    row |= {"company_id": company_id, "slug": slug, "details": details}
    await connection.execute(insert(OperatorDeed), row)


async def note_deed_apart(
    deed: Deed,
    *,
    by: str,
    company_id: UUID | None = None,
    slug: str | None = None,
    **details: object,
) -> None:
    """In a transaction of its own, for a deed that is done in the company's or in none."""
    async with app_engine().begin() as app:
        await note_deed(app, deed, by=by, company_id=company_id, slug=slug, **details)


async def newest_deeds(most: int, slug: str | None = None) -> Sequence[OperatorDeed]:
    """The newest first. With a slug, those of whoever had it."""
    lines = select(OperatorDeed).order_by(OperatorDeed.id.desc()).limit(most)
    if slug is not None:
        lines = lines.where(OperatorDeed.slug == slug)
    async with owner_engine().connect() as owner:
        return [OperatorDeed(**row) for row in (await owner.execute(lines)).mappings()]


def from_the_shell() -> str:
    """Who types the command, as the machine knows them."""
    return f"shell:{getpass.getuser()}@{socket.gethostname()}"
