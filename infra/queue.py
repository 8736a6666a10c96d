"""The dramatiq broker behind the relay: a table of PostgreSQL, or RabbitMQ to scale out.

A waiting job is a row of ours (`platform.pending_jobs`); the broker only carries its id to a
worker. Where the broker is a table of the same database, a job is handed over in the transaction
that marks it as handed, and its message ends in the statement that writes the run's end.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from dramatiq import Broker, Message
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.errors import BrokerError
from pika.exceptions import AMQPError
from sqlalchemy import TextClause, text

from infra.queue_schema import SCHEMA
from infra.queue_table import DEAD_AFTER_SECONDS, TableBroker
from infra.settings import settings

ACTOR = "tenants.work_off"
"""The one dramatiq actor: what it runs is said by our row. It stands in messages that wait, so it
stays as it is."""


FAILURES = (BrokerError, AMQPError, psycopg.Error, OSError)
"""What talking to the broker or to PostgreSQL may raise; a new connection may help."""


@cache
def broker() -> Broker:
    """The broker of this process. Retries, delays and dead letters are ours, so no middleware."""
    if settings().broker == "rabbitmq":
        url = settings().rabbitmq_url.get_secret_value()
        # Without confirmation a message can vanish between here and RabbitMQ's disk.
        return RabbitmqBroker(url=url, confirm_delivery=True, middleware=[])
    return TableBroker()


def message_for(job_id: UUID, lane: str) -> Message[Any]:
    return Message(
        queue_name=lane,
        actor_name=ACTOR,
        args=(),
        kwargs={"job_id": str(job_id)},
        options={},
        message_id=str(job_id),
    )


def hand_over(connection: psycopg.Connection[Any], messages: Sequence[Message[Any]]) -> None:
    """Give the messages to the broker; with the open transaction, where the broker is a table."""
    if isinstance(broker(), TableBroker):
        rows = {
            "queues": [message.queue_name for message in messages],
            "ids": [message.message_id for message in messages],
            "messages": [message.encode().decode() for message in messages],
        }
        connection.execute(_HAND_OVER, rows)
        return
    for message in messages:
        broker().enqueue(message)


def forgetting_messages(steps: str) -> TextClause:
    """A statement of named steps, with the end of the messages whose ids the step `ended` has."""
    if settings().broker == "rabbitmq":
        return text(f"WITH {steps} SELECT id FROM ended")  # noqa: S608 - steps are constants
    messages = f"DELETE FROM {SCHEMA}.queue USING ended WHERE message_id = ended.id"  # noqa: S608
    return text(f"WITH {steps} {messages}")


def live_workers(connection: psycopg.Connection[Any], lanes: Sequence[str]) -> int:
    """How many worker processes take messages now; one, if none says so."""
    ours = broker()
    if isinstance(ours, RabbitmqBroker):
        return max(1, *(_consumers(ours, lane) for lane in lanes))
    row = connection.execute(_LIVE_WORKERS).fetchone()
    return max(1, int(row[0])) if row else 1


def without_message() -> str:
    """A condition on handed jobs: the broker has lost it, or nobody ended it within %(lease)s.

    RabbitMQ cannot be asked for one message, so there only time tells.
    """
    if settings().broker == "rabbitmq":
        return "handed_at < now() - %(lease)s"
    return f"""handed_at IS NOT NULL AND (handed_at < now() - %(lease)s OR NOT EXISTS (
        SELECT FROM {SCHEMA}.queue WHERE message_id = id AND state <> 'rejected'))"""


def _consumers(ours: RabbitmqBroker, lane: str) -> int:
    try:
        ours.declare_queue(lane, ensure=True)
        return int(ours.channel.queue_declare(lane, passive=True).method.consumer_count)
    except AMQPError:
        # The next use makes a new one.
        del ours.connection
        raise


_HAND_OVER = f"""
    WITH handed AS (
        INSERT INTO {SCHEMA}.queue (queue_name, message_id, state, message)
        SELECT queue_name, message_id, 'queued', message FROM unnest(
            %(queues)s::text[], %(ids)s::uuid[], %(messages)s::jsonb[]
        ) AS given (queue_name, message_id, message)
        ON CONFLICT (message_id) DO UPDATE SET state = 'queued', worker_id = NULL,
            consumed_at = NULL, available_at = now(), mtime = now()
        RETURNING queue_name
    )
    SELECT pg_notify('dramatiq.' || queue_name || '.enqueue', '')
    FROM (SELECT DISTINCT queue_name FROM handed) AS lanes
"""  # noqa: S608 - the schema is a constant

_LIVE_WORKERS = f"""
    SELECT count(*) FROM {SCHEMA}.worker
    WHERE heartbeat_at > now() - interval '{DEAD_AFTER_SECONDS} seconds'
"""  # noqa: S608 - constants
