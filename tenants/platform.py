"""The schema `platform`: made and brought up to date by the owner, one process at a time."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from infra import clock
from infra.database import login_name, owner_engine, run_script
from infra.logins import make_logins
from infra.queue_schema import make_queue
from infra.trouble import Trouble
from tenants.keys.key_mark import mark_first_key
from tenants.migrations.rendering import WALLS
from tenants.migrations.steps import PLATFORM_STEPS, Step, read_steps

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('tanlu migrates the platform'))")
_RECORD = text(
    "INSERT INTO platform.versions (number, name, checksum, applied_at)"
    " VALUES (:number, :name, :checksum, now())"
)


async def make_platform(folder: Path = PLATFORM_STEPS) -> list[Step]:
    """Logins, shared tables and their walls as this code needs them. Gives the steps it took."""
    async with owner_engine().begin() as owner:
        await owner.execute(_ONE_AT_A_TIME)
        await make_logins(owner)
        await owner.execute(text("CREATE SCHEMA IF NOT EXISTS platform"))
        taken = await _take_steps(owner, read_steps(folder))
        await _raise_walls(owner, WALLS.read_text(encoding="utf-8"))
        await make_queue(owner)
        await mark_first_key(owner, clock.now())
    return taken


async def platform_steps_to_take(folder: Path = PLATFORM_STEPS) -> list[Step]:
    """The steps that the next `make_platform` will take."""
    async with owner_engine().begin() as owner:
        return await _missing(owner, read_steps(folder))


async def _take_steps(owner: AsyncConnection, steps: Sequence[Step]) -> list[Step]:
    missing = await _missing(owner, steps)
    await owner.execute(text("SET LOCAL lock_timeout = '2s'"))
    for step in missing:
        await run_script(owner, step.sql)
        taken = {"number": step.number, "name": step.name, "checksum": step.checksum}
        await owner.execute(_RECORD, taken)
    return missing


async def _missing(owner: AsyncConnection, steps: Sequence[Step]) -> list[Step]:
    taken: dict[int, str] = {}
    if await owner.scalar(text("SELECT to_regclass('platform.versions') IS NOT NULL")):
        rows = await owner.execute(text("SELECT number, checksum FROM platform.versions"))
        taken = {row.number: row.checksum for row in rows}
    for step in steps:
        if taken.get(step.number, step.checksum) != step.checksum:
            raise Trouble(
                f"This database was made with another {step.name}.sql of the shared tables; "
                "use the Tanlu that made it, or start with an empty database"
            )
    return [step for step in steps if step.number not in taken]


async def _raise_walls(owner: AsyncConnection, walls: str) -> None:
    """Only when they changed, because it locks every shared table."""
    purposes: tuple[Literal["app", "relay", "tenants"], ...] = ("app", "relay", "tenants")
    for purpose in purposes:
        walls = walls.replace(f"{{{purpose}}}", login_name(purpose))
    mark = "walls " + hashlib.sha256(walls.encode()).hexdigest()
    raised = text("SELECT obj_description('platform'::regnamespace, 'pg_namespace')")
    if await owner.scalar(raised) != mark:
        await run_script(owner, f"{walls} COMMENT ON SCHEMA platform IS '{mark}'")
