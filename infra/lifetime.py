"""How long one of our processes lives: until it is told to stop, or its parent is gone."""

import os
import signal
import threading
import time
from collections.abc import Callable

STARTED_BY = "TANLU_STARTED_BY"
"""Names the parent to a child that may not have begun when its parent is killed."""

_GLANCE_SECONDS = 0.5


def until_told() -> threading.Event:
    """An event that SIGTERM, SIGINT or the parent's death sets. Call it in the main thread."""
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    follow_parent(stop.set)
    return stop


def follow_parent(orphaned: Callable[[], None]) -> None:
    """Call it when the process that started this one is no longer there."""
    parent = int(os.environ.get(STARTED_BY) or os.getppid())

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_GLANCE_SECONDS)
        orphaned()

    threading.Thread(target=watch, name="parent", daemon=True).start()
