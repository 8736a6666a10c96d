"""Metrics that whoever reports them names in English, and how a Chinese sentence names them.

A name that is not known here is somebody's own, and stands in every language as it was given.
"""

from collections.abc import Mapping
from typing import Final

NAMES: Final[Mapping[str, str]] = {
    "Issues resolved": "解决事项数",
    "Cycle time of issues": "事项处理周期",
    "Story points resolved": "完成故事点",
    "Issues reopened": "重新打开事项数",
}
UNITS: Final[Mapping[str, str]] = {"issues": "项", "days": "天", "points": "点"}


def name_in_chinese(name: str) -> str:
    return NAMES.get(name, name)


def unit_in_chinese(unit: str) -> str:
    return UNITS.get(unit, unit)
