"""Where a reading is.

A page is asked for by the token or the number that goes with the question. On Data Center, where
pages are numbered, an issue that changes meanwhile would move the others and hide one: there the
question itself moves on, to the minute of the last issue that was read. So it does where Cloud
hands out a token that it has handed out before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any, Self

from infra import clock
from integrations.jira import jql
from integrations.jira.reading import moment, some, text


@dataclass(frozen=True)
class Place:
    """Where a reading is: from which moment it asks, at which page, and how far it has seen."""

    since: datetime
    page: str = ""
    seen: datetime | None = None

    @classmethod
    def of(cls, cursor: Mapping[str, Any]) -> Self:
        return cls(
            jql.begins(cursor.get("since")), text(cursor.get("page")), moment(cursor.get("seen"))
        )

    @property
    def cursor(self) -> dict[str, Any]:
        seen = self.seen.isoformat() if self.seen else None
        return {"since": self.since.isoformat(), "page": self.page, "seen": seen}

    def after(self, issues: Sequence[Any], page: str, zone: tzinfo, *, by_number: bool) -> Self:
        """The next place after these; without another page, where the next reading begins."""
        moments = [moment(some(some(issue).get("fields")).get("updated")) for issue in issues]
        changed = [at for at in moments if at is not None]
        # Whatever says that it was changed tomorrow must not hide what is changed today.
        past = [at for at in changed if at <= clock.now()]
        seen = max([*past, *([self.seen] if self.seen else [])], default=None)
        if not page:
            return replace(self, since=(seen or self.since + jql.OVERLAP) - jql.OVERLAP, page="",
                           seen=seen)  # fmt: skip
        last = changed[-1].replace(second=0, microsecond=0) if changed else self.since
        if by_number and last > self.since and not jql.is_unclear(last, zone):
            return replace(self, since=last, page="", seen=seen)
        return replace(self, page=page, seen=seen)
