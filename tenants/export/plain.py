"""A company's export that people and programs can read: JSON Lines in a zip, with a manifest.

It leaves out what is its author's alone, and every secret, as the tables say themselves.
"""

import hashlib
import zipfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from domain.errors import Conflict
from infra import clock
from infra.database import owner_engine
from tenants.audit.operators_deeds import tell_company_apart
from tenants.export.files import finished_file
from tenants.export.snapshot import Snapshot, snapshot_of
from tenants.export.tables import ExportedTable, exported_tables
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.tenant import Tenant, find_tenant

FORMAT = "tanlu export 1"
_LINES_AT_ONCE = 500


@dataclass
class Written:
    """How far an export is, in rows."""

    total: int = 0
    done: int = 0
    tables: dict[str, Any] = field(default_factory=dict)


Watch = Callable[[Written], None]


async def export_tenant(
    slug: str, path: Path, *, by: str = TANLU, watch: Watch = lambda _: None, replace: bool = False
) -> Written:
    """Write the company's export as of one moment, however long it takes. Needs little memory.

    Args:
        slug: which company.
        path: the file; nothing of it is there before all of it is.
        by: who exports, for the operators' log.
        watch: called every few hundred rows.
        replace: whether a file that is there gives way.

    Raises:
        NotFound: there is no such company.
        Conflict: there is such a file.
    """
    tenant = await find_tenant(slug)
    if not replace:
        refuse_existing(path)
    written = Written()
    async with snapshot_of(tenant.place) as snapshot:
        with (
            finished_file(path) as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped,
        ):
            tables = exported_tables()
            written.total = sum([await _count(snapshot, each) for each in tables])
            for table in tables:
                written.tables[table.name] = await _write(zipped, snapshot, table, written, watch)
            zipped.writestr("manifest.json", _manifest(tenant, written))
    async with owner_engine().begin() as owner:
        await note_deed(
            owner, Deed.EXPORT, by=by, company_id=tenant.id, slug=slug, rows=written.done
        )
    await tell_company_apart(tenant.place, Deed.EXPORT, rows=written.done, complete=False)
    return written


def refuse_existing(path: Path) -> None:
    """Raises Conflict."""
    if path.exists():
        raise Conflict(f"{path} is there already", zh=f"文件 {path} 已存在", field="file")


def _manifest(tenant: Tenant, written: Written) -> bytes:
    manifest = {
        "format": FORMAT,
        "company": {"id": str(tenant.id), "slug": tenant.slug, "name": tenant.name},
        "schemaVersion": tenant.schema_version,
        "madeAt": clock.now().isoformat(),
        "tables": written.tables,
    }
    return orjson.dumps(manifest, option=orjson.OPT_INDENT_2)


async def _count(snapshot: Snapshot, table: ExportedTable) -> int:
    counting = f"SELECT count(*) FROM {table.name} WHERE {table.rows}"  # noqa: S608 - all ours
    return int(await snapshot.connection.fetchval(counting, snapshot.place.tenant_id))


async def _write(
    zipped: zipfile.ZipFile,
    snapshot: Snapshot,
    table: ExportedTable,
    written: Written,
    watch: Watch,
) -> dict[str, Any]:
    """The table's file, line by line. Gives its part of the manifest."""
    hashed, count = hashlib.sha256(), 0
    with zipped.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
        async for line in _lines(snapshot, table):
            file.write(line)
            hashed.update(line)
            count += 1
            written.done += 1
            if written.done % _LINES_AT_ONCE == 0:
                watch(written)
    watch(written)
    return {"rows": count, "sha256": hashed.hexdigest(), "columns": list(table.columns)}


async def _lines(snapshot: Snapshot, table: ExportedTable) -> AsyncIterator[bytes]:
    names, order = (
        ", ".join(f'"{name}"' for name in each) for each in (table.columns, table.order)
    )
    rows = f"SELECT {names} FROM {table.name} WHERE {table.rows} ORDER BY {order}"  # noqa: S608 - as above
    lines = f"SELECT row_to_json(line)::text FROM ({rows}) AS line"  # noqa: S608 - as above
    cursor = snapshot.connection.cursor(lines, snapshot.place.tenant_id, prefetch=_LINES_AT_ONCE)
    async for (line,) in cursor:
        yield line.encode() + b"\n"
