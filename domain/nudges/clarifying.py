"""New goals make us ask for one clarification, however many goals come together."""

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from domain.base import new_id
from domain.events import StoredEvent
from domain.goals.goal import Goal
from domain.goals.states import GoalState
from domain.nudges import wording
from domain.nudges.events import NudgeWithdrawn
from domain.nudges.speaking import nudge_once
from domain.people.person import Person
from domain.policy.commands import standing_rule
from domain.policy.firing import Occasion, fire_once, take_back
from domain.policy.touchpoint import Touchpoint
from domain.policy.touchpoint_goal import TouchpointGoal
from domain.policy.trigger_firing import TriggerFiring
from domain.policy.trigger_rule import RuleKind
from domain.reaction import reaction
from domain.work import UnitOfWork


@reaction("touchpoints.plan_clarification")
async def plan_clarification(work: UnitOfWork, event: StoredEvent) -> None:
    """One touchpoint and one nudge for all goals somebody is given together."""
    rule = await standing_rule(work, RuleKind.GOAL_ISSUED)
    # Locked, so that it is not withdrawn while it is being listed.
    goal = await work.get(Goal, event.subject_id, lock=True)
    if not rule.enabled or goal.state is GoalState.WITHDRAWN:
        return
    batch_id = event.content["batch_id"]
    occasion = Occasion(
        person_id=goal.owner_id,
        dedupe_key=f"{batch_id}:{goal.owner_id}",
        evidence={"batch_id": batch_id},
    )
    firing, touchpoint = await fire_once(work, rule, occasion)
    listed = {"id": new_id(), "touchpoint_id": touchpoint.id, "goal_id": goal.id}
    await work.session.execute(insert(TouchpointGoal).values(listed).on_conflict_do_nothing())
    await _word(work, firing, touchpoint)


@reaction("touchpoints.drop_goal")
async def drop_goal(work: UnitOfWork, event: StoredEvent) -> None:
    """A goal that was withdrawn needs no clarification; without any, there is nothing to ask."""
    listed = (
        delete(TouchpointGoal)
        .where(TouchpointGoal.goal_id == event.subject_id)
        .returning(TouchpointGoal.touchpoint_id)
    )
    for touchpoint_id in (await work.session.scalars(listed)).all():
        of_it = select(Touchpoint.firing_id).where(Touchpoint.id == touchpoint_id)
        firing_id = (await work.session.scalars(of_it)).one()
        # In the order in which issuing locks them.
        firing = await work.get(TriggerFiring, firing_id, lock=True)
        touchpoint = await work.get(Touchpoint, touchpoint_id, lock=True)
        if not touchpoint.acted_on:
            await _word(work, firing, touchpoint)


async def _word(work: UnitOfWork, firing: TriggerFiring, touchpoint: Touchpoint) -> None:
    """Say how many goals there are, or take it back where there are none."""
    goals = select(func.count()).where(TouchpointGoal.touchpoint_id == touchpoint.id)
    count = await work.session.scalar(goals) or 0
    person = await work.get(Person, firing.person_id)
    nudge = await nudge_once(
        work,
        firing,
        touchpoint,
        why=wording.why_goals(person.name, count),
        what=wording.what_clarification(person.name),
    )
    if count == 0 and nudge.withdraw(wording.NO_GOALS, work.now):
        take_back(work, firing, touchpoint, wording.NO_GOALS)
        work.announce(NudgeWithdrawn.of(nudge))
