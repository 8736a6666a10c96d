"""Setting the rules, and answering for what they ask."""

from collections.abc import Collection, Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.actor import Role
from domain.base import new_id
from domain.errors import NotAllowed, NotFound
from domain.people.person import Person
from domain.people.queries import is_above, today
from domain.policy.events import (
    TouchpointAssigned,
    TouchpointMissed,
    TouchpointWaived,
    TriggerRuleChanged,
)
from domain.policy.queries import rule_for, visible_touchpoints
from domain.policy.touchpoint import Touchpoint, TouchpointKind, TouchpointState
from domain.policy.trigger_rule import RuleKind, TriggerRule, TriggerRuleVersion
from domain.policy.waivers import may_let_off, refuse_passing_on
from domain.work import UnitOfWork

_DEFAULTS: Final[tuple[dict[str, Any], ...]] = (
    {
        "kind": RuleKind.GOAL_ISSUED,
        "touchpoint_kind": TouchpointKind.GOAL_CLARIFICATION,
        "due_in_days": 7,
        "weeks": None,
        "look_back_weeks": None,
    },
    {
        "kind": RuleKind.METRIC_DECLINE,
        "touchpoint_kind": TouchpointKind.COACHING,
        "due_in_days": 7,
        "weeks": 3,
        # Two of the monthly talks have come since: what was before them belonged there.
        "look_back_weeks": 8,
    },
    {
        "kind": RuleKind.MILESTONE_REACHED,
        "touchpoint_kind": TouchpointKind.RETRO,
        "due_in_days": 7,
        "weeks": None,
        "look_back_weeks": None,
    },
)


async def install_default_rules(
    work: UnitOfWork, *, kinds: Collection[RuleKind] = tuple(RuleKind)
) -> Sequence[TriggerRule]:
    """Add the built-in rules that are missing; what the company has changed stays. Gives all rules.

    Who may: HR, an admin, the system.
    """
    _require_policy_maker(work)
    # Always in the same order, so that two installations never wait for each other.
    for default in _DEFAULTS:
        if default["kind"] not in kinds:
            continue
        row = {"id": new_id(), "metric_key": None, "enabled": True, "version": 1, **default}
        unless_there = (
            insert(TriggerRule)
            .values(row)
            .on_conflict_do_nothing(index_elements=["kind", "metric_key"])
            .returning(TriggerRule)
        )
        rule = await work.session.scalar(unless_there)
        if rule is not None:
            _keep_version(work, rule)
    return (await work.session.scalars(select(TriggerRule).order_by(TriggerRule.kind))).all()


async def standing_rule(
    work: UnitOfWork, kind: RuleKind, metric_key: str | None = None
) -> TriggerRule:
    """The rule of that kind, the built-in one if the company has none yet. For reactions."""
    rule = await rule_for(work, kind, metric_key)
    if rule is None:
        await install_default_rules(work)
        rule = await rule_for(work, kind, metric_key)
    if rule is None:
        raise LookupError(f"There is no built-in rule {kind}")
    return rule


async def change_trigger_rule(
    work: UnitOfWork,
    *,
    rule_id: UUID,
    enabled: bool,
    due_in_days: int,
    weeks: int | None = None,
    look_back_weeks: Annotated[int | None, "How far back a fall is news; else as before."] = None,
) -> TriggerRule:
    """From now on the rule says this. Who may: HR, an admin."""
    _require_policy_maker(work)
    rule = await work.get(TriggerRule, rule_id, lock=True, field="rule_id")
    if rule.change(
        enabled=enabled, due_in_days=due_in_days, weeks=weeks, look_back_weeks=look_back_weeks
    ):
        _keep_version(work, rule)
        work.announce(TriggerRuleChanged(subject_id=rule.id, version=rule.version))
    return rule


async def waive_touchpoint(work: UnitOfWork, *, touchpoint_id: UUID, reason: str) -> Touchpoint:
    """Do without the conversation, for a reason. Who may: its owner, the line above, HR.

    It is counted against its owner all the same, unless HR or who stands above the owner waives it:
    nobody lets themselves off.
    """
    touchpoint = await _answerable_touchpoint(work, touchpoint_id)
    excused = await may_let_off(work, touchpoint)
    touchpoint.waive(reason, by=work.actor.person_id, excused=excused, now=work.now)
    work.announce(TouchpointWaived.of(touchpoint))
    return touchpoint


async def assign_touchpoint(work: UnitOfWork, *, touchpoint_id: UUID, owner_id: UUID) -> Touchpoint:
    """Say who shall hold the conversation. Who may: HR, and who stands above its owner.

    Its owner may leave it to whoever manages the employee today, and to nobody else.
    """
    touchpoint = await _answerable_touchpoint(work, touchpoint_id)
    owner = await work.get(Person, owner_id, field="owner_id")
    await refuse_passing_on(work, touchpoint, owner)
    if not owner.works_on(today(work)) or owner.id == touchpoint.subject_id:
        raise NotAllowed(
            f"{owner.name} cannot hold this conversation",
            zh=f"{owner.name} 不能主持此次沟通",
            field="owner_id",
        )
    former_id = touchpoint.owner_id
    if former_id != owner.id:
        touchpoint.assign(owner.id)
        work.announce(TouchpointAssigned.from_(former_id, touchpoint))
    return touchpoint


async def miss_overdue_touchpoints(work: UnitOfWork) -> int:
    """Note which were not held in time; gives how many. Who may: the system, daily."""
    if not work.actor.is_system:
        raise NotAllowed("Only the schedule does this", zh="此操作仅由系统定时执行")
    overdue = (
        select(Touchpoint)
        .where(Touchpoint.state == TouchpointState.PLANNED, Touchpoint.due_on < today(work))
        .order_by(Touchpoint.id)
        .with_for_update(skip_locked=True)
    )
    missed = [one for one in await work.session.scalars(overdue) if one.miss(today(work))]
    for touchpoint in missed:
        work.announce(TouchpointMissed.of(touchpoint))
    return len(missed)


async def _answerable_touchpoint(work: UnitOfWork, touchpoint_id: UUID) -> Touchpoint:
    touchpoint = await work.get(Touchpoint, touchpoint_id, lock=True, field="touchpoint_id")
    me = work.actor.person_id
    if work.actor.has(Role.HR) or (me is not None and me == touchpoint.owner_id):
        return touchpoint
    if me is not None and await is_above(work, me, touchpoint.subject_id):
        return touchpoint
    seen = visible_touchpoints(work.viewer).where(Touchpoint.id == touchpoint_id)
    if await work.session.scalar(seen) is None:
        raise NotFound(
            "There is no touchpoint with that id",
            zh="找不到该编号对应的内容",
            field="touchpoint_id",
        )
    raise NotAllowed(
        "Only its owner, the line above and HR decide this",
        zh="只有负责人、其直属上级和 HR 可以决定",
        field="touchpoint_id",
    )


def _require_policy_maker(work: UnitOfWork) -> None:
    if not work.actor.has(Role.ADMIN, Role.HR):
        raise NotAllowed("Only HR and admins set the rules", zh="只有 HR 和管理员可以设置规则")


def _keep_version(work: UnitOfWork, rule: TriggerRule) -> None:
    work.add(
        TriggerRuleVersion(
            rule_id=rule.id,
            version=rule.version,
            enabled=rule.enabled,
            due_in_days=rule.due_in_days,
            weeks=rule.weeks,
            look_back_weeks=rule.look_back_weeks,
            made_at=work.now,
            made_by_id=work.actor.person_id,
        )
    )
