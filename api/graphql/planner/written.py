"""Parts of statements that are written once, and then put into each statement as they are.

SQLAlchemy takes milliseconds to compose what a viewer may see, or how far a goal has come, and to
write it down. A statement is made of dozens of such parts, and they are always the same.
"""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ClauseElement, bindparam
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.dialects.postgresql.asyncpg import PGCompiler_asyncpg
from sqlalchemy.sql.expression import CTE
from sqlalchemy.types import NullType

_PARAMETER = re.compile(r"%\((\w+)\)s|%%")


@dataclass(frozen=True)
class Written:
    """A part: its text, what it shares with other parts, and what it is run with."""

    text: str
    shared: tuple[CTE, ...] = ()
    """What a statement computes once, however many of its parts ask for it."""
    parameters: tuple[BindParameter[Any], ...] = ()

    @property
    def says(self) -> tuple[str, tuple[Any, ...]]:
        """Equal where two parts of the same name say the same."""
        return self.text, tuple(each.value for each in self.parameters)

    def within(self, compiler: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own, of any dialect
        """The text, when all that it needs is known to the statement that is being written."""
        for shared in self.shared:
            compiler.process(shared, asfrom=True)
        for parameter in self.parameters:
            compiler.process(parameter)
        return self.text


def written(part: ClauseElement, name: str) -> Written:
    """Write it down.

    Args:
        part: may hold parameters without a value, which whoever runs the statement knows.
        name: unlike that of any other part, for the parameters whose values it brings along.
    """
    made: Any = part.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    parameters: dict[str, BindParameter[Any]] = {}

    def named(match: re.Match[str]) -> str:
        if (found := match[1]) is None:
            return "%"
        if found not in parameters:
            parameters[found] = _parameter(made, found, f"{name}_{len(parameters)}")
        return f"%({parameters[found].key})s"

    text = _PARAMETER.sub(named, str(made))
    return Written(text, tuple(made.ctes or ()), tuple(parameters.values()))


def _parameter(made: Any, found: str, own: str) -> BindParameter[Any]:  # noqa: ANN401 - as above
    value = made.params[found]
    if value is None:
        return bindparam(found, type_=NullType(), required=False)
    processor = made._bind_processors.get(found)  # noqa: SLF001 - no public way
    return bindparam(own, processor(value) if processor else value, NullType())


class _WithoutShared(PGCompiler_asyncpg):
    """What is shared stands before the whole statement, and not before each part."""

    def _render_cte_clause(self, *_: Any, **__: Any) -> str:  # noqa: ANN401
        return ""


DIALECT: Any = asyncpg.dialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]
"""Leaves the names of parameters in the text, as SQLAlchemy does until a statement is whole."""
DIALECT.statement_compiler = _WithoutShared
