"""What has happened to goals."""

from datetime import date
from typing import Annotated
from uuid import UUID

from domain.events import Event, Public, Told


class _OfGoal(Event):
    subject = "goal"


class GoalIssued(_OfGoal):
    """Somebody is to agree on the goal. Those proposed together share a batch."""

    name = "goal.issued"
    public = Public("goals:read", "A goal was proposed for agreement", zh="提出了一个待确认的目标")

    owner_id: UUID
    proposed_by_id: Annotated[
        UUID | None, Told("0197a3c2-1111-7c31-9f0e-5b1d2a6c4e88", "Who proposed it.")
    ]
    batch_id: UUID


class GoalAmended(_OfGoal):
    name = "goal.amended"


class GoalAligned(_OfGoal):
    name = "goal.aligned"

    parent_id: UUID | None
    former_parent_id: UUID | None


class GoalWithdrawn(_OfGoal):
    name = "goal.withdrawn"
    public = Public("goals:read", "A goal was withdrawn", zh="目标被撤回")

    owner_id: UUID


class GoalTicked(_OfGoal):
    name = "goal.ticked"

    person_id: UUID
    kind: str
    side: str


class GoalAgreed(_OfGoal):
    """Both sides have given their three ticks."""

    name = "goal.agreed"
    public = Public("goals:read", "Both sides agreed on a goal", zh="双方就目标达成一致")

    owner_id: UUID


class TicksWaived(_OfGoal):
    name = "goal.ticks_waived"

    waived_by_id: UUID


class GoalActivated(_OfGoal):
    name = "goal.activated"
    public = Public("goals:read", "A goal became active", zh="目标开始生效")

    owner_id: UUID


class KeyResultCheckedIn(_OfGoal):
    name = "goal.checked_in"
    public = Public(
        "goals:read", "Somebody said where a key result stands", zh="更新了关键结果的进展"
    )

    owner_id: UUID
    key_result_id: UUID
    check_in_id: UUID
    week: date
    version: int
    confidence: int


class BlockerRaised(_OfGoal):
    name = "goal.blocker_raised"
    public = Public("goals:read", "Something stands in the way of a goal", zh="目标遇到阻碍")

    owner_id: UUID
    check_in_id: UUID


class GoalRevisionProposed(_OfGoal):
    name = "goal.revision_proposed"

    owner_id: UUID
    revision_id: UUID
    proposed_by_id: UUID


class GoalRetuned(_OfGoal):
    name = "goal.retuned"
    public = Public("goals:read", "The terms of a goal were changed", zh="目标的约定已调整")

    owner_id: UUID
    revision_id: UUID
    effective_from: date


class GoalRevisionDeclined(_OfGoal):
    name = "goal.revision_declined"

    owner_id: UUID
    revision_id: UUID


class GoalClosing(_OfGoal):
    name = "goal.closing"

    owner_id: UUID


class GoalReopened(_OfGoal):
    name = "goal.reopened"

    owner_id: UUID


class GoalClosed(_OfGoal):
    name = "goal.closed"
    public = Public("goals:read", "A goal was closed", zh="目标已关闭")

    owner_id: UUID
    closure_id: UUID
    outcome: Annotated[str, Told("ACHIEVED", "ACHIEVED, PARTIAL, MISSED or DROPPED.")]
