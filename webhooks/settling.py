"""What an attempt means for its delivery and its endpoint."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, insert, update

from domain.base import new_id
from domain.work import UnitOfWork
from webhooks.batch import Letter, lock_endpoint
from webhooks.delivery import Attempt, Delivery, DeliveryState
from webhooks.endpoint import Endpoint, SwitchedOffBecause
from webhooks.events import EndpointFailing, EndpointSwitchedOff
from webhooks.retrying import asked_for, wait_after
from webhooks.sending import Outcome

Results = Sequence[tuple[Letter, Outcome]]

_HOUR = 3600
_table = cast("Table", Delivery.__table__)
# Only as long as nobody else has ended the same attempt.
_SETTLE = (
    update(_table)
    .where(_table.c.id == bindparam("delivery"), _table.c.attempts == bindparam("before"))
    .values(
        state=bindparam("becomes"),
        attempts=bindparam("made"),
        due_at=bindparam("next"),
        ended_at=bindparam("ended"),
        taken_by=None,
    )
)
_PUT_BACK = (
    update(_table)
    .where(_table.c.id == bindparam("delivery"))
    .values(due_at=bindparam("next"), taken_by=None)
)


async def settle(work: UnitOfWork, endpoint_id: UUID, results: Results) -> None:
    """Enter what came of each attempt; health and switching off follow from all of them."""
    connection = await work.session.connection()
    await connection.execute(insert(cast("Table", Attempt.__table__)), _attempts(work, results))
    rows = [_settled(letter, outcome, work.now) for letter, outcome in results]
    await connection.execute(_SETTLE, rows)
    endpoint = await lock_endpoint(work, endpoint_id)
    if endpoint is not None:
        _note_health(work, endpoint, [outcome for _, outcome in results])


async def put_back(work: UnitOfWork, letters: Sequence[Letter]) -> None:
    """They were not tried: there was no time left."""
    connection = await work.session.connection()
    rows = [{"delivery": each.delivery_id, "next": work.now} for each in letters]
    await connection.execute(_PUT_BACK, rows)


def _attempts(work: UnitOfWork, results: Results) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "delivery_id": letter.delivery_id,
            "made_at": work.now - timedelta(milliseconds=outcome.milliseconds),
            "milliseconds": outcome.milliseconds,
            "status": outcome.status,
            "answer": outcome.answer,
            "trouble": outcome.trouble,
        }
        for letter, outcome in results
    ]


def _settled(letter: Letter, outcome: Outcome, now: datetime) -> Mapping[str, Any]:
    made = letter.attempts + 1
    wait = None
    if not (outcome.delivered or outcome.gone or outcome.asks_to("abort-message")):
        asked = asked_for(outcome.headers, now)
        wait = wait_after(made, overloaded=outcome.overloaded, asked=asked)
    over = DeliveryState.DELIVERED if outcome.delivered else DeliveryState.FAILED
    return {
        "delivery": letter.delivery_id,
        "before": letter.attempts,
        "made": made,
        "becomes": over if wait is None else DeliveryState.WAITING,
        "next": now if wait is None else now + wait,
        "ended": now if wait is None else None,
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
