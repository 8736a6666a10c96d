"""Asking for a scorecard to be computed again."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.actor import Role
from domain.commitments.commitment import UNSETTLED, Commitment
from domain.conversations.conversation import Conversation
from domain.errors import NotAllowed
from domain.people.person import Person
from domain.people.queries import is_above, today
from domain.policy.touchpoint import Touchpoint
from domain.scorecards.computing import compute_scorecard
from domain.scorecards.period import Grain, period_of
from domain.scorecards.scorecard import ManagerScorecard
from domain.work import UnitOfWork

_A_WEEK = timedelta(days=7)


async def recompute_scorecard(
    work: UnitOfWork, *, manager_id: UUID, grain: Grain, day: date
) -> ManagerScorecard:
    """For the month or quarter that the day lies in. The manager, the line above, HR."""
    await work.get(Person, manager_id, field="manager_id")
    if not await _may_see(work, manager_id):
        raise NotAllowed(
            "A manager's scorecard is for the manager, the line above and HR",
            zh="管理者沟通计分卡仅对本人、其直属上级和 HR 可见",
            field="manager_id",
        )
    return await compute_scorecard(work, manager_id, period_of(grain, day))


async def recompute_overdue(work: UnitOfWork) -> list[UUID]:
    """Falling overdue is no event, so the schedule asks each day. Returns the managers' ids.

    Talks and promises: neither counts against anybody before its day is over.
    """
    if not work.actor.is_system:
        raise NotAllowed("Only the schedule does this", zh="该操作仅由系统定时执行")
    lately = (today(work) - _A_WEEK, today(work))
    talks = select(Touchpoint.owner_id, Touchpoint.due_on).where(
        _is_between(Touchpoint.due_on, *lately)
    )
    promises = (
        select(Commitment.owner_id, Commitment.due_on)
        .join(Conversation, Conversation.id == Commitment.conversation_id)
        .where(
            Commitment.state.in_(UNSETTLED),
            Commitment.owner_id == Conversation.manager_id,
            _is_between(Commitment.due_on, *lately),
        )
    )
    stale = {
        (owner_id, period_of(grain, due_on))
        for owner_id, due_on in await work.session.execute(talks.union(promises))
        if owner_id is not None
        for grain in Grain
    }
    for owner_id, period in sorted(stale, key=str):
        await compute_scorecard(work, owner_id, period)
    return sorted({owner_id for owner_id, _ in stale})


def _is_between(day: InstrumentedAttribute[date], first: date, end: date) -> ColumnElement[bool]:
    """From the first day until before the end."""
    return and_(day >= first, day < end)


async def _may_see(work: UnitOfWork, manager_id: UUID) -> bool:
    if work.actor.has(Role.HR) or work.actor.is_system:
        return True
    actor_id = work.actor.require_person()
    return actor_id == manager_id or await is_above(work, actor_id, manager_id)
