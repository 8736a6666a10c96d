"""How a conversation comes about, is held and ends: the whole table of what may follow what."""

from enum import StrEnum
from typing import Final


class ConversationState(StrEnum):
    PLANNED = "PLANNED"
    SCHEDULED = "SCHEDULED"
    PREPARING = "PREPARING"
    READY = "READY"
    IN_PROGRESS = "IN_PROGRESS"
    HELD = "HELD"
    RECORDED = "RECORDED"
    LOGGED = "LOGGED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"
    MISSED = "MISSED"
    WAIVED = "WAIVED"


class Deed(StrEnum):
    PLAN = "PLAN"
    SCHEDULE = "SCHEDULE"
    PREPARE = "PREPARE"
    COMPLETE_PREPARATION = "COMPLETE_PREPARATION"
    START = "START"
    HOLD = "HOLD"
    RECORD = "RECORD"
    LOG = "LOG"
    CLOSE = "CLOSE"
    CANCEL = "CANCEL"
    MISS = "MISS"
    WAIVE = "WAIVE"


_S = ConversationState

AHEAD: Final = (_S.PLANNED, _S.SCHEDULED, _S.PREPARING, _S.READY)
"""It has not begun."""

TRANSITIONS: Final[dict[Deed, dict[ConversationState, ConversationState]]] = {
    # Another time does not undo what has been prepared.
    Deed.SCHEDULE: {
        _S.PLANNED: _S.SCHEDULED,
        _S.SCHEDULED: _S.SCHEDULED,
        _S.PREPARING: _S.PREPARING,
        _S.READY: _S.READY,
    },
    Deed.PREPARE: {_S.SCHEDULED: _S.PREPARING, _S.PREPARING: _S.PREPARING, _S.READY: _S.READY},
    Deed.COMPLETE_PREPARATION: {_S.PREPARING: _S.READY},
    Deed.START: {_S.READY: _S.IN_PROGRESS},
    Deed.HOLD: {_S.IN_PROGRESS: _S.HELD},
    Deed.RECORD: {_S.HELD: _S.RECORDED},
    Deed.CLOSE: {_S.RECORDED: _S.CLOSED, _S.LOGGED: _S.CLOSED},
    Deed.CANCEL: dict.fromkeys((*AHEAD, _S.IN_PROGRESS), _S.CANCELLED),
    Deed.MISS: dict.fromkeys((_S.SCHEDULED, _S.PREPARING, _S.READY), _S.MISSED),
    Deed.WAIVE: dict.fromkeys(AHEAD, _S.WAIVED),
}

IN_ENGLISH: Final = {
    _S.PLANNED: "planned",
    _S.SCHEDULED: "scheduled",
    _S.PREPARING: "in preparation",
    _S.READY: "ready",
    _S.IN_PROGRESS: "in progress",
    _S.HELD: "held",
    _S.RECORDED: "recorded",
    _S.LOGGED: "logged",
    _S.CLOSED: "closed",
    _S.CANCELLED: "cancelled",
    _S.MISSED: "missed",
    _S.WAIVED: "waived",
}

IN_CHINESE: Final = {
    _S.PLANNED: "已计划",
    _S.SCHEDULED: "已排期",
    _S.PREPARING: "准备中",
    _S.READY: "准备就绪",
    _S.IN_PROGRESS: "进行中",
    _S.HELD: "已进行",
    _S.RECORDED: "已记录",
    _S.LOGGED: "已登记",
    _S.CLOSED: "已完成",
    _S.CANCELLED: "已取消",
    _S.MISSED: "已错过",
    _S.WAIVED: "已免除",
}
