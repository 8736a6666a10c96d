"""What has happened to nudges: who and which, not what they say."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from domain.events import Event, Public, Told
from domain.nudges.nudge import Nudge


class NudgeEvent(Event):
    """What a reader of any of these needs to know whose nudge it is."""

    subject = "nudge"

    recipient_id: Annotated[
        UUID | None, Told("0197a3c2-5555-7c31-9f0e-5b1d2a6c4e88", "Who is reminded.")
    ]
    touchpoint_id: UUID
    due_on: date

    @classmethod
    def of(cls, nudge: Nudge) -> Self:
        return cls(
            subject_id=nudge.id,
            recipient_id=nudge.recipient_id,
            touchpoint_id=nudge.touchpoint_id,
            due_on=nudge.due_on,
        )


class NudgeCreated(NudgeEvent):
    name = "nudge.created"
    public = Public("nudges:read", "Somebody was reminded", zh="发出了一条提醒")


class NudgeHandedOver(NudgeEvent):
    name = "nudge.handed_over"


class NudgeDone(NudgeEvent):
    name = "nudge.done"
    public = Public("nudges:read", "A reminder was followed", zh="提醒已处理")


class NudgeDismissed(NudgeEvent):
    name = "nudge.dismissed"


class NudgeWithdrawn(NudgeEvent):
    name = "nudge.withdrawn"
