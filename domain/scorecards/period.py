"""The months and quarters that managers are measured over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Grain(StrEnum):
    MONTH = "MONTH"
    QUARTER = "QUARTER"


_MONTHS: Final = {Grain.MONTH: 1, Grain.QUARTER: 3}
_YEAR: Final = 12


@dataclass(frozen=True)
class Period:
    """From its first day until before `end`."""

    grain: Grain
    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def period_of(grain: Grain, day: date) -> Period:
    """The month or the quarter that the day lies in."""
    months = _MONTHS[grain]
    first = day.year * _YEAR + (day.month - 1) // months * months
    return Period(grain, _first_day(first), _first_day(first + months))


def _first_day(months: int) -> date:
    return date(months // _YEAR, months % _YEAR + 1, 1)
