"""What has happened to nudges: who and which, not what they say."""

from datetime import date
from typing import Self
from uuid import UUID

from domain.events import Event
from domain.nudges.nudge import Nudge


class NudgeEvent(Event):
    """What a reader of any of these needs to know whose nudge it is."""

    subject = "nudge"

    recipient_id: UUID | None
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


class NudgeHandedOver(NudgeEvent):
    name = "nudge.handed_over"


class NudgeDone(NudgeEvent):
    name = "nudge.done"


class NudgeDismissed(NudgeEvent):
    name = "nudge.dismissed"


class NudgeWithdrawn(NudgeEvent):
    name = "nudge.withdrawn"
