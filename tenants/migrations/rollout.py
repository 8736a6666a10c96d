"""Bringing all tenants to the latest version, a few first."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import text

from infra.database import owner_engine
from tenants.migrations.one import Patience, Refused, bring_up
from tenants.migrations.steps import Step

_BEHIND = text(
    "SELECT id FROM platform.tenants WHERE schema_version < :latest AND state <> 'DELETED'"
    " ORDER BY id"
)
_TOLERATED = 0.001
"""The share of tenants that may stay behind before the rest is left alone."""


@dataclass
class Rollout:
    """How it went, also while it goes."""

    total: int
    done: int = 0
    failed: dict[UUID, str] = field(default_factory=dict)
    stopped: bool = False

    @property
    def left(self) -> int:
        return self.total - self.done - len(self.failed)

    def too_many_failed(self) -> bool:
        return len(self.failed) > _TOLERATED * max(self.done + len(self.failed), 1)


async def tenants_behind(latest: int) -> list[UUID]:
    """The tenants that the steps up to that number are still missing for."""
    async with owner_engine().connect() as owner:
        return list((await owner.scalars(_BEHIND, {"latest": latest})).all())


async def roll_out(
    steps: Sequence[Step],
    *,
    canary: int | None = None,
    patience: Patience | None = None,
    connections: int = 4,
    watch: Callable[[Rollout], None] = lambda _: None,
) -> Rollout:
    """Take the missing steps for every tenant: one, ten, one in a hundred, then all.

    A tenant that fails is skipped and reported. Between the waves, and all along the last one of
    a large house, too many failures leave the rest as they are.

    Args:
        steps: all steps there are.
        canary: stop after so many tenants, whatever happens.
        patience: how long to wait for locks and statements, and how often to try again.
        connections: how many tenants at a time.
        watch: called after each tenant.
    """
    behind = (await tenants_behind(len(steps)))[:canary]
    rollout = Rollout(total=len(behind))
    for wave in _waves(behind):
        queue = iter(wave)
        bold = len(wave) < 1 / _TOLERATED
        workers = [
            _work_off(queue, steps, patience or Patience(), rollout, watch, bold=bold)
            for _ in range(connections)
        ]
        await asyncio.gather(*workers)
        if rollout.too_many_failed() and rollout.left:
            rollout.stopped = True
            break
    return rollout


async def _work_off(
    queue: Iterator[UUID],
    steps: Sequence[Step],
    patience: Patience,
    rollout: Rollout,
    watch: Callable[[Rollout], None],
    *,
    bold: bool,
) -> None:
    """In a small wave one failure says little, so it is worked off to its end."""
    for tenant_id in queue:
        try:
            await bring_up(tenant_id, steps, patience)
            rollout.done += 1
        except Refused as refusal:
            rollout.failed[tenant_id] = str(refusal)
        watch(rollout)
        if not bold and rollout.too_many_failed():
            return


def _waves(tenants: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    start = 0
    for size in (1, 10, max(len(tenants) // 100, 1), len(tenants)):
        wave = tenants[start : start + size]
        start += len(wave)
        if wave:
            yield wave
