"""A company's complete export, private words and secrets included: sealed, and for restoring only.

Inside the sealed stream is a tar: `begin.json`, the rows of each table as PostgreSQL's COPY gives
them, in numbered parts, and at the end `manifest.json` with the count and the SHA-256 of each.
"""

import hashlib
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import orjson
from sqlalchemy import Table

from infra import clock
from infra.database import owner_engine
from infra.encryption import master_keys
from infra.sealed_stream import SealedWriter
from tenants.audit.operators_deeds import tell_company_apart
from tenants.export.files import finished_file
from tenants.export.plain import Watch, Written, refuse_existing
from tenants.export.snapshot import Snapshot, snapshot_of
from tenants.export.tables import kinds
from tenants.keys.wrapping import unwrap
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.tenant import Tenant, find_tenant
from tenants.vault import TenantKey

FORMAT = "tanlu complete export 1"
BEGIN, END = "begin.json", "manifest.json"
_PART = 2**20


async def export_complete(
    slug: str, path: Path, passphrase: str, *, by: str = TANLU, watch: Watch = lambda _: None
) -> Written:
    """Write all there is of the company as of one moment, sealed with the passphrase.

    Raises:
        NotFound: there is no such company.
        Conflict: there is such a file.
    """
    tenant = await find_tenant(slug)
    refuse_existing(path)
    async with snapshot_of(tenant.place) as snapshot:
        with finished_file(path) as file:
            sealed = SealedWriter(file, passphrase)
            with tarfile.open(
                fileobj=cast("Any", sealed), mode="w|", format=tarfile.PAX_FORMAT
            ) as tar:
                written = await _write_all(tar, snapshot, tenant, watch)
            sealed.finish()
    async with owner_engine().begin() as owner:
        await note_deed(
            owner,
            Deed.EXPORT,
            by=by,
            company_id=tenant.id,
            slug=slug,
            rows=written.done,
            complete=True,
        )
    await tell_company_apart(tenant.place, Deed.EXPORT, rows=written.done, complete=True)
    return written


def whole_tables() -> Mapping[str, list[str]]:
    """Every table with rows of a company but its wrapped key, and its columns but the company's."""
    tables = [cast("Table", kind.__table__) for kind in kinds() if kind is not TenantKey]
    return {
        str(table.fullname): [str(each.name) for each in table.columns if each.name != "tenant_id"]
        for table in tables
    }


async def _write_all(
    tar: tarfile.TarFile, snapshot: Snapshot, tenant: Tenant, watch: Watch
) -> Written:
    _add(tar, BEGIN, orjson.dumps(await _begin(snapshot, tenant)))
    tables, written = whole_tables(), Written()
    written.total = sum([await _count(snapshot, name) for name in tables])
    for name, columns in tables.items():
        parts = _Parts(tar, name)
        rows = f"SELECT {_listed(columns)} FROM {name}{_whose(snapshot, name)}"  # noqa: S608 - all ours
        status = await snapshot.connection.copy_from_query(rows, output=parts.take)
        parts.finish()
        count = int(status.split()[-1])
        written.done += count
        written.tables[name] = {"rows": count, "sha256": parts.hashed.hexdigest()}
        watch(written)
    _add(tar, END, orjson.dumps({"tables": written.tables}))
    return written


class _Parts:
    """One table's rows, cut into parts whose size is known before they are written."""

    def __init__(self, tar: tarfile.TarFile, name: str) -> None:
        self.hashed = hashlib.sha256()
        self._tar, self._name = tar, name
        self._waiting = bytearray()
        self._number = 0

    async def take(self, data: bytes) -> None:
        self.hashed.update(data)
        self._waiting += data
        if len(self._waiting) >= _PART:
            self.finish()

    def finish(self) -> None:
        if self._waiting:
            self._number += 1
            _add(self._tar, f"{self._name}/{self._number:08}", bytes(self._waiting))
            self._waiting.clear()


async def _begin(snapshot: Snapshot, tenant: Tenant) -> dict[str, Any]:
    kept = "SELECT wrapped FROM platform.tenant_keys WHERE tenant_id = $1"
    wrapped = await snapshot.connection.fetchval(kept, tenant.id)
    key = unwrap(master_keys(), wrapped, tenant.id).hex() if wrapped else None
    return {
        "format": FORMAT,
        "company": {
            "id": str(tenant.id),
            "slug": tenant.slug,
            "name": tenant.name,
            "language": tenant.language.value,
            "auditDays": tenant.audit_days,
        },
        "madeAt": clock.now().isoformat(),
        "schemaVersion": tenant.schema_version,
        "schemaChecksum": tenant.schema_checksum,
        "key": key,
        "tables": whole_tables(),
    }


async def _count(snapshot: Snapshot, name: str) -> int:
    counting = f"SELECT count(*) FROM {name}{_whose(snapshot, name)}"  # noqa: S608 - all ours
    return int(await snapshot.connection.fetchval(counting))


def _whose(snapshot: Snapshot, name: str) -> str:
    """COPY takes no parameters; the id is a UUID's text."""
    return f" WHERE tenant_id = '{snapshot.place.tenant_id}'" if "." in name else ""


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))
