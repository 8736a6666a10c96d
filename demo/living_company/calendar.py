"""Days counted back from today, and office hours on them, as the company has them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final, Self

HERE: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
_DAY: Final = timedelta(days=1)
DAYS_OFF: Final = (5, 6)
_FIRST_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Calendar:
    """`today` is a day of UTC, as everywhere in Tanlu; what happens on it ends by 9 in Shanghai."""

    today: date

    @classmethod
    def at_moment(cls, now: datetime) -> Self:
        """Of the day whose first hour is over, so that nothing is played which is yet to come."""
        return cls((now.astimezone(UTC) - _FIRST_HOUR).date())

    def day(self, ago: int) -> date:
        """So many days ago; on a day off, the workday before. Days to come: the workday after."""
        day = self.today - ago * _DAY
        while day.weekday() in DAYS_OFF:
            day += _DAY if ago < 0 else -_DAY
        return day

    def at(self, ago: int, hour: str) -> datetime:
        """A moment on that day by the clock on the company's wall."""
        return _moment(self.day(ago), hour)

    def in_week(self, weeks_ago: int, weekday: int, hour: str) -> datetime:
        """A moment of a week counted back from this one; its Monday is 0."""
        return _moment(self.monday(weeks_ago) + weekday * _DAY, hour)

    def monday(self, weeks_ago: int) -> date:
        """Of this week, or of one before it."""
        return self.today - (self.today.weekday() + 7 * weeks_ago) * _DAY


def _moment(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), HERE).astimezone(UTC)
