"""New goals make us ask for one clarification, however many goals come together."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from domain.base import new_id
from domain.events import StoredEvent
from domain.nudges import wording
from domain.nudges.speaking import nudge_once
from domain.people.person import Person
from domain.policy.commands import standing_rule
from domain.policy.firing import Occasion, fire_once
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
