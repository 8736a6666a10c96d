"""The broker as a table: the library dramatiq-postgres, made fit for many short messages.

Ours differs from the library's in three points. A message ends in the statement that writes the
end of its run (`infra.queue.forgetting_messages`), so the broker's own acknowledgement only frees
a place in memory. There are no delay queues, since delays wait in our own table. And what a
worker has claimed but does not hold, after a broken connection or in an earlier life, it puts
back by itself instead of waiting to be declared dead.
"""

from contextlib import suppress
from threading import Event
from uuid import UUID

import psycopg
from dramatiq import Message, MessageProxy
from dramatiq_postgres import PostgresBroker
from dramatiq_postgres.broker import PostgresConsumer
from dramatiq_postgres.utils import raise_connection_error
from psycopg_pool import ConnectionPool, PoolTimeout

from infra.database import login_url
from infra.queue_schema import SCHEMA

HEARTBEAT_SECONDS = 5
DEAD_AFTER_SECONDS = 20
MAINTENANCE_SECONDS = 10
POLL_SECONDS = 1

_CONNECTIONS = 16
_LAST_WAIT = 1.0


class TableBroker(PostgresBroker):  # type: ignore[misc]  # the library has no types
    def __init__(self) -> None:
        address = login_url("relay").set(drivername="postgresql")
        super().__init__(
            pool=ConnectionPool(
                address.render_as_string(hide_password=False),
                min_size=0,
                max_size=_CONNECTIONS,
                open=True,
                kwargs={"application_name": "tanlu worker"},
            ),
            results=False,
            schema=SCHEMA,
            middleware=[],
            poll_interval=POLL_SECONDS,
            heartbeat_interval=HEARTBEAT_SECONDS,
            heartbeat_ttl=DEAD_AFTER_SECONDS,
            maintenance_interval=MAINTENANCE_SECONDS,
        )
        self._owns_pool = True
        self.in_hand: dict[str, set[str]] = {}

    def be(self, worker_id: UUID) -> None:
        """Take messages under this name, so that the next process of that name finds them."""
        self.worker_id = str(worker_id)

    def declare_queue(self, queue_name: str) -> None:
        if queue_name not in self.queues:
            self.emit_before("declare_queue", queue_name)
            self.queues[queue_name] = True
            self.in_hand[queue_name] = set()
            self.emit_after("declare_queue", queue_name)

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 30000) -> PostgresConsumer:
        with self.pool.connection() as connection:
            held = list(self.in_hand[queue_name])
            connection.execute(_NOT_HELD, (self.worker_id, queue_name, held))
        return _Consumer(broker=self, queue_name=queue_name, prefetch=prefetch, timeout=timeout)

    def put_back(self) -> None:
        """At the end: whatever this worker has claimed waits again, if PostgreSQL is there."""
        with suppress(psycopg.Error, PoolTimeout), self.pool.connection(_LAST_WAIT) as connection:
            for queue_name in self.queues:
                connection.execute(_NOT_HELD, (self.worker_id, queue_name, []))


class _Wakeup(Event):
    """Stays set until somebody has waited for it.

    The library clears it after it has claimed, and so forgets a notice that came meanwhile.
    """

    def clear(self) -> None:
        """Not now."""

    def wait(self, timeout: float | None = None) -> bool:
        rung = super().wait(timeout)
        super().clear()
        return rung


class _Consumer(PostgresConsumer):  # type: ignore[misc]  # as above
    def __init__(
        self, *, broker: TableBroker, queue_name: str, prefetch: int, timeout: int
    ) -> None:
        super().__init__(broker=broker, queue_name=queue_name, prefetch=prefetch, timeout=timeout)
        if broker.notifier is not None:
            notices, forgetful = _Wakeup(), self.__dict__.pop("wakeup")
            broker.notifier.unsubscribe(self.channel, forgetful)
            broker.notifier.subscribe(self.channel, notices)
            self.wakeup: Event = notices
        # Kept by the broker: workers still run these when a lost connection makes a new consumer.
        self.in_processing = broker.in_hand[queue_name]

    @raise_connection_error  # type: ignore[untyped-decorator]  # as above
    def claim(self, limit: int) -> None:
        """As the library's, in one round trip instead of three."""
        connection = self.get_consume_conn()
        connection.autocommit = True
        claimed = connection.execute(_CLAIM, (self.queue_name, limit, self.broker.worker_id))
        self.buffer.extend(Message.decode(row[0].encode()) for row in claimed)

    def ack(self, message: MessageProxy) -> None:
        self.in_processing.discard(message.message_id)
        if len(self.in_processing) <= self.prefetch // 2:
            # Not at each message: a claim costs about as much as a short job.
            self.wakeup.set()


_CLAIM = f"""
    WITH next AS (
        SELECT message_id FROM {SCHEMA}.queue
        WHERE queue_name = %s AND state = 'queued' AND available_at <= now()
        ORDER BY available_at, position LIMIT %s FOR UPDATE SKIP LOCKED
    )
    UPDATE {SCHEMA}.queue AS message
    SET state = 'consumed', worker_id = %s, consumed_at = now(), mtime = now()
    FROM next WHERE message.message_id = next.message_id
    RETURNING message.message::text
"""  # noqa: S608 - the schema is a constant

_NOT_HELD = f"""
    UPDATE {SCHEMA}.queue
    SET state = 'queued', worker_id = NULL, consumed_at = NULL, mtime = now()
    WHERE worker_id = %s AND queue_name = %s AND state = 'consumed'
        AND NOT message_id = ANY(%s::uuid[])
"""  # noqa: S608 - the schema is a constant
