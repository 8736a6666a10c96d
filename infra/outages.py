"""What is wrong with the machines when something fails that is nobody's fault."""

import errno
from collections.abc import Iterator
from enum import Enum, auto

import asyncpg
import sqlalchemy.exc


class Outage(Enum):
    AWAY = auto()
    """The database cannot be reached, or takes nothing for now."""
    BUSY = auto()
    """No connection became free in time."""
    FULL = auto()
    """There is no room left on a disk."""


_KINDS: tuple[tuple[Outage, tuple[type[BaseException], ...]], ...] = (
    (Outage.FULL, (asyncpg.DiskFullError,)),
    (Outage.BUSY, (sqlalchemy.exc.TimeoutError, asyncpg.TooManyConnectionsError)),
    (
        Outage.AWAY,
        (
            asyncpg.PostgresConnectionError,
            asyncpg.CannotConnectNowError,
            asyncpg.AdminShutdownError,
            asyncpg.CrashShutdownError,
            asyncpg.ReadOnlySQLTransactionError,
            ConnectionError,
        ),
    ),
)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def outage_in(error: BaseException) -> Outage | None:
    """The outage that an exception tells of, itself or what it was raised from."""
    for each in _causes(error):
        if isinstance(each, OSError) and each.errno in _NO_ROOM:
            return Outage.FULL
        for outage, kinds in _KINDS:
            if isinstance(each, kinds):
                return outage
        if isinstance(each, asyncpg.InterfaceError) and "closed" in str(each):
            return Outage.AWAY
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = getattr(error, "orig", None) or error.__cause__
