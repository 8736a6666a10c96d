"""What makes us speak to somebody, and what makes us stop."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from domain.base import new_id
from domain.events import StoredEvent
from domain.nudges import wording
from domain.nudges.events import NudgeDone, NudgeHandedOver, NudgeWithdrawn
from domain.nudges.nudge import Nudge
from domain.nudges.speaking import nudge_once
from domain.people.person import Person
from domain.policy.commands import standing_rule
from domain.policy.firing import Occasion, fire_once
from domain.policy.touchpoint import Touchpoint
from domain.policy.touchpoint_goal import TouchpointGoal
from domain.policy.trigger_rule import RuleKind
from domain.work import UnitOfWork


async def plan_clarification(work: UnitOfWork, event: StoredEvent) -> None:
    """One touchpoint and one nudge for all goals somebody is given together."""
    rule = await standing_rule(work, RuleKind.GOAL_ISSUED)
    if not rule.enabled:
        return
    owner = await work.get(Person, UUID(event.content["owner_id"]))
    batch_id = event.content["batch_id"]
    firing, touchpoint = await fire_once(
        work,
        rule,
        Occasion(
            person_id=owner.id,
            dedupe_key=f"{batch_id}:{owner.id}",
            evidence={"batch_id": batch_id},
        ),
    )
    listed = {"id": new_id(), "touchpoint_id": touchpoint.id, "goal_id": event.subject_id}
    await work.session.execute(insert(TouchpointGoal).values(listed).on_conflict_do_nothing())
    goals = select(func.count()).where(TouchpointGoal.touchpoint_id == touchpoint.id)
    count = await work.session.scalar(goals) or 1
    await nudge_once(
        work,
        firing,
        touchpoint,
        why=wording.why_goals(owner.name, count),
        what=wording.what_clarification(owner.name),
    )


async def finish_nudge(work: UnitOfWork, event: StoredEvent) -> None:
    """The conversation was held: nobody need be reminded of it."""
    nudge = await _nudge_about(work, event)
    if nudge is not None and nudge.finish(work.now):
        work.announce(NudgeDone.of(nudge))


async def withdraw_nudge(work: UnitOfWork, event: StoredEvent) -> None:
    """The conversation was waived."""
    nudge = await _nudge_about(work, event)
    if nudge is not None and nudge.withdraw(wording.WAIVED, work.now):
        work.announce(NudgeWithdrawn.of(nudge))


async def hand_over_nudge(work: UnitOfWork, event: StoredEvent) -> None:
    """Somebody else shall hold the conversation, so they are told why."""
    nudge = await _nudge_about(work, event)
    touchpoint = await work.get(Touchpoint, event.subject_id)
    if nudge is not None and nudge.hand_over(touchpoint.owner_id):
        work.announce(NudgeHandedOver.of(nudge))


async def _nudge_about(work: UnitOfWork, event: StoredEvent) -> Nudge | None:
    locked = select(Nudge).where(Nudge.touchpoint_id == event.subject_id).with_for_update()
    nudge: Nudge | None = await work.session.scalar(locked)
    return nudge
