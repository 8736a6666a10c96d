"""Bringing one tenant to the latest version.

Its row in the directory is locked, the steps run, and the row's version moves, all in one
transaction: whatever is killed, a tenant is at one version or at the next, and nowhere between.
"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from infra.database import Place, note_tenant, owner_engine, run_script
from tenants.migrations.steps import Step

_CLAIM = text(
    "SELECT schema_version, schema_checksum FROM platform.tenants"
    " WHERE id = :id AND state <> 'DELETED' FOR UPDATE SKIP LOCKED"
)
_VERSION = text("SELECT schema_version FROM platform.tenants WHERE id = :id AND state <> 'DELETED'")
_PASSING = frozenset({"55P03", "40P01", "40001", "57P01", "08006", "08003", "53300"})
"""Lock not available, deadlock, serialization, shutdown, lost connection, too many of them."""


@dataclass(frozen=True)
class Patience:
    lock_seconds: float = 2
    statement_seconds: float = 60
    tries: int = 5
    pause_seconds: float = 0.5
    """Before the second try; doubled each time, and varied so that nobody tries in step."""


class Refused(Exception):
    """A tenant cannot be migrated; the message says why."""


async def bring_up(tenant_id: UUID, steps: Sequence[Step], patience: Patience) -> None:
    """Take all missing steps. Raises Refused, with a sentence, when the tenant stays behind."""
    for attempt in range(1, patience.tries + 1):
        try:
            if await _take_missing(tenant_id, steps, patience):
                return
            reason = "another migration holds it"
        except (asyncpg.PostgresError, DBAPIError, OSError) as failure:
            reason = _in_words(failure)
            if not _will_pass(failure):
                raise Refused(reason) from failure
        if attempt < patience.tries:
            pause = patience.pause_seconds * 2 ** (attempt - 1)
            await asyncio.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - not a secret
    raise Refused(f"{reason} ({patience.tries} tries)")


async def rehearse(tenant_id: UUID, steps: Sequence[Step], patience: Patience) -> None:
    """Take the missing steps and undo them. Raises Refused when they would fail."""
    try:
        async with owner_engine().connect() as owner:
            version = await _claim(owner, tenant_id, steps)
            for step in steps[version or 0 :]:
                await run_script(owner, _script(Place.of(tenant_id), [step], patience))
            await owner.rollback()
    except (asyncpg.PostgresError, DBAPIError, OSError) as failure:
        raise Refused(_in_words(failure)) from failure


async def _take_missing(tenant_id: UUID, steps: Sequence[Step], patience: Patience) -> bool:
    """False when somebody else is at it."""
    for batched, together in groupby(steps, key=lambda step: step.batched):
        run = list(together)
        for part in [[step] for step in run] if batched else [run]:
            while not (done := await _take(tenant_id, steps, part, patience)):
                if done is None:
                    return await _version(tenant_id) >= len(steps)
    return True


async def _take(
    tenant_id: UUID, steps: Sequence[Step], part: Sequence[Step], patience: Patience
) -> bool | None:
    """One transaction. True: the part is done; False: a batch is, come again; None: not ours."""
    async with owner_engine().begin() as owner:
        version = await _claim(owner, tenant_id, steps)
        if version is None:
            return None
        missing = [step for step in part if step.number > version]
        if not missing:
            return True
        place = Place.of(tenant_id)
        script, moved = _script(place, missing, patience), _moved(place, missing[-1])
        if not missing[-1].batched:
            await run_script(owner, f"{script};\n{moved}")
        elif not (await run_script(owner, script)).endswith(" 0"):
            return False
        else:
            await run_script(owner, moved)
    return True


async def _claim(owner: AsyncConnection, tenant_id: UUID, steps: Sequence[Step]) -> int | None:
    """The version of the tenant, which nobody else may change until this transaction ends."""
    row = (await owner.execute(_CLAIM, {"id": tenant_id})).one_or_none()
    if row is None:
        return None
    note_tenant((await owner.get_raw_connection()).info, Place.of(tenant_id))
    version: int = row.schema_version
    if version > len(steps):
        raise Refused(f"it is at version {version}, and this Tanlu knows {len(steps)}")
    if version and row.schema_checksum != steps[version - 1].checksum:
        raise Refused(f"it was made with another history up to version {version}")
    return version


async def _version(tenant_id: UUID) -> int:
    """As committed; a tenant that is gone needs no steps, so it counts as far ahead."""
    async with owner_engine().connect() as owner:
        version = await owner.scalar(_VERSION, {"id": tenant_id})
    return 1_000_000 if version is None else int(version)


def _script(place: Place, steps: Sequence[Step], patience: Patience) -> str:
    bounds = (
        f"SET LOCAL lock_timeout = {int(patience.lock_seconds * 1000)};"
        f" SET LOCAL statement_timeout = {int(patience.statement_seconds * 1000)};"
        f" SET LOCAL search_path = {place.schema};\n"
    )
    return bounds + "\n;\n".join(step.sql.strip().removesuffix(";") for step in steps)


def _moved(place: Place, step: Step) -> str:
    return (
        f"UPDATE platform.tenants SET schema_version = {step.number},"  # noqa: S608 - all ours
        f" schema_checksum = '{step.checksum}' WHERE id = '{place.tenant_id}'"
    )


def _will_pass(failure: Exception) -> bool:
    if isinstance(failure, OSError):
        return True
    cause = failure.orig if isinstance(failure, DBAPIError) else failure
    return getattr(cause, "sqlstate", None) in _PASSING


def _in_words(failure: Exception) -> str:
    cause = failure.orig if isinstance(failure, DBAPIError) else failure
    return f"{type(failure).__name__}: {cause}".splitlines()[0]
