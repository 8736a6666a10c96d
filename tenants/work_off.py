"""The worker process: runs what the relay has handed over.

dramatiq brings the messages and keeps the threads, one group for each lane; what a run is, when
it is repeated and when it is given up stands in our own books (`tenants.runs`, `tenants.ledger`).
"""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Sequence
from uuid import UUID

import dramatiq.worker
import structlog
from dramatiq import Actor, Broker, Worker
from dramatiq.asyncio import EventLoopThread, set_event_loop_thread
from dramatiq.worker import ConsumerThread, WorkerThread

from infra import clock
from infra.database import close_engines
from infra.memory import keep_what_is_loaded
from infra.posting import close_posting
from infra.queue import ACTOR, broker
from infra.queue_table import TableBroker
from infra.settings import settings
from infra.slots import take_slot
from tenants.alone import Apart
from tenants.jobs import Lane
from tenants.runs import begin, carry_out
from tenants.turns import THREADS

_DRAIN_SECONDS = 20
"""For what runs to end by itself; it is stopped after that, and all is over by 25."""
_STOP_SECONDS = 3
_LAST_SECONDS = 1
_RECONNECT_SECONDS = 0.5

_log = structlog.get_logger()


def work_off(
    stop: threading.Event, program: Sequence[str], lanes: Sequence[Lane] = tuple(Lane)
) -> None:
    """Run jobs until told to stop.

    Args:
        stop: set by whoever ends this process.
        program: what Python is told to run a suspect in a process of its own: `… alone`.
        lanes: which lanes this process serves.
    """
    # Failures are told by our own log; dramatiq's would quote the messages of exceptions.
    logging.getLogger("dramatiq").setLevel(logging.CRITICAL)
    dramatiq.worker.CONSUMER_RESTART_DELAY_SECS = _RECONNECT_SECONDS
    loop = EventLoopThread(logging.getLogger("dramatiq"))
    # Not uvloop's: with it a post costs nearly twice as much (`bench webhooks`), a job as much.
    loop.loop = asyncio.new_event_loop()
    loop.start(timeout=10.0)
    set_event_loop_thread(loop)
    running = Running(program)
    workers = _start(broker(), running, lanes)
    keep_what_is_loaded()
    _log.info("worker is ready", lanes=[lane.value for lane in lanes])
    _watch(loop.loop, stop)
    stop.wait()
    _shut_down(workers, running, loop)


class Running:
    """The runs of this process, so that it can stop them when it must end."""

    def __init__(self, program: Sequence[str]) -> None:
        self._apart = Apart(program)
        self._tasks: set[asyncio.Task[object]] = set()

    async def run(self, job_id: str) -> None:
        if task := asyncio.current_task():
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        started = await begin(UUID(job_id))
        if started is None:
            return
        if started.suspect:
            await self._apart.run(started)
        else:
            await carry_out(started, clock.now())

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_STOP_SECONDS)
        self._apart.close()
        await close_posting()
        await close_engines()


def _start(ours: Broker, running: Running, lanes: Sequence[Lane]) -> list[Worker]:
    if isinstance(ours, TableBroker):
        ours.be(take_slot())
    for lane in lanes:
        ours.declare_queue(lane.value)
    Actor[[str], None](
        running.run,
        broker=ours,
        actor_name=ACTOR,
        queue_name=lanes[0].value,
        priority=0,
        options={},
    )
    workers = [Worker(ours, queues={lane.value}, worker_threads=THREADS[lane]) for lane in lanes]
    for each in workers:
        each.start()
    return workers


def _shut_down(workers: Sequence[Worker], running: Running, loop: EventLoopThread) -> None:
    """Not by dramatiq's own `stop`, which waits for a PostgreSQL that may be gone as well."""
    threads = [thread for each in workers for thread in each.workers]
    _end(threads, _DRAIN_SECONDS)
    asyncio.run_coroutine_threadsafe(running.stop(), loop.loop).result(_STOP_SECONDS + 1)
    # After the runs, because RabbitMQ's acknowledgements travel on the consumers' connections.
    consumers = [consumer for each in workers for consumer in each.consumers.values()]
    _end(consumers, _LAST_SECONDS)
    ours = broker()
    if isinstance(ours, TableBroker):
        ours.put_back()
    else:
        for consumer in consumers:
            consumer.close()
    ours.close()
    loop.stop()  # type: ignore[no-untyped-call]  # dramatiq leaves it so


def _end(threads: Sequence[WorkerThread | ConsumerThread], seconds: float) -> None:
    for thread in threads:
        thread.stop()
    deadline = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))


def _watch(loop: asyncio.AbstractEventLoop, stop: threading.Event) -> None:
    """End the process when a job keeps the loop busy for too long: no time limit reaches it."""

    def watch() -> None:
        while not stop.is_set():
            answered = threading.Event()
            loop.call_soon_threadsafe(answered.set)
            if not answered.wait(settings().stuck_after_seconds):
                _log.critical("a job keeps the worker busy; the worker ends")
                os._exit(70)
            stop.wait(1)

    threading.Thread(target=watch, name="watch", daemon=True).start()
