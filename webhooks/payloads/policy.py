"""What others hear about what a conversation is due for."""

from domain.nudges import events as nudges
from domain.policy import events
from webhooks.payloads.shape import Data, Day, Id, Number, said, word

_POLICY = "policy:read"
_NUDGES = "nudges:read"


class FiredTrigger(Data):
    """Which rule saw what about whom, and the obligation that followed."""

    rule_id: Id
    rule_version: Number
    person_id: Id
    touchpoint_id: Id


class OfTouchpoint(Data):
    """Who owes whom a conversation, by when."""

    kind: str = word("COACHING", "The kind of conversation that is due.")
    person_id: Id
    owner_id: Id | None = word("0197a3c2-3333-7c31-9f0e-5b1d2a6c4e88", "Who is to hold it.")
    due_on: Day
    conversation_id: Id | None = word(
        "0197a3c2-4444-7c31-9f0e-5b1d2a6c4e88", "The conversation that answers it."
    )


class OfNudge(Data):
    """Whom it reminds of what."""

    recipient_id: Id | None = word("0197a3c2-5555-7c31-9f0e-5b1d2a6c4e88", "Who is reminded.")
    touchpoint_id: Id
    due_on: Day


POLICY = dict(
    [
        said(
            events.TriggerFired,
            FiredTrigger,
            _POLICY,
            "A rule asked for a conversation",
            "规则触发了一次沟通",
        ),
        said(
            events.TouchpointAssigned,
            OfTouchpoint,
            _POLICY,
            "Somebody owes a conversation",
            "有人需要进行一次沟通",
        ),
        said(events.TouchpointHeld, OfTouchpoint, _POLICY, "It was held", "应有的沟通已举行"),
        said(
            events.TouchpointMissed,
            OfTouchpoint,
            _POLICY,
            "It was not held in time",
            "应有的沟通未按时举行",
        ),
        said(events.TouchpointWaived, OfTouchpoint, _POLICY, "It was waived", "应有的沟通被免除"),
        said(nudges.NudgeCreated, OfNudge, _NUDGES, "Somebody was reminded", "发出了一条提醒"),
        said(nudges.NudgeDone, OfNudge, _NUDGES, "A reminder was followed", "提醒已处理"),
    ]
)
