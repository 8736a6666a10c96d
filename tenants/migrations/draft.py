"""Drafts the step that leads from what all steps make to what the models say today."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from uuid import uuid4

import asyncpg
from sqlalchemy import MetaData

from domain.base import Stored
from infra.trouble import Trouble
from tenants.migrations.changes import contracting, expanding
from tenants.migrations.rendering import as_script, render
from tenants.migrations.shape import Shape
from tenants.migrations.steps import PLATFORM_STEPS, TENANT_STEPS, Phase, read_steps
from tenants.shared import Shared

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


async def draft(owner: asyncpg.Connection, name: str) -> dict[Path, str]:
    """The steps by their files, for companies' tables and for shared ones: one that adds, and one
    that takes away.

    Args:
        owner: may make schemas and roles in an empty database; what it makes is undone.
        name: what the step is about, as in `single_sign_on`.

    Raises:
        Trouble: nothing differs, the name is none for a file, or a step is not decided yet.
    """
    if not _NAME.fullmatch(name):
        raise Trouble(f'"{name}" is no name for a step: use small letters, digits and "_".')
    drafted = await draft_steps(owner, TENANT_STEPS, Stored.metadata, name, f"t_{uuid4().hex}")
    drafted |= await draft_steps(owner, PLATFORM_STEPS, Shared.metadata, name, "platform")
    if not drafted:
        raise Trouble("The steps make what the models say: there is nothing to draft.")
    return drafted


async def draft_steps(
    owner: asyncpg.Connection, folder: Path, metadata: MetaData, name: str, schema: str
) -> dict[Path, str]:
    """As `draft`, for one folder of steps and the models that they are to make."""
    steps = read_steps(folder)
    replayed = "\n;\n".join(step.sql.strip().removesuffix(";") for step in steps)
    before = await _made(owner, schema, replayed)
    after = await _made(owner, schema, render(metadata))
    phases = {
        Phase.EXPAND: list(expanding(metadata, before, after)),
        Phase.CONTRACT: list(contracting(metadata, before, after)),
    }
    needed = {phase: statements for phase, statements in phases.items() if statements}
    return {
        folder / f"{number:04}_{_named(name, phase, needed)}.sql": _written(phase, statements)
        for number, (phase, statements) in enumerate(needed.items(), len(steps) + 1)
    }


def _named(name: str, phase: Phase, needed: Iterable[Phase]) -> str:
    """The second of two takes away what the first one has replaced."""
    return f"{name}_replaced" if phase is Phase.CONTRACT and Phase.EXPAND in needed else name


def _written(phase: Phase, statements: Iterable[str]) -> str:
    return f"-- phase: {phase}\n{as_script(statements).rstrip()}\n"


async def _made(owner: asyncpg.Connection, schema: str, script: str) -> Shape:
    """What the script makes, in a schema with a role as a company's. All of it is undone."""
    undone = owner.transaction()
    await undone.start()
    try:
        await owner.execute(f"""
            CREATE ROLE {schema} NOLOGIN;
            CREATE SCHEMA {schema};
            ALTER DEFAULT PRIVILEGES IN SCHEMA {schema}
                GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {schema};
            SET LOCAL search_path = {schema};
        """)
        await owner.execute(script)
        return await Shape.of(owner, schema)
    finally:
        await undone.rollback()
