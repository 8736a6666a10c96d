"""When a chain has grown, its head is anchored: soon, and each hour what came in unasked."""

import asyncio
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from tenants.audit.anchors import Anchor, write_anchor
from tenants.audit.entry import AuditEntry
from tenants.audit.notes import ANCHOR
from tenants.jobs import Lane, Run, job
from tenants.work import open_work

_LATELY: Final = timedelta(hours=2)


@job(ANCHOR, Lane.MAINTENANCE)
async def anchor(run: Run) -> None:
    """Write down how far the company's chain has come."""
    await _anchor(run, since=None)


@job("audit.anchor_new", Lane.MAINTENANCE, every=timedelta(hours=1))
async def anchor_what_is_new(run: Run) -> None:
    """Of companies in which something happened lately, whether or not anybody asked for it."""
    await _anchor(run, since=_LATELY)


async def _anchor(run: Run, since: timedelta | None) -> None:
    newest_first = select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
    if since is not None:
        newest_first = newest_first.where(AuditEntry.at > run.now - since)
    async with open_work(run.place, run.actor, now=run.now) as work:
        head = (await work.session.execute(newest_first)).first()
    if head is not None:
        made = Anchor(run.now, run.place.tenant_id, head.seq, head.hash)
        await asyncio.to_thread(write_anchor, made)
