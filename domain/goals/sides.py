"""In which capacity somebody meets a goal, and what each capacity may do."""

from collections.abc import Mapping
from enum import StrEnum

from domain.goals.states import Deed


class Side(StrEnum):
    """STAND_IN is HR acting for the manager of somebody who has none."""

    OWNER = "OWNER"
    MANAGER = "MANAGER"
    STAND_IN = "STAND_IN"
    HR = "HR"


MANAGING = frozenset({Side.MANAGER, Side.STAND_IN})
_PARTIES = MANAGING | {Side.OWNER}
_ANY = frozenset(Side)

MAY: Mapping[Deed, frozenset[Side]] = {
    Deed.AMEND: _ANY,
    Deed.PROPOSE: _ANY,
    Deed.WITHDRAW: _ANY,
    Deed.ALIGN: _ANY,
    Deed.TICK: _PARTIES,
    Deed.WAIVE: frozenset({Side.HR, Side.STAND_IN}),
    Deed.ACTIVATE: _ANY,
    Deed.CHECK_IN: _PARTIES,
    Deed.PROPOSE_REVISION: _PARTIES,
    Deed.CONFIRM_REVISION: _PARTIES,
    Deed.DECLINE_REVISION: _PARTIES,
    Deed.BEGIN_CLOSING: _PARTIES,
    Deed.REOPEN: _PARTIES,
    Deed.CLOSE: MANAGING,
}
