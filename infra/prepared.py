"""Statements that are executed often: written down once, then handed to the driver as they are.

SQLAlchemy takes several times as long to carry a statement to asyncpg and its rows back as asyncpg
takes for it (`bench writes`, `bench webhooks`). Most statements are rare enough not to care.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import asyncpg
from sqlalchemy import Executable
from sqlalchemy.dialects.postgresql import asyncpg as dialects
from sqlalchemy.ext.asyncio import AsyncSession

_DIALECT = dialects.dialect()  # type: ignore[no-untyped-call]
_DRIVER = "the driver's connection"


@dataclass(frozen=True)
class _Parameter:
    name: str
    constant: Any
    """What it is when nobody gives it a value."""
    processor: Callable[[Any], Any] | None


class Prepared:
    """A statement with named parameters, executed in a session's transaction.

    It sees what was sent before it, and not what the session still holds back: flush first where
    that matters. Errors are asyncpg's own.

    Args:
        make: composes the statement, when it is first needed.
    """

    def __init__(self, make: Callable[[], Executable]) -> None:
        self._make = make

    async def rows(self, session: AsyncSession, **values: Any) -> Sequence[asyncpg.Record]:  # noqa: ANN401
        """What it returns. Values are given by the names of the parameters."""
        driver = await _driver_of(session)
        found: Sequence[asyncpg.Record] = await driver.fetch(self._sql, *self._given(values))
        return found

    async def value(self, session: AsyncSession, **values: Any) -> Any:  # noqa: ANN401 - what SQL says
        """The first column of its first row; None if there is none."""
        driver = await _driver_of(session)
        return await driver.fetchval(self._sql, *self._given(values))

    async def for_each(self, session: AsyncSession, rows: Iterable[Mapping[str, Any]]) -> None:
        """Execute it for each of the rows, in their order."""
        driver = await _driver_of(session)
        given = [self._given(row) for row in rows]
        if len(given) == 1:
            await driver.execute(self._sql, *given[0])
        else:
            await driver.executemany(self._sql, given)

    def _given(self, values: Mapping[str, Any]) -> list[Any]:
        return [
            each.processor(value) if each.processor and value is not None else value
            for each in self._parameters
            for value in (values.get(each.name, each.constant),)
        ]

    @property
    def _sql(self) -> str:
        return self._written[0]

    @property
    def _parameters(self) -> Sequence[_Parameter]:
        return self._written[1]

    @cached_property
    def _written(self) -> tuple[str, Sequence[_Parameter]]:
        compiled: Any = self._make().compile(  # type: ignore[attr-defined]  # every executable has it
            dialect=_DIALECT, compile_kwargs={"render_postcompile": True}
        )
        if left := [*compiled.insert_prefetch, *compiled.update_prefetch]:
            raise ValueError(f"Nobody computes defaults here; give a value for {left}")
        parameters = [
            _Parameter(name, compiled.params[name], compiled._bind_processors.get(name))  # noqa: SLF001 - no public way
            for name in compiled.positiontup or ()
        ]
        return str(compiled), parameters


async def _driver_of(session: AsyncSession) -> Any:  # noqa: ANN401 - asyncpg's connection
    """Kept with the transaction it belongs to: asking for it takes as long as a statement."""
    transaction = session.sync_session.get_transaction()
    known = session.info.get(_DRIVER)
    if known is None or known[0] is not transaction or transaction is None:
        raw = await (await session.connection()).get_raw_connection()
        known = session.sync_session.get_transaction(), raw.driver_connection
        session.info[_DRIVER] = known
    return known[1]
