"""The life of a goal, in one table: which deed is possible in which state, and where it leads."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import Conflict
from domain.texts import both


class GoalState(StrEnum):
    DRAFT = "DRAFT"
    PROPOSED = "PROPOSED"
    AGREEING = "AGREEING"
    ACTIVE = "ACTIVE"
    RETUNING = "RETUNING"
    CLOSING = "CLOSING"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"


class Deed(StrEnum):
    AMEND = "AMEND"
    PROPOSE = "PROPOSE"
    WITHDRAW = "WITHDRAW"
    ALIGN = "ALIGN"
    TICK = "TICK"
    WAIVE = "WAIVE"
    ACTIVATE = "ACTIVATE"
    CHECK_IN = "CHECK_IN"
    PROPOSE_REVISION = "PROPOSE_REVISION"
    CONFIRM_REVISION = "CONFIRM_REVISION"
    DECLINE_REVISION = "DECLINE_REVISION"
    BEGIN_CLOSING = "BEGIN_CLOSING"
    REOPEN = "REOPEN"
    CLOSE = "CLOSE"


_S = GoalState
_UNFINISHED = (_S.DRAFT, _S.PROPOSED, _S.AGREEING, _S.ACTIVE, _S.RETUNING, _S.CLOSING)

LEADS_TO: Mapping[Deed, Mapping[GoalState, GoalState]] = {
    # Whoever amends what is being agreed on starts the agreeing anew.
    Deed.AMEND: {_S.DRAFT: _S.DRAFT, _S.PROPOSED: _S.PROPOSED, _S.AGREEING: _S.PROPOSED},
    Deed.PROPOSE: {_S.DRAFT: _S.PROPOSED},
    Deed.WITHDRAW: {_S.DRAFT: _S.WITHDRAWN, _S.PROPOSED: _S.WITHDRAWN},
    Deed.ALIGN: {state: state for state in _UNFINISHED},
    Deed.TICK: {_S.PROPOSED: _S.AGREEING, _S.AGREEING: _S.AGREEING},
    Deed.WAIVE: {_S.PROPOSED: _S.AGREEING, _S.AGREEING: _S.AGREEING},
    Deed.ACTIVATE: {_S.AGREEING: _S.ACTIVE},
    Deed.CHECK_IN: {_S.ACTIVE: _S.ACTIVE, _S.RETUNING: _S.RETUNING},
    Deed.PROPOSE_REVISION: {_S.ACTIVE: _S.RETUNING},
    Deed.CONFIRM_REVISION: {_S.RETUNING: _S.ACTIVE},
    Deed.DECLINE_REVISION: {_S.RETUNING: _S.ACTIVE},
    Deed.BEGIN_CLOSING: {_S.ACTIVE: _S.CLOSING},
    Deed.REOPEN: {_S.CLOSING: _S.ACTIVE},
    Deed.CLOSE: {_S.ACTIVE: _S.CLOSED, _S.CLOSING: _S.CLOSED},
}

_STATE_WORDS: Mapping[GoalState, Mapping[str, str]] = {
    _S.DRAFT: both("still a draft", "仍是草稿"),
    _S.PROPOSED: both("proposed and not yet agreed on", "已提出、尚未确认"),
    _S.AGREEING: both("being agreed on", "正在确认中"),
    _S.ACTIVE: both("active", "进行中"),
    _S.RETUNING: both("being revised", "调整待确认"),
    _S.CLOSING: both("being closed", "正在复盘"),
    _S.CLOSED: both("closed", "已关闭"),
    _S.WITHDRAWN: both("withdrawn", "已撤回"),
}

_DEED_WORDS: Mapping[Deed, Mapping[str, str]] = {
    Deed.AMEND: both("amended", "修改"),
    Deed.PROPOSE: both("proposed", "提出"),
    Deed.WITHDRAW: both("withdrawn", "撤回"),
    Deed.ALIGN: both("aligned with another", "对齐到其他目标"),
    Deed.TICK: both("ticked", "勾选确认"),
    Deed.WAIVE: both("freed from its ticks", "免除确认"),
    Deed.ACTIVATE: both("activated", "启动"),
    Deed.CHECK_IN: both("checked in on", "同步进展"),
    Deed.PROPOSE_REVISION: both("revised", "调整"),
    Deed.CONFIRM_REVISION: both("revised: no revision waits", "确认调整：没有待确认的调整"),
    Deed.DECLINE_REVISION: both("left unrevised: no revision waits", "拒绝调整：没有待确认的调整"),
    Deed.BEGIN_CLOSING: both("brought to a close", "开始复盘"),
    Deed.REOPEN: both("reopened", "重新打开"),
    Deed.CLOSE: both("closed", "关闭"),
}


def state_after(deed: Deed, state: GoalState) -> GoalState:
    """Where the deed leads from that state. Raises Conflict where it is not possible."""
    after = LEADS_TO[deed].get(state)
    if after is None:
        raise Conflict(
            f"A goal that is {_STATE_WORDS[state]['en']} cannot be {_DEED_WORDS[deed]['en']}",
            zh=f"目标{_STATE_WORDS[state]['zh-CN']}，无法{_DEED_WORDS[deed]['zh-CN']}",
            field="goal_id",
        )
    return after
