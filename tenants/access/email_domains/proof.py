"""Claiming a domain, showing that it is the company's, and giving it up."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from domain.actor import Role
from domain.errors import Conflict, Invalid, NotAllowed
from domain.work import UnitOfWork
from tenants.access.email_domains.claim import DomainClaim, visible_domain_claims
from tenants.access.email_domains.events import DomainClaimed, DomainLost, DomainProven
from tenants.access.single_sign_on import require_domain_left
from tenants.email_domain import company_domain, keep_proven

_AT_MOST = 50


async def claim_domain(work: UnitOfWork, *, domain: str) -> DomainClaim:
    """Admins say which domain is their company's; a record in its DNS then has to show it."""
    _require_admin(work)
    work.actor.require_signed_in()
    claims = (await work.session.scalars(visible_domain_claims(work.viewer))).all()
    if len(claims) >= _AT_MOST:
        raise Invalid(
            f"Give up to {_AT_MOST} domains", zh=f"最多填写 {_AT_MOST} 个域名", field="domain"
        )
    claim = DomainClaim.of(company_domain(domain), work.now)
    try:
        async with work.session.begin_nested():
            work.add(claim)
    except IntegrityError as taken:
        raise Conflict("This domain is here already", zh="该域名已添加", field="domain") from taken
    work.announce(DomainClaimed(subject_id=claim.id, domain=claim.domain))
    return claim


async def check_domain(
    work: UnitOfWork, *, domain_id: UUID, found: Sequence[str] | None
) -> DomainClaim:
    """Admins have the record looked for. `found` is what stands there, if anybody answered."""
    _require_admin(work)
    claim = await work.get(DomainClaim, domain_id, lock=True, field="domain_id")
    before = claim.proven_at
    claim.note(found, work.now)
    if (before is None) != (claim.proven_at is None):
        proven = claim.proven_at is not None
        await keep_proven(work, claim.domain, proven=proven)
        event = DomainProven if proven else DomainLost
        work.announce(event(subject_id=claim.id, domain=claim.domain))
    return claim


async def give_domain_up(work: UnitOfWork, *, domain_id: UUID) -> None:
    """Nobody is known by an address of it any more."""
    _require_admin(work)
    claim = await work.get(DomainClaim, domain_id, lock=True, field="domain_id")
    await keep_proven(work, claim.domain, proven=False)
    if claim.proven_at is not None:
        await require_domain_left(work)
    await work.session.delete(claim)
    work.announce(DomainLost(subject_id=claim.id, domain=claim.domain))


def _require_admin(work: UnitOfWork) -> None:
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed(
            "Only an admin can set up how people sign in", zh="只有管理员可以设置员工的登录方式"
        )
