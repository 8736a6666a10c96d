"""What has happened to goals."""

from datetime import date
from uuid import UUID

from domain.events import Event


class _OfGoal(Event):
    subject = "goal"


class GoalIssued(_OfGoal):
    """Somebody is to agree on the goal. Those proposed together share a batch."""

    name = "goal.issued"

    owner_id: UUID
    proposed_by_id: UUID | None
    batch_id: UUID


class GoalAmended(_OfGoal):
    name = "goal.amended"


class GoalAligned(_OfGoal):
    name = "goal.aligned"

    parent_id: UUID | None
    former_parent_id: UUID | None


class GoalWithdrawn(_OfGoal):
    name = "goal.withdrawn"

    owner_id: UUID


class GoalTicked(_OfGoal):
    name = "goal.ticked"

    person_id: UUID
    kind: str
    side: str


class GoalAgreed(_OfGoal):
    """Both sides have given their three ticks."""

    name = "goal.agreed"

    owner_id: UUID


class TicksWaived(_OfGoal):
    name = "goal.ticks_waived"

    waived_by_id: UUID


class GoalActivated(_OfGoal):
    name = "goal.activated"

    owner_id: UUID


class KeyResultCheckedIn(_OfGoal):
    name = "goal.checked_in"

    owner_id: UUID
    key_result_id: UUID
    check_in_id: UUID
    week: date
    version: int
    confidence: int


class BlockerRaised(_OfGoal):
    name = "goal.blocker_raised"

    owner_id: UUID
    check_in_id: UUID


class GoalRevisionProposed(_OfGoal):
    name = "goal.revision_proposed"

    owner_id: UUID
    revision_id: UUID
    proposed_by_id: UUID


class GoalRetuned(_OfGoal):
    name = "goal.retuned"

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

    owner_id: UUID
    closure_id: UUID
    outcome: str
