"""Speaking up because of a rule, once, and taking it back."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.base import new_id
from domain.people.queries import manager_of, today
from domain.policy.events import (
    TouchpointCancelled,
    TouchpointPlanned,
    TriggerFired,
    TriggerWithdrawn,
)
from domain.policy.queries import touchpoint_of
from domain.policy.touchpoint import Touchpoint
from domain.policy.trigger_firing import TriggerFiring, TriggerSource
from domain.policy.trigger_rule import TriggerRule
from domain.work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What a rule came true for. The key is the same whoever reports it, and however often."""

    person_id: UUID
    dedupe_key: str
    evidence: dict[str, Any]
    series_id: UUID | None = None
    first_period: date | None = None
    last_period: date | None = None
    weeks: int | None = None


async def fire_once(
    work: UnitOfWork, rule: TriggerRule, occasion: Occasion
) -> tuple[TriggerFiring, Touchpoint]:
    """The occasion's firing and touchpoint, both locked; made unless they are there."""
    made = await _insert(work, rule, occasion)
    standing = (
        select(TriggerFiring)
        .where(
            TriggerFiring.rule_id == rule.id,
            TriggerFiring.dedupe_key == occasion.dedupe_key,
            TriggerFiring.withdrawn_at.is_(None),
        )
        .with_for_update()
    )
    firing = (await work.session.scalars(standing)).one()
    return firing, await (_plan(work, rule, firing) if made else touchpoint_of(work, firing.id))


async def _insert(work: UnitOfWork, rule: TriggerRule, occasion: Occasion) -> bool:
    firing = {
        "id": new_id(),
        "rule_id": rule.id,
        "rule_version": rule.version,
        "source": TriggerSource.DATA_RULE,
        "fired_at": work.now,
        **asdict(occasion),
    }
    unless_there = (
        insert(TriggerFiring)
        .values(firing)
        .on_conflict_do_nothing(
            index_elements=["rule_id", "dedupe_key"],
            index_where=TriggerFiring.withdrawn_at.is_(None),
        )
        .returning(TriggerFiring.id)
    )
    return await work.session.scalar(unless_there) is not None


async def _plan(work: UnitOfWork, rule: TriggerRule, firing: TriggerFiring) -> Touchpoint:
    """Owned by the employee's manager. Where there is none it waits for HR, and is never lost."""
    touchpoint = Touchpoint(
        kind=rule.touchpoint_kind,
        subject_id=firing.person_id,
        owner_id=await manager_of(work, firing.person_id),
        firing_id=firing.id,
        due_on=today(work) + timedelta(days=rule.due_in_days),
        planned_at=work.now,
    )
    work.add(touchpoint)
    await work.session.flush()
    work.announce(
        TriggerFired(
            subject_id=firing.id,
            rule_id=rule.id,
            rule_version=rule.version,
            person_id=firing.person_id,
            touchpoint_id=touchpoint.id,
        )
    )
    work.announce(TouchpointPlanned.of(touchpoint))
    return touchpoint


def take_back(
    work: UnitOfWork, firing: TriggerFiring, touchpoint: Touchpoint, because: dict[str, Any]
) -> None:
    """Nobody has acted on it, and there is no reason left to."""
    firing.withdraw(because, now=work.now)
    touchpoint.cancel(because, now=work.now)
    work.announce(
        TriggerWithdrawn(
            subject_id=firing.id, person_id=firing.person_id, touchpoint_id=touchpoint.id
        )
    )
    work.announce(TouchpointCancelled.of(touchpoint))
