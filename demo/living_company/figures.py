"""Numbers that other systems count week by week, the newest last: that of last week."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.signals.metric import Better

WEEKS: Final = 25


@dataclass(frozen=True)
class Figure:
    """One number of one person; `values` has one for each week."""

    person: str
    key: str
    name: str
    unit: str
    source: str
    values: Sequence[float]
    better: Better = Better.HIGHER


def _conversion(person: str, *values: float) -> Figure:
    return Figure(person, "lead_conversion", "商机转化率", "%", "crm", values)


def _resolved(person: str, *values: float) -> Figure:
    return Figure(person, "issues_resolved", "Issues resolved", "issues", "jira", values)


# fmt: off
FIGURES: Final = (
    _conversion("陈露", 10.2, 10.8, 10.4, 11.1, 10.7, 10.9, 11.2, 10.8, 11.0, 10.9, 11.2, 10.9,
                11.0, 11.0, 9.4, 7.8, 6.0, 6.8, 7.6, 8.4, 9.0, 9.2, 9.1, 9.3, 9.4),
    _conversion("袁帅", 9.1, 9.4, 9.2, 9.6, 9.3, 9.5, 9.8, 9.4, 9.6, 9.3, 9.5, 9.7, 9.5,
                9.6, 9.3, 9.5, 9.2, 9.4, 9.1, 9.3, 9.0, 9.1, 8.2, 7.1, 5.8),
    _conversion("韩雪", 14.0, 13.6, 14.2, 13.9, 14.4, 14.1, 14.6, 14.0, 14.3, 14.5, 14.2, 14.8,
                14.4, 14.9, 14.6, 15.0, 14.7, 15.1, 14.9, 15.2, 14.8, 15.3, 15.0, 15.4, 15.2),
    _conversion("蔡明", 8.0, 8.3, 7.9, 8.2, 8.4, 8.1, 8.5, 8.2, 8.6, 8.3, 8.1, 8.4, 8.6,
                8.2, 8.7, 8.5, 8.8, 8.4, 8.6, 8.9, 8.5, 8.7, 9.0, 8.6, 8.8),
    _resolved("林晓", 5, 6, 4, 6, 5, 7, 5, 6, 6, 4, 7, 6, 5, 7, 6, 8, 6, 7, 5, 8, 7, 6, 8, 7, 8),
    _resolved("马骁", 6, 5, 6, 5, 6, 4, 5, 4, 5, 4, 5, 3, 4, 3, 4, 3, 3, 4, 2, 3, 2, 3, 2, 3, 2),
    _resolved("邓超凡", 7, 6, 8, 7, 6, 7, 8, 6, 7, 8, 7, 6, 8, 7, 8, 9, 7, 5, 3, 4, 6, 7, 6, 8, 7),
    _resolved("谢雨桐", 9, 8, 10, 9, 11, 9, 10, 8, 11, 10, 9, 12, 10, 11, 9, 12, 11, 10, 13, 11, 12,
              10, 13, 12, 14),
    _resolved("叶子凡", 4, 5, 4, 6, 5, 4, 6, 5, 7, 5, 6, 4, 6, 7, 5, 6, 7, 5, 8, 6, 7, 6, 8, 7, 6),
    Figure("魏国强", "defect_rate", "装配不良率", "%", "mes",
           (1.9, 1.8, 1.9, 1.7, 1.8, 1.6, 1.8, 2.1, 2.5, 2.2, 1.9, 1.6, 1.5, 1.6, 1.4, 1.5, 1.3,
            1.4, 1.2, 1.3, 1.2, 1.1, 1.2, 1.0, 1.0), Better.LOWER),
    Figure("宋佳音", "renewal_rate", "续费率", "%", "crm",
           (84, 85, 84, 86, 85, 86, 85, 87, 86, 87, 86, 88, 87, 88, 87, 86, 88, 87, 89, 88, 89, 88,
            90, 89, 89)),
)
# fmt: on
