"""What a company's trail holds."""

from collections.abc import Sequence

from sqlalchemy import select

from domain.actor import Actor
from infra.database import Place
from tenants.audit.entry import AuditEntry
from tenants.work import open_work


async def trail_of(place: Place, *deeds: str) -> Sequence[AuditEntry]:
    """All of it, or what there is of these deeds, the oldest first."""
    oldest_first = select(AuditEntry).order_by(AuditEntry.seq)
    if deeds:
        oldest_first = oldest_first.where(AuditEntry.deed.in_(deeds))
    async with open_work(place, Actor.system()) as work:
        return (await work.session.scalars(oldest_first)).all()
