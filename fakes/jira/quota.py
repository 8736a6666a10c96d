"""The points that an app may spend in an hour, over all sites, and what answers say of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fakes.clock import Clock

HOUR = timedelta(hours=1)


@dataclass
class Quota:
    clock: Clock
    limit: int = 65_000
    spent: int = 0
    hour: datetime | None = None

    def spend(self, points: int) -> None:
        self._turn()
        self.spent += points

    def is_used_up(self) -> bool:
        self._turn()
        return self.spent >= self.limit

    @property
    def seconds_left(self) -> int:
        """Until the hour is over."""
        return int((self._turn() + HOUR - self.clock.now()).total_seconds()) + 1

    def headers(self) -> dict[str, str]:
        self._turn()
        left = max(self.limit - self.spent, 0)
        near = {"X-RateLimit-NearLimit": "true"} if left < self.limit / 5 else {}
        return near | {
            "RateLimit-Policy": '"jira-burst-based";q=100;w=1, '
            f'"global-app-quota";q={self.limit};w=3600',
            "RateLimit": f'"global-app-quota";r={left};t={self.seconds_left}',
        }

    def _turn(self) -> datetime:
        """The hour that it is; a new one begins with nothing spent."""
        hour = self.clock.now().replace(minute=0, second=0, microsecond=0)
        if hour != self.hour:
            self.hour, self.spent = hour, 0
        return hour


def refusal_headers(reason: str, limit: int, now: datetime, seconds: int | None) -> dict[str, str]:
    """What comes with a 429. The moment of the reset has no seconds, as Atlassian writes it."""
    resets = now + timedelta(seconds=seconds or 60)
    told = {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": f"{resets:%Y-%m-%dT%H:%MZ}",
    }
    told |= {"RateLimit-Reason": reason} if reason else {}
    return told | ({"Retry-After": str(seconds)} if seconds is not None else {})
