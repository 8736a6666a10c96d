"""The secret key is changed: what was sealed of the trails with the former one is sealed anew.

Only of trails that hold. A trail that was tampered with would have its past forgotten with the
key, and look as if nothing had ever happened to it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from domain.actor import ActorKind
from infra.database import Place, owner_engine
from infra.trouble import Trouble
from tenants.audit.anchors import Anchor, read_anchors, write_anchor
from tenants.audit.chain import append
from tenants.audit.checkpoints import CHECKPOINT
from tenants.audit.notes import Note
from tenants.audit.stored_trail import as_owner, newest_checkpoint
from tenants.audit.verification import verify
from tenants.states import TenantState
from tenants.tenant import Tenant

_KEPT = (TenantState.ACTIVE, TenantState.SUSPENDED, TenantState.CLOSING)
_SHOWN = 5


@dataclass
class Trails:
    """What was found, and by which key the heads are sealed."""

    total: int = 0
    read: int = 0
    new: int = 0
    former: int = 0
    heads: list[tuple[Place, Anchor]] = field(default_factory=list)
    """Of those that hold and have something to be sealed anew: how far they were read."""
    problems: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """The slugs of those that have any."""

    def require_whole(self) -> None:
        """Raises Trouble."""
        if self.problems:
            some = "\n".join(f"  {each}" for each in self.problems[:_SHOWN])
            raise Trouble(
                "Audit trails are not as they were written; nothing was changed. With the former"
                " key, ./tanlu audit verify says all of it. To change the key all the same, add"
                f" --despite-broken-trails.\n{some}",
                zh="有审计日志与当初写入的不一致；未做任何更改。请用原密钥运行 ./tanlu audit verify"
                f" 查看全部问题；如仍要更换密钥，请加上 --despite-broken-trails。\n{some}",
            )


async def read_trails(now: datetime, watch: Callable[[Trails], None]) -> Trails:
    """Judge each company's trail with both keys, and change nothing. For the owner."""
    async with owner_engine().connect() as owner:
        wanted = select(Tenant.id, Tenant.slug, Tenant.state, Tenant.closes_at).order_by(Tenant.id)
        found = (await owner.execute(wanted.where(Tenant.state.in_(_KEPT)))).all()
    # One that is being dropped has no tables to be relied on.
    here = [row for row in found if row.state is not TenantState.CLOSING or row.closes_at]
    trails, anchors = Trails(total=len(here)), read_anchors()
    for row in here:
        await _read(trails, row.slug, Place.of(row.id), anchors.get(row.id, []), now)
        trails.read += 1
        watch(trails)
    return trails


async def _read(
    trails: Trails, slug: str, place: Place, anchors: Sequence[Anchor], now: datetime
) -> None:
    findings = await verify(place, anchors, door=as_owner)
    trails.problems += [f"{slug}: {problem}" for problem in findings.problems]
    if not findings.good:
        trails.broken.append(slug)
    if findings.head is None or not findings.good:
        return
    checkpoint = await newest_checkpoint(place, as_owner)
    is_done = any(each.by_current_key and each.seq == findings.last for each in anchors)
    if is_done and (checkpoint is None or checkpoint.by_current_key):
        trails.new += 1
    else:
        trails.former += 1
        trails.heads.append((place, Anchor(now, place.tenant_id, findings.last, findings.head)))


async def reseal(place: Place, head: Anchor) -> None:
    """Say again, with the new key, what retention took away, and anchor what was read.

    What others have added since is anchored by their own doing.
    """
    checkpoint = await newest_checkpoint(place, as_owner)
    if checkpoint is not None and not checkpoint.by_current_key:
        note = Note(
            kind=ActorKind.SYSTEM.value,
            deed=CHECKPOINT,
            subject="audit",
            subject_id=None,
            details=checkpoint.sealed(place.tenant_id, 0),
        )
        async with as_owner(place) as owner:
            (entry,) = await append(owner, place.tenant_id, [note], head.at)
        if entry["previous_hash"] == head.hash:
            head = Anchor(head.at, place.tenant_id, entry["seq"], entry["hash"])
    write_anchor(head)
