"""What has happened to rules and to obligations."""

from datetime import date
from typing import Self
from uuid import UUID

from domain.events import Event
from domain.policy.touchpoint import Touchpoint


class TriggerRuleChanged(Event):
    name = "trigger_rule.changed"
    subject = "trigger_rule"

    version: int


class TriggerFired(Event):
    name = "trigger.fired"
    subject = "trigger_firing"

    rule_id: UUID
    rule_version: int
    person_id: UUID
    touchpoint_id: UUID


class TriggerWithdrawn(Event):
    """What the rule saw is no longer so, or was the same thing as another firing."""

    name = "trigger.withdrawn"
    subject = "trigger_firing"

    person_id: UUID
    touchpoint_id: UUID


class TouchpointEvent(Event):
    """What a reader of any of these needs to know whose touchpoint it is."""

    subject = "touchpoint"

    kind: str
    person_id: UUID
    owner_id: UUID | None
    due_on: date
    conversation_id: UUID | None

    @classmethod
    def of(cls, touchpoint: Touchpoint) -> Self:
        return cls(
            subject_id=touchpoint.id,
            kind=touchpoint.kind.value,
            person_id=touchpoint.subject_id,
            owner_id=touchpoint.owner_id,
            due_on=touchpoint.due_on,
            conversation_id=touchpoint.conversation_id,
        )


class TouchpointPlanned(TouchpointEvent):
    name = "touchpoint.planned"


class TouchpointAssigned(TouchpointEvent):
    name = "touchpoint.assigned"

    former_owner_id: UUID | None

    @classmethod
    def from_(cls, former_owner_id: UUID | None, touchpoint: Touchpoint) -> Self:
        whose = TouchpointEvent.of(touchpoint).model_dump()
        return cls(**whose, former_owner_id=former_owner_id)


class TouchpointScheduled(TouchpointEvent):
    name = "touchpoint.scheduled"


class TouchpointReopened(TouchpointEvent):
    """The conversation that was to answer it did not come about."""

    name = "touchpoint.reopened"


class TouchpointHeld(TouchpointEvent):
    name = "touchpoint.held"


class TouchpointMissed(TouchpointEvent):
    name = "touchpoint.missed"


class TouchpointWaived(TouchpointEvent):
    name = "touchpoint.waived"


class TouchpointCancelled(TouchpointEvent):
    name = "touchpoint.cancelled"
