"""What was told is no longer so over there, or no longer to be seen there."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update

from domain.actor import ActorKind, Role
from domain.errors import NotAllowed
from domain.signals.events import EvidenceWithdrawn
from domain.signals.evidence import Evidence
from domain.work import UnitOfWork


async def withdraw_evidence(work: UnitOfWork, *, source: str, external_ids: Sequence[str]) -> int:
    """Mark these pieces as withdrawn; gives how many were not yet.

    Whatever cites a piece keeps what it saw. A piece that is pushed again stands again. Who may:
    HR, an admin, the system, a plugin.
    """
    _require_teller(work)
    withdrawing = (
        update(Evidence)
        .where(
            Evidence.source == source,
            Evidence.external_id.in_(external_ids),
            Evidence.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=work.now, changed_at=work.now)
        .returning(Evidence.id, Evidence.person_id)
        .execution_options(synchronize_session=False)
    )
    about: dict[UUID, list[UUID]] = defaultdict(list)
    for evidence_id, person_id in await work.session.execute(withdrawing):
        about[person_id].append(evidence_id)
    for person_id, evidence_ids in about.items():
        work.announce(EvidenceWithdrawn(subject_id=person_id, evidence_ids=evidence_ids))
    return sum(map(len, about.values()))


async def put_out_of_sight(work: UnitOfWork, *, source: str, external_ids: Sequence[str]) -> None:
    """Mark that these pieces can no longer be looked up: they stand, and nobody hears of it.

    A piece that is pushed again is in sight again. Who may: HR, an admin, the system, a plugin.
    """
    _require_teller(work)
    hiding = (
        update(Evidence)
        .where(
            Evidence.source == source,
            Evidence.external_id.in_(external_ids),
            Evidence.out_of_sight_at.is_(None),
        )
        .values(out_of_sight_at=work.now, changed_at=work.now)
        .execution_options(synchronize_session=False)
    )
    await work.session.execute(hiding)


def _require_teller(work: UnitOfWork) -> None:
    programs = {ActorKind.SYSTEM, ActorKind.PLUGIN}
    if not (work.actor.has(Role.ADMIN, Role.HR) or work.actor.kind in programs):
        raise NotAllowed(
            "Only HR and admins withdraw evidence", zh="只有 HR 和管理员可以撤回工作事实"
        )
