"""What one can see of a company, whatever its ids are."""

import hashlib
import json
import re
from typing import Any

from sqlalchemy import Column, Table, Uuid

from infra.database import Place
from tenants.export.snapshot import snapshot_of
from tenants.export.tables import kinds

_BY_CHANCE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32,64}\b")
"""Ids, salts and hashes."""
_BOOKS = {"pending_jobs", "handled", "sign_in_links", "sessions", "tenant_keys"}
"""What machines keep for themselves."""


async def seen(place: Place) -> dict[str, str]:
    """For each table a digest of its rows without ids, in an order of their own."""
    found = {}
    async with snapshot_of(place) as snapshot:
        for kind in kinds():
            table = kind.__table__
            if isinstance(table, Table) and table.schema is None and table.name not in _BOOKS:
                columns = ", ".join(f'"{name}"' for name in map(_name, table.columns) if name)
                rows = await snapshot.connection.fetch(f"SELECT {columns or 1} FROM {table.name}")
                found[table.name] = _digest([list(row.values()) for row in rows])
    return found


def _name(column: Column[Any]) -> str | None:
    return None if isinstance(column.type, Uuid) else column.name


def _digest(rows: list[list[Any]]) -> str:
    told = sorted(_BY_CHANCE.sub("", json.dumps(row, default=str)) for row in rows)
    return f"{len(rows)} {hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]}"
