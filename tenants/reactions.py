"""From an event to what follows from it, each reaction once."""

from uuid import UUID

from tenants.jobs import Lane, Run, job


@job(Lane.DEFAULT)
async def dispatch(run: Run, *, event_id: UUID) -> None:
    """Ask for one `react` per reaction to the event, so that each is retried alone."""
