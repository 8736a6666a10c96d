"""A new company from a complete export: every row as it was, or no company at all."""

import tarfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import Table, insert, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from domain.errors import Conflict, Invalid
from infra.database import Place, owner_engine, run_script
from infra.encryption import Unreadable
from infra.sealed_stream import SealedReader
from tenants.directory import forget_directory
from tenants.export.complete import BEGIN, END
from tenants.export.fitting import require_fit, steps_to
from tenants.export.members import Members
from tenants.export.plain import Watch, Written
from tenants.keys.key_mark import key_to_wrap_with
from tenants.keys.wrapping import wrap
from tenants.migrations.one import Patience, bring_up
from tenants.migrations.steps import TENANT_STEPS, Step, read_steps
from tenants.naming import checked_slug
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.provisioning import make_again
from tenants.tenant import Tenant
from tenants.vault import TenantKey

_TENANTS = cast("Table", Tenant.__table__)


async def import_tenant(
    path: Path, slug: str, passphrase: str, *, by: str = TANLU, watch: Watch = lambda _: None
) -> Place:
    """A company of that slug with all that is in the file, in one transaction.

    It is the same company, with its id: links and keys that others hold go on working. A file of
    an earlier version is brought to this one afterwards.

    Raises:
        Invalid: the passphrase is another, the file was changed, or it is no such export; or the
            slug cannot be one.
        Conflict: the slug is taken, or what the file holds is in use: its company still lives.
    """
    checked_slug(slug)
    try:
        with path.open("rb") as file:
            sealed = SealedReader(file, passphrase)
            with tarfile.open(fileobj=cast("Any", sealed), mode="r|") as tar:
                place, steps = await _restored(Members(tar), slug, by, watch)
                # What follows the last member is read, too: nothing of the file goes unchecked.
                sealed.read()
    except (Unreadable, tarfile.TarError, orjson.JSONDecodeError, KeyError) as error:
        raise _unreadable(path) from error
    except (IntegrityError, asyncpg.UniqueViolationError) as error:
        raise Conflict(
            "What this file holds is in use here: the company it was made from must go first",
            zh="此文件中的内容在本系统仍在使用：须先删除它所来自的企业",
            field="file",
        ) from error
    forget_directory()
    await bring_up(place.tenant_id, steps, Patience())
    return place


async def _restored(
    members: Members, slug: str, by: str, watch: Watch
) -> tuple[Place, Sequence[Step]]:
    begin, steps = members.json(BEGIN), read_steps(TENANT_STEPS)
    async with owner_engine().begin() as owner:
        company = begin["company"]
        place = Place.of(UUID(company["id"]))
        await make_again(owner, place, slug, company["name"], steps_to(begin, steps))
        await _as_it_was(owner, place, company)
        await _keep_key(owner, place, begin["key"])
        require_fit(begin["tables"], await _own_tables(owner, place))
        written = Written(total=len(begin["tables"]))
        for table, columns in begin["tables"].items():
            await _load(owner, place, members, table, columns)
            written.done += 1
            watch(written)
        members.compare(members.json(END)["tables"])
        await note_deed(owner, Deed.IMPORT, by=by, company_id=place.tenant_id, slug=slug)
    return place, steps


async def _as_it_was(owner: AsyncConnection, place: Place, company: dict[str, Any]) -> None:
    """What its directory row said, as far as the file's version wrote that down."""
    names = {"language": "language", "auditDays": "audit_days"}
    told = {column: company[name] for name, column in names.items() if name in company}
    if told:
        theirs = update(_TENANTS).where(_TENANTS.c.id == place.tenant_id)
        await owner.execute(theirs.values(told))


async def _own_tables(owner: AsyncConnection, place: Place) -> Collection[str]:
    names = text("SELECT relname FROM pg_class WHERE relnamespace = CAST(:schema AS regnamespace)")
    return (await owner.scalars(names, {"schema": place.schema})).all()


async def _keep_key(owner: AsyncConnection, place: Place, key: str | None) -> None:
    if key is None:
        return
    async with AsyncSession(owner) as session:
        master = await key_to_wrap_with(session)
    wrapped = wrap(master, bytes.fromhex(key), place.tenant_id)
    row = {"tenant_id": place.tenant_id, "wrapped": wrapped}
    await owner.execute(insert(TenantKey), row)


async def _load(
    owner: AsyncConnection, place: Place, members: Members, table: str, columns: list[str]
) -> None:
    driver = (await owner.get_raw_connection()).driver_connection
    if driver is None:
        raise RuntimeError("The connection has no driver")
    if "." not in table:
        where = {"schema_name": place.schema, "columns": columns}
        await driver.copy_to_table(table, source=members.parts(table), **where)
        return
    # Whatever the file says, the rows of a shared table become this company's.
    names = ", ".join(f'"{name}"' for name in columns)
    await run_script(
        owner,
        f"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA",  # noqa: S608 - checked
    )
    await driver.copy_to_table("incoming", source=members.parts(table), columns=columns)
    moved = f"INSERT INTO {table} (tenant_id, {names}) SELECT :id, {names} FROM incoming"  # noqa: S608 - checked
    await owner.execute(text(moved), {"id": place.tenant_id})
    await run_script(owner, "DROP TABLE incoming")


def _unreadable(path: Path) -> Invalid:
    return Invalid(
        f"{path} cannot be read: the passphrase is not the one it was made with, or it was"
        " changed since; nothing was restored",
        zh=f"无法读取 {path}：口令与生成时不一致，或文件已被改动；未恢复任何内容",
        field="file",
    )
