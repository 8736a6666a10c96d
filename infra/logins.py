"""The logins of the database: made by the owner, made right again at each migrate."""

from typing import Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from infra.database import Purpose, login_name, password_of

TENANTS_GROUP: Literal["tenants"] = "tenants"
"""The NOLOGIN group that holds what every tenant's role may do in the schema `platform`."""

_BOUNDS = {
    # A forgotten tenant finds no table.
    "search_path": "''",
    "statement_timeout": "'60s'",
    "idle_in_transaction_session_timeout": "'60s'",
}


async def make_logins(owner: AsyncConnection) -> None:
    """Create or refresh `…_app`, `…_relay` and the group `…_tenants`; close the public schema."""
    purposes: tuple[Purpose, ...] = ("app", "relay")
    for purpose in purposes:
        name = login_name(purpose)
        await _make_role(owner, name)
        quoted = "'" + password_of(purpose).replace("'", "''") + "'"
        options = f"LOGIN NOINHERIT NOCREATEDB NOCREATEROLE PASSWORD {quoted}"
        await owner.exec_driver_sql(f'ALTER ROLE "{name}" {options}')
        for setting, value in _BOUNDS.items():
            await owner.execute(text(f'ALTER ROLE "{name}" SET {setting} = {value}'))
    await _make_role(owner, login_name(TENANTS_GROUP))
    await owner.execute(text("REVOKE ALL ON SCHEMA public FROM PUBLIC"))


async def _make_role(owner: AsyncConnection, name: str) -> None:
    known = text("SELECT 1 FROM pg_roles WHERE rolname = :name")
    if not await owner.scalar(known, {"name": name}):
        await owner.execute(text(f'CREATE ROLE "{name}" NOLOGIN'))
