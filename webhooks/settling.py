"""What an attempt means for its delivery and its endpoint."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeAlias, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Insert,
    Table,
    TableValuedAlias,
    Update,
    bindparam,
    case,
    insert,
    select,
    update,
)

from domain.base import new_id
from domain.incoming import awaited, columns_of, incoming
from domain.work import UnitOfWork
from infra.prepared import Prepared
from webhooks.batch import Letter, Sent
from webhooks.delivery import Attempt, Delivery, DeliveryState
from webhooks.endpoint import Endpoint, SwitchedOffBecause
from webhooks.events import EndpointFailing, EndpointSwitchedOff
from webhooks.retrying import asked_for, wait_after
from webhooks.sending import Outcome

Pair: TypeAlias = tuple[Letter, Outcome]

_HOUR = 3600
_attempts = cast("Table", Attempt.__table__)
_deliveries = cast("Table", Delivery.__table__)
_MADE = ("id", "delivery_id", "milliseconds", "status", "answer", "trouble")
_ENDED = ("id", "attempts")
_NOW = bindparam("now", type_=DateTime(timezone=True))


async def settle(
    work: UnitOfWork, endpoints: Mapping[UUID, Endpoint], batches: Sequence[Sent]
) -> None:
    """Enter what came of each attempt; health and switching off follow from all of them.

    Args:
        work: the transaction in which the endpoints are locked.
        endpoints: those that still are. With any other its deliveries are gone as well.
        batches: what was sent to whom.
    """
    there = [each for each in batches if each.endpoint_id in endpoints and each.outcomes]
    pairs = [pair for each in there for pair in each.outcomes]
    if not pairs:
        return
    await _note_attempts(work, pairs)
    arrived = [letter for letter, outcome in pairs if outcome.delivered]
    if arrived:
        await _end(work, arrived)
    if failed := [pair for pair in pairs if not pair[1].delivered]:
        await _fail(work, failed)
    for each in there:
        outcomes = [outcome for _, outcome in each.outcomes]
        _note_health(work, endpoints[each.endpoint_id], outcomes)


async def _note_attempts(work: UnitOfWork, pairs: Sequence[Pair]) -> None:
    made: Mapping[str, Sequence[Any]] = {
        "id": [new_id() for _ in pairs],
        "delivery_id": [letter.delivery_id for letter, _ in pairs],
        "milliseconds": [outcome.milliseconds for _, outcome in pairs],
        "status": [outcome.status for _, outcome in pairs],
        "answer": [outcome.answer for _, outcome in pairs],
        "trouble": [outcome.trouble for _, outcome in pairs],
    }
    await _NOTING_ATTEMPTS.rows(work.session, **columns_of(made), now=work.now)


def _noting_attempts() -> Insert:
    made = awaited({name: _attempts.c[name].type for name in _MADE})
    began = _NOW - made.c.milliseconds * timedelta(milliseconds=1)
    return insert(_attempts).from_select([*_MADE, "made_at"], select(made, began))


_NOTING_ATTEMPTS = Prepared(_noting_attempts)


async def _end(work: UnitOfWork, arrived: Sequence[Letter]) -> None:
    ended: Mapping[str, Sequence[Any]] = {
        "id": [each.delivery_id for each in arrived],
        "attempts": [each.attempts for each in arrived],
    }
    await _ENDING.rows(work.session, **columns_of(ended), now=work.now)


def _ending() -> Update:
    given = awaited({name: _deliveries.c[name].type for name in _ENDED})
    arrived = {
        "state": DeliveryState.DELIVERED,
        "attempts": given.c.attempts + 1,
        "due_at": _NOW,
        "ended_at": _NOW,
    }
    return update(_deliveries).where(_still(given)).values(arrived)


_ENDING = Prepared(_ending)


async def _fail(work: UnitOfWork, failed: Sequence[Pair]) -> None:
    waits = [_wait(letter, outcome, work.now) for letter, outcome in failed]
    given = _given(
        {
            "id": [letter.delivery_id for letter, _ in failed],
            "attempts": [letter.attempts for letter, _ in failed],
            "due_at": [work.now + (wait or timedelta()) for wait in waits],
            "ended_at": [work.now if wait is None else None for wait in waits],
        },
    )
    ended = given.c.ended_at.is_not(None)
    await work.session.execute(
        update(_deliveries)
        .where(_still(given))
        .values(
            state=case((ended, DeliveryState.FAILED), else_=DeliveryState.WAITING),
            attempts=given.c.attempts + 1,
            due_at=given.c.due_at,
            ended_at=given.c.ended_at,
        )
    )


def _still(given: TableValuedAlias) -> ColumnElement[bool]:
    """Only as long as nobody else has ended the same attempt."""
    return (_deliveries.c.id == given.c.id) & (_deliveries.c.attempts == given.c.attempts)


def _given(columns: Mapping[str, Sequence[Any]]) -> TableValuedAlias:
    return incoming(**{name: (_deliveries.c[name].type, each) for name, each in columns.items()})


def _wait(letter: Letter, outcome: Outcome, now: datetime) -> timedelta | None:
    """Until the next attempt; None if there is none."""
    if outcome.gone or outcome.asks_to("abort-message"):
        return None
    asked = asked_for(outcome.headers, now)
    return wait_after(letter.attempts + 1, overloaded=outcome.overloaded, asked=asked)


def _note_health(work: UnitOfWork, endpoint: Endpoint, outcomes: Sequence[Outcome]) -> None:
    failed = [each for each in outcomes if not each.delivered]
    if len(failed) < len(outcomes):
        endpoint.note_success(work.now)
    if failed:
        endpoint.note_failures(len(failed), work.now)
    because = _reason_to_end(endpoint, outcomes, work.now)
    if because and endpoint.is_active:
        endpoint.switch_off(because)
        work.announce(EndpointSwitchedOff(subject_id=endpoint.id, reason=because.value))
    elif failing_for := endpoint.warning_due(work.now):
        hours = int(failing_for.total_seconds()) // _HOUR
        work.announce(EndpointFailing(subject_id=endpoint.id, hours=hours))


def _reason_to_end(
    endpoint: Endpoint, outcomes: Sequence[Outcome], now: datetime
) -> SwitchedOffBecause | None:
    if any(each.gone for each in outcomes):
        return SwitchedOffBecause.GONE
    if any(each.asks_to("disable") for each in outcomes):
        return SwitchedOffBecause.ASKED
    return SwitchedOffBecause.FAILING if endpoint.is_given_up_on(now) else None
