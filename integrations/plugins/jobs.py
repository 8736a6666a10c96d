"""Waiting for a plugin that was let in, and clearing up after one that was told to go."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from integrations.plugins.commands import fail_plugin, purge_plugin
from integrations.plugins.installation import PluginInstallation
from integrations.plugins.states import InstallationState
from integrations.plugins.telling import is_told
from tenants.jobs import Lane, Run, job, later_at
from tenants.work import open_work

FIRST_LOOK: Final = timedelta(seconds=5)
"""Most have answered by then, and an admin who looks on sees the end of it."""
_LONGEST_MINUTES: Final = 60


@job("plugins.finish_uninstalling", Lane.MAINTENANCE)
async def finish_uninstalling(run: Run, *, installation_id: UUID, minutes: int) -> None:
    """Purge it if it was told or given up on, which takes three days at most; else look later."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        installation = await work.get(PluginInstallation, installation_id, lock=True)
        if installation.state is not InstallationState.UNINSTALLING:
            return
        if await is_told(work, installation_id):
            await purge_plugin(work, installation)
            return
        wait = min(minutes * 2, _LONGEST_MINUTES)
        later_at(
            work,
            finish_uninstalling,
            work.now + timedelta(minutes=wait),
            installation_id=installation_id,
            minutes=wait,
        )


@job("plugins.give_up_installing", Lane.MAINTENANCE)
async def give_up_installing(run: Run, *, installation_id: UUID) -> None:
    """Unless it has shown itself by now."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        await fail_plugin(work, installation_id)
