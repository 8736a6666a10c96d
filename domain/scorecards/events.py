"""What happens to scorecards."""

from datetime import date
from typing import Annotated
from uuid import UUID

from domain.events import Event, Public, Told


class ScorecardComputed(Event):
    name = "scorecard.computed"
    subject = "scorecard"
    public = Public(
        "scorecards:read", "A manager's scorecard was computed", zh="计算了管理者沟通计分卡"
    )

    manager_id: UUID
    grain: Annotated[str, Told("MONTH", "The length of the period.")]
    period_start: date
    formula_version: int
