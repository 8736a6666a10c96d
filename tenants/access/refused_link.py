"""Somebody opened a link that is good no more: its company's admins can see it in the trail."""

from sqlalchemy import select

from infra.database import Place
from tenants.audit.refusals import Refusal, SignInWay, note_refused_sign_in
from tenants.credential import digest
from tenants.presenting import presenting
from tenants.sign_in import SignInLink


async def note_refused_link(secret: str, because: Refusal | None = None) -> None:
    """Of one that was made here once; of a made-up one nobody knows the company.

    Args:
        secret: as it was shown.
        because: unless it is over.
    """
    async with presenting(digest(secret)) as session:
        link = await session.scalar(select(SignInLink))
    if link is not None:
        over = Refusal.LINK_EXPIRED if link.used_at is None else Refusal.LINK_USED
        await note_refused_sign_in(
            Place.of(link.tenant_id),
            way=SignInWay.LINK,
            because=because or over,
            about=[link.person_id],
        )
