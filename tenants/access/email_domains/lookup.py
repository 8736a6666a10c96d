"""Looking for the records of claimed domains: when an admin asks, and once a week."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from domain.actor import Actor
from infra.database import Place
from infra.dns import NoAnswer, texts_at
from tenants.access.email_domains.claim import DomainClaim, visible_domain_claims
from tenants.access.email_domains.proof import check_domain
from tenants.jobs import Lane, Run, job
from tenants.work import open_work


async def found_at(place: Place, actor: Actor, domain_id: UUID) -> Sequence[str] | None:
    """What stands at the claim's name; None if nobody answers, or the actor has no such claim.

    No transaction is open while we wait for a stranger.
    """
    async with open_work(place, actor) as work:
        theirs = visible_domain_claims(work.viewer).where(DomainClaim.id == domain_id)
        claim = await work.session.scalar(theirs)
        name = claim.record if claim else None
    if name is None:
        return None
    try:
        return await texts_at(name)
    except NoAnswer:
        return None


@job("email_domains.check_proven", Lane.MAINTENANCE, every=timedelta(days=7))
async def check_proven_domains(run: Run) -> None:
    """A domain changes hands, and a record is cleared away: what is lost counts no more."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        proven = select(DomainClaim.id).where(DomainClaim.proven_at.is_not(None))
        ids = (await work.session.scalars(proven.order_by(DomainClaim.id))).all()
    for domain_id in ids:
        found = await found_at(run.place, run.actor, domain_id)
        async with open_work(run.place, run.actor) as work:
            if await work.session.get(DomainClaim, domain_id) is not None:
                await check_domain(work, domain_id=domain_id, found=found)
