"""Who sees how a manager converses: the manager, the line above, HR and plugins."""

from sqlalchemy import Select, or_, select

from domain.actor import Role
from domain.people.queries import below, own_id
from domain.scorecards.scorecard import ManagerScorecard, ScorecardSource
from domain.viewer import Viewer


def visible_scorecards(viewer: Viewer) -> Select[ManagerScorecard]:
    everything = select(ManagerScorecard)
    if viewer.overview or viewer.has(Role.HR):
        return everything
    return everything.where(
        or_(
            ManagerScorecard.manager_id == own_id(viewer),
            ManagerScorecard.manager_id.in_(select(below(viewer).c.person_id)),
        )
    )


def visible_scorecard_sources(viewer: Viewer) -> Select[ScorecardSource]:
    """Which touchpoints and commitments they were; what these say has rules of its own."""
    seen = visible_scorecards(viewer).with_only_columns(ManagerScorecard.id)
    return select(ScorecardSource).where(ScorecardSource.scorecard_id.in_(seen))
