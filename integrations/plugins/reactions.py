"""What follows from what becomes of a plugin."""

from domain.events import StoredEvent
from domain.reaction import reaction
from domain.work import UnitOfWork
from integrations.plugins import telling
from integrations.plugins.installation import PluginInstallation
from integrations.plugins.jobs import FIRST_LOOK, finish_uninstalling, give_up_installing
from integrations.plugins.queries import manifest_of
from tenants.jobs import later_at


@reaction("plugins.tell")
async def tell_plugin(work: UnitOfWork, event: StoredEvent) -> None:
    """At its lifecycle address."""
    await telling.tell(work, event)


@reaction("plugins.await_uninstalling")
async def see_it_off(work: UnitOfWork, event: StoredEvent) -> None:
    """Look from time to time whether it has been told, and then clear up."""
    later_at(
        work,
        finish_uninstalling,
        work.now + FIRST_LOOK,
        installation_id=event.subject_id,
        minutes=1,
    )


@reaction("plugins.await_token")
async def wait_for_it(work: UnitOfWork, event: StoredEvent) -> None:
    """For its first token, from when it was approved or tried again."""
    installation = await work.get(PluginInstallation, event.subject_id)
    patience = (await manifest_of(work, installation)).manifest().auth.patience
    if patience is not None:
        until = event.occurred_at + patience
        later_at(work, give_up_installing, until, installation_id=installation.id)
