"""The weekly check-in on a key result."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from domain import typed
from domain.errors import NotFound
from domain.goals.capacity import goal_to
from domain.goals.check_in import CheckIn, confidence_of, week_to_check_in
from domain.goals.events import BlockerRaised, KeyResultCheckedIn
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.goals.queries import visible_key_results
from domain.goals.states import Deed
from domain.people.queries import today
from domain.work import UnitOfWork


async def check_in(
    work: UnitOfWork,
    *,
    key_result_id: UUID,
    value: float,
    confidence: int,
    week: date | None = None,
    blocker: str | None = None,
    resource_ask: str | None = None,
) -> CheckIn:
    """The owner and anyone above them may; HR for the manager of whoever has none.

    `week` is any day of the week that is meant, this week unless told. A second check-in for a
    week supersedes the first.
    """
    person_id = work.actor.require_person()
    key_result, goal = await _found(work, key_result_id)
    said = CheckIn(
        key_result_id=key_result.id,
        week=week_to_check_in(week, today=today(work)),
        version=1,
        value=typed.number(value, "value"),
        confidence=confidence_of(confidence),
        blocker=typed.paragraphs(blocker or "", "blocker") or None,
        resource_ask=typed.paragraphs(resource_ask or "", "resource_ask") or None,
        checked_in_by_id=person_id,
        checked_in_at=work.now,
    )
    goal.move(Deed.CHECK_IN)
    await _supersede(work, said)
    work.add(said)
    await work.session.flush()
    key_result.current = await _latest_value(work, key_result)
    _announce(work, goal, said)
    return said


async def _found(work: UnitOfWork, key_result_id: UUID) -> tuple[KeyResult, Goal]:
    seen = visible_key_results(work.viewer).where(KeyResult.id == key_result_id)
    key_result = await work.session.scalar(seen)
    if key_result is None:
        raise NotFound(
            "There is no key result with that id", zh="找不到该关键结果", field="key_result_id"
        )
    goal, _ = await goal_to(work, Deed.CHECK_IN, key_result.goal_id, field="key_result_id")
    return key_result, goal


async def _supersede(work: UnitOfWork, said: CheckIn) -> None:
    valid = select(CheckIn).where(
        CheckIn.key_result_id == said.key_result_id,
        CheckIn.week == said.week,
        CheckIn.superseded_at.is_(None),
    )
    former = await work.session.scalar(valid)
    if former is not None:
        said.version = former.version + 1
        former.superseded_at = work.now
        await work.session.flush()


async def _latest_value(work: UnitOfWork, key_result: KeyResult) -> float | None:
    """A late word on an earlier week does not hide what is known of a later one."""
    latest = (
        select(CheckIn.value)
        .where(CheckIn.key_result_id == key_result.id, CheckIn.superseded_at.is_(None))
        .order_by(CheckIn.week.desc())
        .limit(1)
    )
    return await work.session.scalar(latest)


def _announce(work: UnitOfWork, goal: Goal, said: CheckIn) -> None:
    work.announce(
        KeyResultCheckedIn(
            subject_id=goal.id,
            owner_id=goal.owner_id,
            key_result_id=said.key_result_id,
            check_in_id=said.id,
            week=said.week,
            version=said.version,
            confidence=said.confidence,
        )
    )
    if said.blocker:
        work.announce(
            BlockerRaised(subject_id=goal.id, owner_id=goal.owner_id, check_in_id=said.id)
        )
