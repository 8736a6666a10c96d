"""What follows from what becomes of a plugin."""

from domain.events import StoredEvent
from domain.work import UnitOfWork
from integrations.plugins import telling
from integrations.plugins.jobs import FIRST_LOOK, finish_uninstalling
from tenants.jobs import later_at


async def tell_plugin(work: UnitOfWork, event: StoredEvent) -> None:
    """At its lifecycle address."""
    await telling.tell(work, event)


async def see_it_off(work: UnitOfWork, event: StoredEvent) -> None:
    """Look from time to time whether it has been told, and then clear up."""
    later_at(
        work,
        finish_uninstalling,
        work.now + FIRST_LOOK,
        installation_id=event.subject_id,
        minutes=1,
    )
