"""Trying an identity provider out, before anybody depends on it."""

from typing import Any
from uuid import UUID

from domain.actor import Actor
from domain.work import UnitOfWork
from infra.database import Place
from tenants.access.distrust import ONLY_SEEN_IN_USE, Distrust
from tenants.identity_provider import IdentityProvider
from tenants.identity_provider_commands import provider_to_change
from tenants.jobs import Lane, Run, job, later
from tenants.openid import Distrusted, issuer_named
from tenants.work import open_work


async def check_identity_provider(work: UnitOfWork, *, provider_id: UUID) -> IdentityProvider:
    """Admins have the issuer's description and keys looked at; `checkedAt` says when it is done."""
    provider = await provider_to_change(work, provider_id)
    later(work, examine_identity_provider, provider_id=provider.id)
    return provider


@job("identity_providers.check", Lane.INTERACTIVE)
async def examine_identity_provider(run: Run, *, provider_id: UUID) -> None:
    """What is wrong with it, if anything, is kept with it."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        provider = await work.session.get(IdentityProvider, provider_id)
        issuer = provider.issuer if provider else None
    if issuer is None:
        return
    problem = await _problem_of(issuer)
    async with open_work(run.place, run.actor) as work:
        checked = await work.session.get(IdentityProvider, provider_id, with_for_update=True)
        if checked is not None:
            kept = None if _judged_by_a_look(checked.problem) else checked.problem
            checked.checked_at, checked.problem = work.now, _told(problem) or kept


async def note_sign_in(place: Place, provider_id: UUID, problem: Distrust | None) -> None:
    """What a sign-in has shown of the provider: that it works, or what only its use can show."""
    if problem is not None and problem not in ONLY_SEEN_IN_USE:
        return
    async with open_work(place, Actor.system()) as work:
        used = await work.session.get(IdentityProvider, provider_id, with_for_update=True)
        if used is not None:
            used.checked_at, used.problem = work.now, _told(problem)


async def _problem_of(issuer: str) -> Distrust | None:
    asked = issuer_named(issuer)
    try:
        await asked.metadata(newer=True)
        await asked.keys(newer=True)
    except Distrusted as found:
        return found.reason
    return None


def _told(problem: Distrust | None) -> dict[str, Any] | None:
    return None if problem is None else {**problem.sentence, "reason": problem}


def _judged_by_a_look(problem: dict[str, Any] | None) -> bool:
    """Otherwise it stays until a sign-in goes well."""
    return problem is None or problem.get("reason") not in ONLY_SEEN_IN_USE
