"""What happens to scorecards."""

from datetime import date
from uuid import UUID

from domain.events import Event


class ScorecardComputed(Event):
    name = "scorecard.computed"
    subject = "scorecard"

    manager_id: UUID
    grain: str
    period_start: date
    formula_version: int
