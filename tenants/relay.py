"""The relay: hands jobs that are due to the broker, tenant by tenant in turn.

It polls every second; the doorbell only saves the wait. Several relays may run side by side,
since each row is locked by the one that takes it. With the broker in the same database, taking a
job and handing it over are one transaction. With another broker a relay that dies in between
hands the job over twice, which `tenants.handled` makes harmless.
"""

import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg
import structlog

from infra.database import login_url
from infra.doorbell import CHANNEL
from infra.faults import reach
from infra.queue import FAILURES, hand_over, live_workers, message_for
from tenants import claims
from tenants.jobs import Lane
from tenants.turns import Turns, capacity, share

_POLL_SECONDS = 1.0
_WHILE_FULL_SECONDS = 0.01
_AFTER_FAILURE_SECONDS = 0.5
_LOOK_AFTER_SECONDS = 5.0
_REST = 4

_log = structlog.get_logger()


class Relay:
    def __init__(self) -> None:
        self._turns = {lane: Turns() for lane in Lane}
        self._workers = 1
        self._looked_after = 0.0
        self._known: Mapping[Lane, Sequence[UUID]] = {}
        self._known_until = 0.0

    def run(self, stop: threading.Event) -> None:
        """Until told to stop. Whatever fails, it connects anew and goes on."""
        while not stop.is_set():
            try:
                with connect() as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._run(connection, stop)
            except FAILURES as error:
                _log.warning("relay connects anew", error=type(error).__name__)
                stop.wait(_AFTER_FAILURE_SECONDS)

    def _run(self, connection: psycopg.Connection[Any], stop: threading.Event) -> None:
        while not stop.is_set():
            self._look_after(connection)
            handed, more = self.turn(connection)
            if handed:
                continue
            if more:
                stop.wait(_WHILE_FULL_SECONDS)
            else:
                next(connection.notifies(timeout=_POLL_SECONDS, stop_after=1), None)

    def turn(self, connection: psycopg.Connection[Any]) -> tuple[int, bool]:
        """Hand over what may go now. Returns how many, and whether more is due."""
        with connection.transaction():
            ready = self._ready(connection)
            if not ready:
                return 0, False
            allowed = self._allowed(connection, ready)
            taken = claims.take(connection, allowed)
            if any(allowed.values()) and not taken:
                self._known_until = 0.0
            if taken:
                hand_over(connection, [message_for(job_id, lane) for job_id, lane in taken])
            reach("handed-over")
        return len(taken), True

    def _ready(self, connection: psycopg.Connection[Any]) -> Mapping[Lane, Sequence[UUID]]:
        """Looked up at most a fifth of the time: with thousands of tenants it takes a while."""
        started = time.monotonic()
        if started >= self._known_until:
            self._known = claims.ready_tenants(connection)
            ended = time.monotonic()
            self._known_until = ended + _REST * (ended - started)
        return self._known

    def _allowed(
        self, connection: psycopg.Connection[Any], ready: Mapping[Lane, Sequence[UUID]]
    ) -> dict[Lane, Counter[UUID]]:
        in_flight = claims.in_flight(connection)
        return {
            lane: self._turns[lane].next(
                waiting,
                in_flight[lane],
                free=capacity(lane, self._workers) - in_flight[lane].total(),
                most=share(lane, self._workers),
            )
            for lane, waiting in ready.items()
        }

    def _look_after(self, connection: psycopg.Connection[Any]) -> None:
        """From time to time: how many workers there are, and which hand-overs were lost."""
        if time.monotonic() < self._looked_after + _LOOK_AFTER_SECONDS:
            return
        self._looked_after = time.monotonic()
        self._workers = live_workers(connection, [lane.value for lane in Lane])
        if lost := claims.take_back_lost(connection):
            _log.warning("lost hand-overs are handed over again", jobs=lost)


def connect() -> psycopg.Connection[Any]:
    address = login_url("relay").set(drivername="postgresql")
    return psycopg.connect(
        address.render_as_string(hide_password=False),
        autocommit=True,
        application_name="tanlu relay",
        connect_timeout=5,
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=2,
        tcp_user_timeout=10_000,
    )
