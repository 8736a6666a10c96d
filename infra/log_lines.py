"""What a log line may hold: allowed names, short values, and no more lines than a disk can bear.

Nothing that a caller wrote belongs there. These are the last to see to it, whatever a line was
given: a name that nobody allowed is dropped, a value is cut, and of what is refused a few lines a
second are written and the rest is counted.
"""

import logging
import re
import time
from collections.abc import MutableMapping
from typing import Any

import orjson
import structlog
from prometheus_client import Counter

Line = MutableMapping[str, Any]

FIELDS = frozenset(
    {
        "actor_kind", "attempt", "blocked", "broker", "code", "directive", "document", "error",
        "event", "field", "hash", "job", "job_id", "jobs", "lane", "lanes", "left_out", "level",
        "library", "limit", "mac", "method", "milliseconds", "operation", "phase", "request_id",
        "route", "seq", "status", "step", "tenant_id", "timestamp", "version", "where",
    }
)  # fmt: skip
"""What a log line may carry. Free text has no name here, so it cannot be logged by mistake."""
LONGEST_VALUE = 64
LONGEST_PLACE = 120
"""Of a place in our own code."""
LONGEST_LIST = 6
LONGEST_LINE = 4096
A_SECOND = 20
"""Lines of one kind."""

_EVENT = re.compile(r"[a-z0-9][a-z0-9 ._-]{0,80}")
_KINDS = 200
_REFUSED = 400
_CODE_LOCATIONS = frozenset({"where", "error"})

left_out = Counter("tanlu_log_lines_left_out_total", "Lines that were counted and not written")


def only_allowed(_logger: object, _method: str, line: Line) -> Line:
    """Drop what has no allowed name. The event itself is a short phrase of ours."""
    kept = {name: value for name, value in line.items() if name in FIELDS}
    if not _EVENT.fullmatch(str(kept.get("event", ""))):
        kept["event"] = "unnamed"
    return kept


def only_short(_logger: object, _method: str, line: Line) -> Line:
    """Cut what is long, and name the kind of what is neither text nor a number."""
    return {name: _short(value, _longest(name)) for name, value in line.items()}


def _longest(name: str) -> int:
    return LONGEST_PLACE if name in _CODE_LOCATIONS else LONGEST_VALUE


def _short(value: object, longest: int) -> object:
    if isinstance(value, str):
        text = str(value)
        return text if len(text) <= longest else f"{text[: longest - 1]}…"
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else "large"
    if isinstance(value, list | tuple):
        return [_short(each, longest) for each in value[-LONGEST_LIST:]]
    return type(value).__name__


class Sampled:
    """Writes a few lines a second of each kind of trouble, and says how many it left out.

    What was served is written always: that costs whoever asks a point, or us a page.
    """

    def __init__(self, a_second: int = A_SECOND) -> None:
        self._a_second = a_second
        self._seen: dict[tuple[object, ...], tuple[int, int, int]] = {}
        """By kind: the second, how many were written in it, and how many left out since."""

    def __call__(self, _logger: object, _method: str, line: Line) -> Line:
        status = line.get("status")
        if isinstance(status, int) and status < _REFUSED:
            return line
        kind, second = (line.get("event"), status, line.get("code")), int(time.monotonic())
        before, written, missing = self._seen.get(kind, (second, 0, 0))
        if before != second:
            written = 0
        if written >= self._a_second:
            self._seen[kind] = (second, written, missing + 1)
            left_out.inc()
            raise structlog.DropEvent
        if len(self._seen) >= _KINDS:
            self._seen.clear()
        self._seen[kind] = (second, written + 1, 0)
        return {**line, "left_out": missing} if missing else line


def as_json(line: object, **_: object) -> str:
    """One JSON object, in one line of bounded length."""
    written = orjson.dumps(line, default=str)
    if len(written) > LONGEST_LINE:
        written = orjson.dumps({"event": "line too long"})
    return written.decode()


class LibraryLines(logging.Handler):
    """What libraries have to say, without their words: these quote statements and addresses."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        told: dict[str, Any] = {"library": record.name}
        if error is not None:
            told |= {"error": type(error).__name__, "where": where(error)}
        structlog.get_logger().log(record.levelno, "library", **told)


def hear_libraries() -> None:
    """Everything that uses `logging` is heard by one handler; uvicorn's own would quote."""
    root = logging.getLogger()
    if not any(isinstance(each, LibraryLines) for each in root.handlers):
        root.addHandler(LibraryLines())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True


def where(error: BaseException, frames: int = LONGEST_LIST) -> list[str]:
    """The last places an exception passed, without its message, which may quote a person."""
    places: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-frames:]
