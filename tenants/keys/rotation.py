"""Changing the master key: the key of every tenant, wrapped anew, and the trails' seals.

What was sealed stays as it is, for it was sealed with the tenant's key. While it goes on, both
master keys open; breaking off leaves some rows with the one and some with the other, and running
it again goes on from there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from infra import clock
from infra.database import owner_engine
from infra.encryption import Unreadable, master_keys
from infra.faults import reach
from infra.logins import make_logins
from infra.trouble import Trouble
from tenants.audit.resealing import Trails, read_trails, reseal
from tenants.keys.key_mark import mark_key
from tenants.keys.wrapping import unwrap, wrap
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.vault import TenantKey

_AT_ONCE = 500


@dataclass
class Count:
    """How many tenants' keys there are, and which master key opens them."""

    total: int = 0
    new: int = 0
    former: int = 0
    lost: int = 0
    """Opened by neither."""
    trails: Trails = field(default_factory=Trails, compare=False)


async def count_keys(watch: Callable[[Count], None] = lambda _: None) -> Count:
    """Look at every tenant's key and change nothing."""
    async with owner_engine().connect() as owner:
        total = await owner.scalar(select(func.count()).select_from(TenantKey)) or 0
        count, after = Count(total=total), None
        while rows := await _next(owner, after):
            for row in rows:
                _note(count, row.tenant_id, row.wrapped)
            after = rows[-1].tenant_id
            watch(count)
    return count


async def rotate(
    watch: Callable[[Count], None] = lambda _: None,
    *,
    by: str = TANLU,
    despite_broken_trails: bool = False,
    watch_trails: Callable[[Trails], None] = lambda _: None,
) -> Count:
    """Wrap every tenant's key with the first of the two master keys, and seal the trails with it.

    Raises:
        Trouble: some key is opened by neither, or a trail is not as it was written; then nothing
            was changed.
    """
    count = await count_keys()
    if count.lost:
        raise Trouble(
            f"{count.lost} companies' keys are opened by neither key; nothing was changed.",
            zh=f"有 {count.lost} 家企业的密钥两个主密钥都打不开；未做任何更改。",
        )
    trails = await read_trails(clock.now(), watch_trails)
    if not despite_broken_trails:
        trails.require_whole()
    async with owner_engine().begin() as owner:
        await mark_key(owner, master_keys()[0], clock.now())
    reach("key-marked")
    done, after = Count(total=count.total, trails=trails), None
    while (after := await _wrap_some(after, done)) is not None:
        watch(done)
        reach("keys-wrapped")
    for place, head in trails.heads:
        await reseal(place, head)
        reach("trail-sealed")
    await _finish(done, by)
    return done


async def _finish(done: Count, by: str) -> None:
    details: dict[str, Any] = {"keys": done.new}
    if done.trails.broken:
        details["broken_trails"] = done.trails.broken
    async with owner_engine().begin() as owner:
        await make_logins(owner)
        await note_deed(owner, Deed.ROTATE_KEY, by=by, **details)


async def _wrap_some(after: UUID | None, done: Count) -> UUID | None:
    """Those next to the last one, in a transaction. Gives the last of them."""
    new = master_keys()[0]
    async with owner_engine().begin() as owner:
        rows = await _next(owner, after, lock=True)
        for tenant_id, wrapped in rows:
            if not _opens([new], wrapped, tenant_id):
                anew = wrap(new, unwrap(master_keys(), wrapped, tenant_id), tenant_id)
                row = update(TenantKey).where(TenantKey.tenant_id == tenant_id)
                await owner.execute(row.values(wrapped=anew))
            done.new += 1
    return rows[-1].tenant_id if rows else None


async def _next(
    owner: AsyncConnection, after: UUID | None, *, lock: bool = False
) -> Sequence[Row[UUID, str]]:
    in_order = select(TenantKey.tenant_id, TenantKey.wrapped).order_by(TenantKey.tenant_id)
    following = in_order if after is None else in_order.where(TenantKey.tenant_id > after)
    some = following.limit(_AT_ONCE)
    return (await owner.execute(some.with_for_update() if lock else some)).all()


def _note(count: Count, tenant_id: UUID, wrapped: str) -> None:
    if _opens(master_keys()[:1], wrapped, tenant_id):
        count.new += 1
    elif _opens(master_keys()[1:], wrapped, tenant_id):
        count.former += 1
    else:
        count.lost += 1


def _opens(masters: Sequence[bytes], wrapped: str, tenant_id: UUID) -> bool:
    try:
        unwrap(masters, wrapped, tenant_id)
    except Unreadable:
        return False
    return True
