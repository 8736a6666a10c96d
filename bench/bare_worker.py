"""What `bench jobs` is measured against: dramatiq-postgres by itself, as its manual shows it."""

import logging
from typing import Any

import dramatiq
from dramatiq import Worker
from dramatiq_postgres import PostgresBroker

from infra.database import login_url
from infra.lifetime import until_told

THREADS = 8
SCHEMA = "bare"


def bare_broker() -> Any:  # noqa: ANN401 - the library has no types
    address = login_url("relay").set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresBroker(url=address, schema=SCHEMA, results=False)


def main() -> None:
    logging.getLogger("dramatiq").setLevel(logging.CRITICAL)
    broker = bare_broker()
    dramatiq.Actor(
        _nothing, broker=broker, actor_name="nothing", queue_name="default", priority=0, options={}
    )
    worker = Worker(broker, worker_threads=THREADS)
    worker.start()
    until_told().wait()
    worker.stop(5_000)


def _nothing() -> None:
    """Costs only what every message costs."""


if __name__ == "__main__":
    main()
