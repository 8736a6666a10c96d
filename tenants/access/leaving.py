"""Who has left is signed in nowhere, and nothing acts for them: also when they come back."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import update

from domain.events import StoredEvent
from domain.people.queries import today, works_here
from domain.reaction import reaction
from domain.work import UnitOfWork
from tenants.access.revocation import end_tokens
from tenants.delegation import EndedBecause
from tenants.jobs import Lane, Run, job, later_at
from tenants.session import Session
from tenants.sign_in import SignInLink
from tenants.work import open_work


@reaction("access.end_on_leaving")
async def end_access(work: UnitOfWork, event: StoredEvent) -> None:
    """Of a PersonLeft: at once, or on the day from which it is true.

    What is checked at each use refuses them all the same; this is so that nothing of it revives.
    """
    day = date.fromisoformat(event.content["on"])
    if day <= today(work):
        await _end_all(work, event.subject_id)
    else:
        midnight = datetime.combine(day, time(), UTC)
        later_at(work, end_access_then, midnight, person_id=event.subject_id)


@job("access.end_later", Lane.INTERACTIVE)
async def end_access_then(run: Run, *, person_id: UUID) -> None:
    """Unless the day was corrected since."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        await _end_all(work, person_id)


async def _end_all(work: UnitOfWork, person_id: UUID) -> None:
    if await works_here(work, person_id):
        return
    sessions = update(Session).where(Session.person_id == person_id, Session.ended_at.is_(None))
    await work.session.execute(sessions.values(ended_at=work.now))
    links = update(SignInLink).where(SignInLink.person_id == person_id)
    await work.session.execute(links.where(SignInLink.used_at.is_(None)).values(used_at=work.now))
    await end_tokens(work, person_id, EndedBecause.LEFT)
