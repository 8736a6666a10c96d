"""What an attempt means for its delivery and its endpoint."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, TableValuedAlias, insert, select, update

from domain.base import new_id
from domain.incoming import incoming
from domain.work import UnitOfWork
from webhooks.batch import Letter, Sent
from webhooks.delivery import Attempt, Delivery, DeliveryState
from webhooks.endpoint import Endpoint, SwitchedOffBecause
from webhooks.events import EndpointFailing, EndpointSwitchedOff
from webhooks.retrying import asked_for, wait_after
from webhooks.sending import Outcome

_HOUR = 3600
_attempts = cast("Table", Attempt.__table__)
_deliveries = cast("Table", Delivery.__table__)


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
    made = [_attempt(letter, outcome, work.now) for letter, outcome in pairs]
    given = _given(_attempts, made)
    await work.session.execute(insert(_attempts).from_select(list(made[0]), select(given)))
    await _end(work, [_settled(letter, outcome, work.now) for letter, outcome in pairs])
    for each in there:
        outcomes = [outcome for _, outcome in each.outcomes]
        _note_health(work, endpoints[each.endpoint_id], outcomes)


async def _end(work: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    given = _given(_deliveries, rows)
    # Only as long as nobody else has ended the same attempt.
    same = (_deliveries.c.id == given.c.id) & (_deliveries.c.attempts == given.c.attempts - 1)
    becomes = {name: given.c[name] for name in rows[0] if name != "id"}
    await work.session.execute(update(_deliveries).where(same).values(becomes))


def _given(table: Table, rows: Sequence[Mapping[str, Any]]) -> TableValuedAlias:
    return incoming(**{name: (table.c[name].type, [row[name] for row in rows]) for name in rows[0]})


def _attempt(letter: Letter, outcome: Outcome, now: datetime) -> Mapping[str, Any]:
    return {
        "id": new_id(),
        "delivery_id": letter.delivery_id,
        "made_at": now - timedelta(milliseconds=outcome.milliseconds),
        "milliseconds": outcome.milliseconds,
        "status": outcome.status,
        "answer": outcome.answer,
        "trouble": outcome.trouble,
    }


def _settled(letter: Letter, outcome: Outcome, now: datetime) -> Mapping[str, Any]:
    made = letter.attempts + 1
    wait = None
    if not (outcome.delivered or outcome.gone or outcome.asks_to("abort-message")):
        asked = asked_for(outcome.headers, now)
        wait = wait_after(made, overloaded=outcome.overloaded, asked=asked)
    over = DeliveryState.DELIVERED if outcome.delivered else DeliveryState.FAILED
    return {
        "id": letter.delivery_id,
        "attempts": made,
        "state": over if wait is None else DeliveryState.WAITING,
        "due_at": now if wait is None else now + wait,
        "ended_at": now if wait is None else None,
    }


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
