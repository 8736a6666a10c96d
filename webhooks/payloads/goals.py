"""What others hear about goals."""

from domain.goals import events
from webhooks.payloads.shape import Data, Day, Id, Number, said, word

_READ = "goals:read"


class OfGoal(Data):
    """A goal and whose it is."""

    owner_id: Id


class IssuedGoal(OfGoal):
    """Goals that were proposed together share a batch."""

    proposed_by_id: Id | None = word("0197a3c2-1111-7c31-9f0e-5b1d2a6c4e88", "Who proposed it.")
    batch_id: Id


class CheckedInGoal(OfGoal):
    """The latest version of a week's check-in counts."""

    key_result_id: Id
    check_in_id: Id
    week: Day
    version: Number
    confidence: Number


class BlockedGoal(OfGoal):
    """A check-in named something in the way."""

    check_in_id: Id


class RetunedGoal(OfGoal):
    """Both sides agreed on other terms."""

    revision_id: Id
    effective_from: Day


class ClosedGoal(OfGoal):
    """How it ended."""

    closure_id: Id
    outcome: str = word("ACHIEVED", "ACHIEVED, PARTIAL, MISSED or DROPPED.")


GOALS = dict(
    [
        said(
            events.GoalIssued,
            IssuedGoal,
            _READ,
            "A goal was proposed for agreement",
            "提出了一个待确认的目标",
        ),
        said(events.GoalWithdrawn, OfGoal, _READ, "A goal was withdrawn", "目标被撤回"),
        said(events.GoalAgreed, OfGoal, _READ, "Both sides agreed on a goal", "双方就目标达成一致"),
        said(events.GoalActivated, OfGoal, _READ, "A goal became active", "目标开始生效"),
        said(
            events.KeyResultCheckedIn,
            CheckedInGoal,
            _READ,
            "Somebody said where a key result stands",
            "更新了关键结果的进展",
        ),
        said(
            events.BlockerRaised,
            BlockedGoal,
            _READ,
            "Something stands in the way of a goal",
            "目标遇到阻碍",
        ),
        said(
            events.GoalRetuned,
            RetunedGoal,
            _READ,
            "The terms of a goal were changed",
            "目标的约定已调整",
        ),
        said(events.GoalClosed, ClosedGoal, _READ, "A goal was closed", "目标已关闭"),
    ]
)
