"""Every table that holds something of a company, and what of it is exported."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Enum,
    Integer,
    Table,
    Uuid,
)

from domain.base import Stored
from domain.exported import NOT_AT_ALL, Exported
from tenants.shared import Shared

_PLAIN = (BigInteger, Boolean, Date, DateTime, Double, Enum, Integer, Uuid)


@dataclass(frozen=True)
class ExportedTable:
    """A table, and the columns and rows of it that a company may take along."""

    name: str
    """As `people`, or as `platform.email_domains` if it is shared."""
    columns: Sequence[str]
    rows: str
    order: Sequence[str]


def kinds() -> list[type[Stored] | type[Shared]]:
    """The classes of all tables with rows of a company, those that are referred to first."""
    known = [*Stored.registry.mappers, *Shared.registry.mappers]
    by_table = {mapper.local_table: mapper.class_ for mapper in known}
    order = [*Stored.metadata.sorted_tables, *Shared.metadata.sorted_tables]
    ours = [table for table in order if table.schema is None or "tenant_id" in table.columns]
    return [cast("type[Stored | Shared]", by_table[table]) for table in ours]


def holds_text(column: Column[Any]) -> bool:
    """Whether people or programs may have written anything into it. What is unknown counts."""
    return not isinstance(column.type, _PLAIN)


def exported_tables() -> list[ExportedTable]:
    return [_exported(kind) for kind in kinds() if _mark(kind) is not NOT_AT_ALL]


def _exported(kind: type[Stored] | type[Shared]) -> ExportedTable:
    table, mark = cast("Table", kind.__table__), _mark(kind)
    told = [each.name for each in table.columns if not holds_text(each) or each.name in mark.texts]
    rows, shared = mark.rows, table.schema is not None
    return ExportedTable(
        name=str(table.fullname),
        columns=[str(name) for name in told if name != "tenant_id"],
        rows=f"tenant_id = $1::uuid AND ({rows})"
        if shared
        else f"$1::uuid IS NOT NULL AND ({rows})",
        order=[column.name for column in table.primary_key.columns],
    )


def _mark(kind: type[Stored] | type[Shared]) -> Exported:
    """Nothing said is nothing exported."""
    return kind.exported or NOT_AT_ALL
