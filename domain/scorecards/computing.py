"""Computing a scorecard and keeping it, as often as one likes."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from domain.base import new_id
from domain.scorecards.events import ScorecardComputed
from domain.scorecards.formula import VERSION, Figures, compute
from domain.scorecards.history import History, history_of
from domain.scorecards.period import Period
from domain.scorecards.scorecard import Indicator, ManagerScorecard, ScorecardSource
from domain.work import UnitOfWork


async def compute_scorecard(work: UnitOfWork, manager_id: UUID, period: Period) -> ManagerScorecard:
    """The manager's scorecard for the period, up to now. Announces it when the figures change."""
    scorecard, new = await _locked(work, manager_id, period)
    history = await history_of(work, manager_id, period)
    figures = compute(period, history.talks, history.events, owner_id=manager_id, as_of=work.now)
    changed = scorecard.take(figures, now=work.now)
    await _replace_sources(work, scorecard.id, history, figures)
    if changed or new:
        work.announce(
            ScorecardComputed(
                subject_id=scorecard.id,
                manager_id=manager_id,
                grain=period.grain.value,
                period_start=period.start,
                formula_version=VERSION,
            )
        )
    return scorecard


async def _locked(
    work: UnitOfWork, manager_id: UUID, period: Period
) -> tuple[ManagerScorecard, bool]:
    """The row, and whether it is new. Whoever computes second reads what the first could not."""
    row = {
        "id": new_id(),
        "manager_id": manager_id,
        "grain": period.grain,
        "period_start": period.start,
        "period_end": period.end,
        "formula_version": VERSION,
        "computed_at": work.now,
    }
    once = upsert(ManagerScorecard).on_conflict_do_nothing()
    made = await work.session.execute(once.returning(ManagerScorecard.id), row)
    locked = (
        select(ManagerScorecard)
        .where(
            ManagerScorecard.manager_id == manager_id,
            ManagerScorecard.grain == period.grain,
            ManagerScorecard.period_start == period.start,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await work.session.scalars(locked)).one(), made.first() is not None


async def _replace_sources(
    work: UnitOfWork, scorecard_id: UUID, history: History, figures: Figures
) -> None:
    shares = {
        Indicator.COVERAGE: figures.coverage,
        Indicator.FOLLOW_THROUGH: figures.follow_through,
    }
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "scorecard_id": scorecard_id,
            "indicator": indicator,
            "source_id": source.id,
            "conversation_id": history.conversations.get(source.id),
            "favourable": source.favourable,
        }
        for indicator, share in shares.items()
        for source in share.sources
    ]
    old = delete(ScorecardSource).where(ScorecardSource.scorecard_id == scorecard_id)
    await work.session.execute(old.execution_options(synchronize_session=False))
    if rows:
        await work.session.execute(insert(ScorecardSource), rows)
