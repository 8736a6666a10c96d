"""A major milestone makes us ask for a look back with everybody whose work is in it."""

from uuid import UUID

from domain.events import StoredEvent
from domain.nudges import wording
from domain.nudges.speaking import nudge_once
from domain.people.person import Person
from domain.people.queries import today
from domain.policy.commands import standing_rule
from domain.policy.firing import Occasion, fire_once
from domain.policy.trigger_rule import RuleKind, TriggerRule
from domain.reaction import reaction
from domain.signals.milestone import Milestone
from domain.work import UnitOfWork


@reaction("touchpoints.plan_look_back")
async def plan_look_back(work: UnitOfWork, event: StoredEvent) -> None:
    """One touchpoint and one nudge a person; none for whoever has left, or for a minor one."""
    if not event.content["major"]:
        return
    rule = await standing_rule(work, RuleKind.MILESTONE_REACHED)
    if not rule.enabled:
        return
    milestone = await work.get(Milestone, event.subject_id)
    # Always in the same order, so that two milestones never wait for each other.
    for person_id in sorted(event.content["person_ids"]):
        person = await work.get(Person, UUID(person_id))
        if person.works_on(today(work)):
            await _speak(work, rule, milestone, person)


async def _speak(work: UnitOfWork, rule: TriggerRule, milestone: Milestone, person: Person) -> None:
    occasion = Occasion(
        person_id=person.id,
        dedupe_key=f"{milestone.id}:{person.id}",
        evidence={
            "milestone": str(milestone.id),
            "kind": milestone.kind,
            "name": milestone.name,
            "source": milestone.source,
            "url": milestone.url,
            "reached_at": milestone.reached_at.isoformat(),
        },
    )
    firing, touchpoint = await fire_once(work, rule, occasion)
    await nudge_once(
        work,
        firing,
        touchpoint,
        why=wording.why_milestone(person.name, milestone.name),
        what=wording.what_look_back(person.name),
    )
