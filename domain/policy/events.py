"""What has happened to rules and to obligations."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from domain.events import Event, Public, Told
from domain.policy.touchpoint import Touchpoint


class TriggerRuleChanged(Event):
    name = "trigger_rule.changed"
    subject = "trigger_rule"

    version: int


class TriggerFired(Event):
    name = "trigger.fired"
    subject = "trigger_firing"
    public = Public("policy:read", "A rule asked for a conversation", zh="规则触发了一次沟通")

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

    kind: Annotated[str, Told("COACHING", "The kind of conversation that is due.")]
    person_id: UUID
    owner_id: Annotated[
        UUID | None, Told("0197a3c2-3333-7c31-9f0e-5b1d2a6c4e88", "Who is to hold it.")
    ]
    due_on: date
    conversation_id: Annotated[
        UUID | None,
        Told("0197a3c2-4444-7c31-9f0e-5b1d2a6c4e88", "The conversation that answers it."),
    ]

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
    public = Public(
        "policy:read",
        "Somebody owes a conversation",
        zh="有人需要进行一次沟通",
        hides={"former_owner_id"},
    )

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
    public = Public("policy:read", "It was held", zh="应有的沟通已举行")


class TouchpointMissed(TouchpointEvent):
    name = "touchpoint.missed"
    public = Public("policy:read", "It was not held in time", zh="应有的沟通未按时举行")


class TouchpointWaived(TouchpointEvent):
    name = "touchpoint.waived"
    public = Public("policy:read", "It was waived", zh="应有的沟通被免除")


class TouchpointCancelled(TouchpointEvent):
    name = "touchpoint.cancelled"
