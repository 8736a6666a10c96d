"""Which ends of an issue are work that was done, and which are work that was dropped. Pure.

Jira knows no difference: both are resolutions. Known are the names that Jira itself has given
them and those in use, in English and Chinese; an admin sees what was recognised and may choose
otherwise.
"""

from typing import Final

_DROPPED: Final = frozenset((
    "duplicate", "won't fix", "won't do", "wont fix", "wont do", "will not do", "cannot reproduce",
    "can't reproduce", "incomplete", "not a bug", "invalid", "rejected", "declined", "cancelled",
    "canceled", "abandoned", "obsolete", "works as designed", "by design", "out of scope",
    "重复", "重复的", "重复问题", "不修复", "不会修复", "不予修复", "不打算修复", "无法修复",
    "不做", "不处理", "不予处理", "无需处理", "不解决", "无法重现", "无法复现", "不能重现",
    "不能复现", "不完整", "不完整的", "信息不完整", "不是缺陷", "非缺陷", "不是问题", "非问题",
    "无效", "无效的", "已拒绝", "拒绝", "已取消", "取消", "已废弃", "废弃", "已作废", "作废",
    "设计如此",
))  # fmt: skip


def is_dropped(name: str) -> bool:
    """By the name of a resolution or of a status, however it is written."""
    return " ".join(name.replace("\u2019", "'").lower().split()) in _DROPPED
