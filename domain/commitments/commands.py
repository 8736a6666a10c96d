"""Settling what was promised: kept, later, or dropped by both."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from domain.commitments.carry_over import CarryOver
from domain.commitments.commitment import GRACE, UNSETTLED, Commitment
from domain.commitments.events import (
    CommitmentBroken,
    CommitmentCarriedOver,
    CommitmentEscalated,
    CommitmentFulfilled,
    CommitmentReleased,
    ReleaseProposed,
)
from domain.errors import NotAllowed, NotFound
from domain.people.queries import today
from domain.wording import worded
from domain.work import UnitOfWork

AT_ONCE = 500
"""How many commitments one run of `break_overdue_commitments` takes on."""


async def fulfil_commitment(work: UnitOfWork, *, commitment_id: UUID) -> Commitment:
    """The one to whom it was promised says that it was kept."""
    actor_id, commitment = await _own_commitment(work, commitment_id)
    if actor_id != commitment.counterpart_id:
        raise NotAllowed(
            "Only the one to whom it was promised can say that it was kept",
            zh="只有承诺的对方可以确认已完成",
            field="commitment_id",
        )
    if commitment.fulfil(by=actor_id, now=work.now):
        work.announce(
            CommitmentFulfilled(
                subject_id=commitment.id, owner_id=commitment.owner_id, due_on=commitment.due_on
            )
        )
    return commitment


async def carry_over_commitment(
    work: UnitOfWork, *, commitment_id: UUID, due_on: date, reason: str
) -> Commitment:
    """Either side gives it a later date, with a reason. Too often, and it escalates."""
    actor_id, commitment = await _own_commitment(work, commitment_id)
    reason = worded(reason, "reason")
    before = commitment.due_on
    if not commitment.carry_over(due_on, by=actor_id, now=work.now):
        return commitment
    work.add(
        CarryOver(
            commitment_id=commitment.id,
            by_id=actor_id,
            carried_at=work.now,
            from_on=before,
            to_on=due_on,
            reason=reason,
        )
    )
    _announce_carried_over(work, commitment, before)
    return commitment


async def release_commitment(work: UnitOfWork, *, commitment_id: UUID) -> Commitment:
    """One side proposes to drop it; it is dropped when the other does the same."""
    actor_id, commitment = await _own_commitment(work, commitment_id)
    if commitment.release(by=actor_id, now=work.now):
        work.announce(_released(commitment, actor_id))
    return commitment


async def break_overdue_commitments(work: UnitOfWork) -> list[UUID]:
    """What nobody settled within the grace period is broken. For the schedule; the system may.

    Returns:
        the ids of those broken now; as many as `AT_ONCE`, so ask again until there are none.
    """
    if not work.actor.is_system:
        raise NotAllowed("Only the schedule does this", zh="该操作仅由系统定时执行")
    overdue = (
        select(Commitment)
        .where(Commitment.state.in_(UNSETTLED), Commitment.due_on < today(work) - GRACE)
        .order_by(Commitment.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    broken = (await work.session.scalars(overdue)).all()
    for commitment in broken:
        commitment.give_up(now=work.now)
        work.announce(
            CommitmentBroken(
                subject_id=commitment.id, owner_id=commitment.owner_id, due_on=commitment.due_on
            )
        )
    return [commitment.id for commitment in broken]


async def _own_commitment(work: UnitOfWork, commitment_id: UUID) -> tuple[UUID, Commitment]:
    actor_id = work.actor.require_person()
    commitment = await work.get(Commitment, commitment_id, lock=True, field="commitment_id")
    if actor_id not in {commitment.owner_id, commitment.counterpart_id}:
        raise NotFound(
            "There is no commitment with that id",
            zh="找不到该编号对应的内容",
            field="commitment_id",
        )
    return actor_id, commitment


def _announce_carried_over(work: UnitOfWork, commitment: Commitment, before: date) -> None:
    times = commitment.times_carried_over
    work.announce(
        CommitmentCarriedOver(
            subject_id=commitment.id,
            owner_id=commitment.owner_id,
            from_on=before,
            due_on=commitment.due_on,
            times=times,
        )
    )
    if commitment.escalated:
        work.announce(
            CommitmentEscalated(
                subject_id=commitment.id,
                owner_id=commitment.owner_id,
                counterpart_id=commitment.counterpart_id,
                times=times,
            )
        )


def _released(commitment: Commitment, actor_id: UUID) -> CommitmentReleased | ReleaseProposed:
    if commitment.settled:
        return CommitmentReleased(
            subject_id=commitment.id, owner_id=commitment.owner_id, due_on=commitment.due_on
        )
    return ReleaseProposed(
        subject_id=commitment.id, owner_id=commitment.owner_id, proposed_by_id=actor_id
    )
