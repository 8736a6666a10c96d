"""What a nudge says, in both languages. Pure; names and numbers are those of the moment."""

from typing import Any, Final

from domain.policy.rules import Run
from domain.signals.known_metrics import name_in_chinese
from domain.texts import both

_WORDS: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS: Final = dict(enumerate(_WORDS, start=2))

MERGED: Final = both(
    "A week that came in later showed this to be the same fall as another nudge's",
    "后来补齐的数据表明，这与另一条提醒属于同一次下降",
)
VANISHED: Final = both(
    "The numbers were corrected, and the metric did not get worse for that long",
    "数据已更正，该指标并未连续变差",
)
WAIVED: Final = both("The conversation was waived", "该次沟通已被免除")
NO_GOALS: Final = both("The goals were withdrawn", "这些目标已被撤回")


def why_decline(name: str, metric: str, run: Run) -> dict[str, Any]:
    """For example: Omar's issues resolved fell three weeks in a row: 6, 5, 4, 0."""
    fell, zh = ("rose", "上升") if run.rose else ("fell", "下降")
    values = [_number(point.value) for point in run.points]
    return both(
        f"{name}’s {metric} {fell} {_spelled(run.steps)} weeks in a row: {', '.join(values)}"
        f" (weeks of {run.first} to {run.last})",
        f"{name} 的“{name_in_chinese(metric)}”连续 {run.steps} 周{zh}：{'、'.join(values)}"
        f"（{run.first} 至 {run.last} 各周）",
    )


def why_goals(name: str, goals: int) -> dict[str, Any]:
    return both(
        f"{name} has a new goal" if goals == 1 else f"{name} has {goals} new goals",
        f"{name} 有 {goals} 个新目标",
    )


def why_milestone(name: str, milestone: str) -> dict[str, Any]:
    return both(
        f"{milestone} is released, with work of {name} in it",
        f"{milestone} 已发布，其中有 {name} 的工作",
    )


def what_look_back(name: str) -> dict[str, Any]:
    return both(
        f"Look back with {name}: what went well, what to do otherwise, what to thank for",
        f"与 {name} 做一次复盘：哪些做得好、哪些可以改进、有哪些值得感谢",
    )


def what_coaching(name: str) -> dict[str, Any]:
    return both(
        f"Hold a coaching conversation with {name}, and look at the numbers together",
        f"与 {name} 进行一次绩效辅导（一对一），一起看看这些数据",
    )


def what_clarification(name: str) -> dict[str, Any]:
    return both(
        f"Clarify with {name} what each goal means, how it is measured and the path to it",
        f"与 {name} 逐条澄清目标理解、衡量标准和关键路径",
    )


def _spelled(weeks: int) -> str:
    return _NUMBERS.get(weeks, str(weeks))


def _number(value: float) -> str:
    return f"{value:.10g}"
