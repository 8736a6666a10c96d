"""The provisioner's process: `python provisioner.py`. It alone has the owner's address all along.

It makes spare companies, which others only take, and drops those whose days are over. It ends on
SIGTERM and with the process that started it.
"""

import asyncio
import threading
from collections.abc import Sequence
from datetime import timedelta

import operate.tables  # noqa: F401 - what is exported before a company is dropped
from infra.lifetime import until_told
from infra.telemetry import configure_logging
from tenants.operations.due_deletions import drop_what_is_due
from tenants.operations.spare_supply import provide_spares
from tenants.provisioning import refill_spares
from tenants.schedule import Chore, Schedule

CHORES: Sequence[Chore] = (
    Chore("companies.refill_spares", refill_spares, every=timedelta(minutes=1)),
    Chore("companies.drop_due", drop_what_is_due, every=timedelta(minutes=10)),
)
"""What is done for the platform itself, and how often."""


async def provision(stop: threading.Event) -> None:
    """Until told to stop."""
    await asyncio.gather(Schedule(CHORES, jobs={}).run(stop), provide_spares(stop))


if __name__ == "__main__":
    configure_logging()
    asyncio.run(provision(until_told()))
