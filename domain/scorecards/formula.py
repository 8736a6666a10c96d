"""How well a manager converses, as numbers. Pure: the same events give the same figures."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from domain.scorecards.period import Period

VERSION: Final = 3
"""Goes up whenever the same events would give other figures. 2: who waives a talk of their own is
not excused. 3: a talk that is not due yet counts against nobody."""


@dataclass(frozen=True, kw_only=True)
class RequiredTalk:
    """A touchpoint of the manager's.

    Excused is what was taken back, and what HR or somebody above the manager waived. What the
    manager waived themself is required still, and so counts against them.
    """

    touchpoint_id: UUID
    due_on: date
    excused: bool


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An event as it was stored."""

    name: str
    subject_id: UUID
    at: datetime
    content: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Source:
    """One thing that a number was counted from, and whether it counts in the manager's favour."""

    id: UUID
    favourable: bool


@dataclass(frozen=True)
class Share:
    """So many of so many. Of none, the share is unknown, which is not nought."""

    sources: tuple[Source, ...]

    @property
    def met(self) -> int:
        return sum(source.favourable for source in self.sources)

    @property
    def value(self) -> float | None:
        return self.met / len(self.sources) if self.sources else None


@dataclass(frozen=True, kw_only=True)
class Figures:
    coverage: Share
    """Of the talks that were due in the period and not excused, those both held and recorded; what
    is not due yet counts only once it is.
    """
    follow_through: Share
    """Of the promises due in the period, those kept; what both dropped does not count, what is
    not due yet neither.
    """


def compute(
    period: Period,
    talks: Iterable[RequiredTalk],
    events: Iterable[Happened],
    *,
    owner_id: UUID,
    as_of: datetime,
) -> Figures:
    """The figures of one manager as they stood at that moment.

    Args:
        period: what was due in it counts.
        talks: the manager's touchpoints.
        events: those of conversations and of commitments, in any order.
        owner_id: the manager; other people's commitments are passed over.
        as_of: later events are passed over, and what was due before its day is overdue.
    """
    known = sorted((event for event in events if event.at <= as_of), key=_in_order)
    return Figures(
        coverage=_coverage(period, talks, known, as_of.date()),
        follow_through=_follow_through(period, known, owner_id, as_of.date()),
    )


def _in_order(event: Happened) -> tuple[datetime, bool]:
    """What was made at the same moment as it was settled was made first."""
    return event.at, event.name != "commitment.made"


def _coverage(
    period: Period, talks: Iterable[RequiredTalk], events: Collection[Happened], today: date
) -> Share:
    held = {e.subject_id for e in events if e.name == "conversation.held"}
    answered = {
        event.content["touchpoint_id"]
        for event in events
        if event.name == "conversation.recorded" and event.subject_id in held
    }
    required = [talk for talk in talks if talk.due_on in period and not talk.excused]
    sources = [
        (talk, Source(id=talk.touchpoint_id, favourable=str(talk.touchpoint_id) in answered))
        for talk in required
    ]
    return _share(source for talk, source in sources if source.favourable or talk.due_on < today)


@dataclass(frozen=True, kw_only=True)
class _Promise:
    due_on: date
    outcome: str = "open"


def _follow_through(
    period: Period, events: Iterable[Happened], owner_id: UUID, today: date
) -> Share:
    promises: dict[UUID, _Promise] = {}
    for event in events:
        if event.name.startswith("commitment.") and event.content["owner_id"] == str(owner_id):
            _tell(promises, event)
    return _share(
        Source(id=commitment_id, favourable=promise.outcome == "fulfilled")
        for commitment_id, promise in promises.items()
        if promise.due_on in period and _counts(promise, today)
    )


def _tell(promises: dict[UUID, _Promise], event: Happened) -> None:
    deed = event.name.removeprefix("commitment.")
    if deed == "made":
        due_on = date.fromisoformat(event.content["due_on"])
        promises[event.subject_id] = _Promise(due_on=due_on)
    elif deed == "carried_over":
        later = date.fromisoformat(event.content["due_on"])
        promises[event.subject_id] = replace(promises[event.subject_id], due_on=later)
    elif deed in {"fulfilled", "broken", "released"}:
        promises[event.subject_id] = replace(promises[event.subject_id], outcome=deed)


def _counts(promise: _Promise, today: date) -> bool:
    overdue = promise.outcome == "open" and promise.due_on < today
    return overdue or promise.outcome in {"fulfilled", "broken"}


def _share(sources: Iterable[Source]) -> Share:
    return Share(tuple(sorted(sources, key=lambda source: source.id)))
