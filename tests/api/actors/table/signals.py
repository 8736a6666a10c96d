"""Facts about work, the rules that speak up about them, and what they ask for."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from domain.base import new_id
from domain.nudges.nudge import Nudge
from domain.people.person import Person
from domain.policy.commands import install_default_rules
from domain.policy.touchpoint import Touchpoint, TouchpointKind
from domain.policy.trigger_firing import TriggerFiring, TriggerSource
from domain.policy.trigger_rule import RuleKind, TriggerRule, TriggerRuleVersion
from infra import clock
from tests.api.actors.company import Company
from tests.api.actors.deed import Deed, Given
from tests.signals import weeks_ago

DUE_IN = timedelta(days=3)


async def asked_for(c: Company, owner: Person) -> dict[str, Any]:
    """That somebody talks with the employee, and a nudge to them."""
    async with c.system() as work:
        (*_, rule) = await install_default_rules(work)
        due_on = work.now.date() + DUE_IN
        firing = TriggerFiring(
            rule_id=rule.id, rule_version=1, source=TriggerSource.DATA_RULE,
            person_id=c.cast.omar.id, dedupe_key=str(new_id()), evidence={}, fired_at=work.now,
        )  # fmt: skip
        work.add(firing)
        await work.session.flush()
        touchpoint = Touchpoint(
            kind=TouchpointKind.COACHING, subject_id=c.cast.omar.id, owner_id=owner.id,
            firing_id=firing.id, due_on=due_on, planned_at=work.now,
        )  # fmt: skip
        work.add(touchpoint)
        await work.session.flush()
        words = {"en": "It fell", "zh-CN": "下降"}
        nudge = Nudge(
            recipient_id=owner.id, firing_id=firing.id, touchpoint_id=touchpoint.id, why=words,
            what=words, due_on=due_on, created_at=work.now,
        )  # fmt: skip
        work.add(nudge)
        return {"touchpointId": str(touchpoint.id), "nudgeId": str(nudge.id)}


async def a_touchpoint(c: Company) -> Given:
    return {"touchpointId": (await asked_for(c, c.cast.mei))["touchpointId"]}


async def a_nudge(c: Company) -> Given:
    return {"nudgeId": (await asked_for(c, c.cast.mei))["nudgeId"]}


async def a_reason_not_to_talk(c: Company) -> Given:
    return {**await a_touchpoint(c), "reason": "On leave"}


async def a_reason_not_to_listen(c: Company) -> Given:
    return {**await a_nudge(c), "reason": "Known already"}


async def somebody_else(c: Company) -> Given:
    """Away from the manager, to the manager's manager: more than an owner may do."""
    return {**await a_touchpoint(c), "ownerId": str(c.lin.id)}


async def a_rule(c: Company) -> Given:
    async with c.system() as work:
        await install_default_rules(work)
        goals = select(TriggerRule.id).where(TriggerRule.kind == RuleKind.GOAL_ISSUED)
        rule_id = await work.session.scalar(goals)
    return {"ruleId": str(rule_id), "enabled": True, "dueInDays": 1 + next(c.numbers) % 50}


async def rules_to_install(c: Company) -> Given:
    async with c.system() as work:
        goals = select(TriggerRule.id).where(TriggerRule.kind == RuleKind.GOAL_ISSUED)
        fired = delete(TriggerFiring).where(TriggerFiring.rule_id.in_(goals))
        versions = delete(TriggerRuleVersion).where(TriggerRuleVersion.rule_id.in_(goals))
        for each in (versions, fired, delete(TriggerRule).where(TriggerRule.id.in_(goals))):
            await work.session.execute(each)
    return {"kinds": ["GOAL_ISSUED"]}


async def a_point(c: Company) -> Given:
    point = {
        "personId": str(c.cast.omar.id), "key": c.fresh("key"), "unit": "issues",
        "source": "tests", "periodStart": str(weeks_ago(1)), "value": 3,
    }  # fmt: skip
    return {"points": [point]}


async def a_piece(c: Company) -> Given:
    piece = {
        "personId": str(c.cast.omar.id), "source": "tests", "externalId": c.fresh("K-"),
        "kind": "issue", "title": "The door squeaks", "occurredAt": clock.now().isoformat(),
    }  # fmt: skip
    return {"items": [piece]}


async def a_month(c: Company) -> Given:
    day = clock.now().date() - timedelta(days=40 * next(c.numbers) % 3000)
    return {"managerId": str(c.cast.mei.id), "grain": "MONTH", "day": str(day)}


SIGNALS = {
    "pushMetricPoints": Deed("HAPDG", a_point),
    "pushEvidence": Deed("HAPDG", a_piece),
    "installDefaultRules": Deed("HAP", rules_to_install),
    "changeTriggerRule": Deed("HAP", a_rule),
    "waiveTouchpoint": Deed("MLHP", a_reason_not_to_talk, hidden="OAI"),
    "assignTouchpoint": Deed("LHP", somebody_else, hidden="OAI"),
    "markNudgeSeen": Deed("M", a_nudge, hidden="EOLHAPI"),
    "dismissNudge": Deed("M", a_reason_not_to_listen, hidden="EOLHAPI"),
    "recomputeScorecard": Deed("MLHP", a_month),
}
