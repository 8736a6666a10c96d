"""What somebody began as a manager goes on without them, from the day the line changes."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from domain.conversations.handover import hand_over_talks
from domain.events import StoredEvent
from domain.people.queries import today
from domain.policy.handover import hand_over_touchpoints
from domain.reaction import reaction
from domain.work import UnitOfWork
from tenants.jobs import Lane, Run, job, later_at
from tenants.work import open_work


@reaction("organisation.hand_over")
async def hand_over(work: UnitOfWork, event: StoredEvent) -> None:
    """Of a ManagerChanged or a PersonLeft: at once, or on the day from which it is true."""
    day = date.fromisoformat(event.content.get("from_") or event.content["on"])
    former = event.content.get("former_manager_id")
    former_id = UUID(former) if former else None
    if day <= today(work):
        await _hand_over(work, event.subject_id, former_id)
        return
    midnight = datetime.combine(day, time(), UTC)
    later_at(work, hand_over_then, midnight, person_id=event.subject_id, former_id=former_id)


@job("organisation.hand_over_later", Lane.INTERACTIVE)
async def hand_over_then(run: Run, *, person_id: UUID, former_id: UUID | None) -> None:
    """What has been planned otherwise since then is not handed over."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        await _hand_over(work, person_id, former_id)


async def _hand_over(work: UnitOfWork, person_id: UUID, former_id: UUID | None) -> None:
    await hand_over_touchpoints(work, [person_id], former_id=former_id)
    await hand_over_talks(work, [person_id])
