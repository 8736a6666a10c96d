"""What others hear about conversations and records: that they are, never what was said."""

from domain.conversations import events as conversations
from domain.records import events as records
from webhooks.payloads.shape import Data, Id, Number, said, word

_TALKS = "conversations:read"
_RECORDS = "records:read"


class OfConversation(Data):
    """Between whom, and of which kind."""

    manager_id: Id
    employee_id: Id
    kind: str = word("COACHING", "The kind of conversation.")
    touchpoint_id: Id | None = word(
        "0197a3c2-2222-7c31-9f0e-5b1d2a6c4e88", "The obligation it answers, if it does."
    )


class OfRecord(Data):
    """Of which conversation, between whom, in which version."""

    conversation_id: Id
    employee_id: Id
    manager_id: Id
    version: Number


TALKS = dict(
    [
        said(each, OfConversation, _TALKS, en, zh)
        for each, en, zh in (
            (conversations.ConversationPlanned, "A conversation was planned", "计划了一次沟通"),
            (
                conversations.ConversationScheduled,
                "A conversation got its time",
                "沟通已安排时间",
            ),
            (conversations.ConversationHeld, "A conversation took place", "沟通已举行"),
            (conversations.ConversationRecorded, "A conversation was recorded", "沟通已记录"),
            (conversations.ConversationClosed, "A conversation was closed", "沟通已关闭"),
            (conversations.ConversationCancelled, "A conversation was called off", "沟通已取消"),
            (conversations.ConversationMissed, "A conversation did not take place", "沟通未举行"),
        )
    ]
)

RECORDS = dict(
    [
        said(each, OfRecord, _RECORDS, en, zh)
        for each, en, zh in (
            (records.RecordShared, "A record was shared with its employee", "记录已分享给员工"),
            (records.RecordAcknowledged, "A record was acknowledged", "记录已确认"),
            (records.RecordContested, "A record was contested", "员工对记录提出异议"),
            (records.RecordAmended, "A record got a new version", "记录有了新版本"),
            (records.RecordSealed, "A record was sealed", "记录已归档"),
        )
    ]
)
