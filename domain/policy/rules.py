"""When a worsening metric is an episode, and which episodes have been spoken about. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from operator import gt, lt
from typing import TypeAlias
from uuid import UUID

Compare: TypeAlias = Callable[[float, float], bool]

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Point:
    """The value of one week."""

    id: UUID
    period: date
    value: float


@dataclass(frozen=True)
class Run:
    """Weeks next to each other, each worse than the one before; it cannot be made longer."""

    points: tuple[Point, ...]

    @property
    def first(self) -> date:
        return self.points[0].period

    @property
    def last(self) -> date:
        return self.points[-1].period

    @property
    def steps(self) -> int:
        """How often it got worse."""
        return len(self.points) - 1

    @property
    def rose(self) -> bool:
        return self.points[-1].value > self.points[0].value


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """An episode somebody has been told about."""

    firing_id: UUID
    first: date
    last: date
    weeks: int
    acted_on: bool

    def touches(self, run: Run) -> bool:
        return self.first <= run.last and run.first <= self.last


@dataclass(kw_only=True)
class Verdict:
    """What to do about a series: speak about these, keep those as they now are, take back these."""

    new: list[Run] = field(default_factory=list)
    kept: list[tuple[Spoken, Run]] = field(default_factory=list)
    merged: list[Spoken] = field(default_factory=list)
    vanished: list[Spoken] = field(default_factory=list)


def falling_runs(points: Iterable[Point]) -> list[Run]:
    """All runs of at least one fall. A missing week, or one that is not lower, ends a run."""
    return _runs(points, lt)


def rising_runs(points: Iterable[Point]) -> list[Run]:
    """As `falling_runs`, of what gets worse by growing."""
    return _runs(points, gt)


def _runs(points: Iterable[Point], is_worse: Compare) -> list[Run]:
    in_order = sorted(points, key=lambda point: point.period)
    return [Run(run) for run in _split(in_order, is_worse) if len(run) > 1]


def _split(points: Sequence[Point], is_worse: Compare) -> Iterator[tuple[Point, ...]]:
    start = 0
    for place, (earlier, later) in enumerate(pairwise(points), start=1):
        if later.period - earlier.period != _WEEK or not is_worse(later.value, earlier.value):
            yield tuple(points[start:place])
            start = place
    yield tuple(points[start:])


def judge(
    runs: Sequence[Run],
    spoken: Sequence[Spoken],
    *,
    weeks: int | None,
    since: date = date.min,
) -> Verdict:
    """One word for each episode, judged by all the points there are and not by how they came.

    Args:
        runs: the worsening runs of a series.
        spoken: what has been spoken about and not been taken back, oldest first. What somebody
            has acted on stays as it is, and everything it touches counts as spoken about.
        weeks: how many steps make a new episode; None while the rule is switched off.
        since: a new episode must have lasted into this week; what ended before is history.
    """
    verdict = Verdict()
    covered = {run for run in runs for one in spoken if one.acted_on and one.touches(run)}
    for one in spoken:
        if one.acted_on:
            continue
        touched = [run for run in runs if one.touches(run) and run.steps >= one.weeks]
        free = [run for run in touched if run not in covered]
        if free:
            verdict.kept.append((one, free[0]))
            covered.add(free[0])
        else:
            (verdict.merged if touched else verdict.vanished).append(one)
    if weeks is not None:
        verdict.new = [
            run for run in runs if run.steps >= weeks and run.last >= since and run not in covered
        ]
    return verdict
