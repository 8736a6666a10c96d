"""Connections to PostgreSQL, and taking on a tenant for one transaction.

Three kinds of login meet the database. The owner migrates and creates tenants. The app owns
nothing, has an empty search path, and can do something only by taking on a tenant's role. The
relay sees which jobs wait, and no tenant's data. Taking on is local to the transaction, so
nothing is left on a connection that goes back to the pool.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from infra.settings import settings

_SCHEMA = re.compile(r"t_[0-9a-z]{26}")
_TAKE_ON = text(
    "SELECT set_config('role', :role, true), set_config('search_path', :path, true),"
    " set_config('app.tenant', :tenant, true)"
)


@dataclass(frozen=True)
class Place:
    """Where a tenant's data lives: its id, and the name that is both its schema and its role."""

    tenant_id: UUID
    schema: str

    def __post_init__(self) -> None:
        if not _SCHEMA.fullmatch(self.schema):
            raise ValueError(f"{self.schema!r} is not the name of a tenant's schema")


async def act_for(connection: AsyncConnection, place: Place) -> None:
    """Take on the tenant until the transaction ends. Call it before any savepoint."""
    names = {"role": place.schema, "path": place.schema, "tenant": str(place.tenant_id)}
    await connection.execute(_TAKE_ON, names)
    # The connection's relation cache now holds one more tenant, and never lets it go.
    (await connection.get_raw_connection()).info.setdefault("tenants", set()).add(place.schema)


def owner_url() -> URL:
    return make_url(settings().database_url.get_secret_value()).set(drivername="postgresql+asyncpg")


def login_url(purpose: str) -> URL:
    """The address for one of our own logins, `app` or `relay`, in the owner's database."""
    name = login_name(purpose)
    return owner_url().set(username=name, password=password_of(name))


def login_name(purpose: str) -> str:
    """Roles belong to the whole server, so the database's name keeps two Tanlus apart."""
    return f"{owner_url().database}_{purpose}"


def password_of(login: str) -> str:
    """Derived, so that it is stored nowhere and a new secret key changes it at the next migrate."""
    key = settings().secret_key.get_secret_value().encode()
    return hmac.new(key, f"login:{login}".encode(), hashlib.sha256).hexdigest()


@cache
def app_engine() -> AsyncEngine:
    return _recycled(_engine(login_url("app"), settings().pool_size))


@cache
def owner_engine() -> AsyncEngine:
    return _engine(owner_url(), 4)


def _engine(url: URL, size: int) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_use_lifo=True,
        pool_recycle=1800,
        connect_args={"server_settings": {"timezone": "UTC", "jit": "off"}},
    )


def _recycled(engine: AsyncEngine) -> AsyncEngine:
    """Close a connection that has met too many tenants, or comes back inside a transaction."""

    @event.listens_for(engine.sync_engine, "checkin")
    def close_when_worn(connection: Any, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        met: set[str] = record.info.get("tenants", set())
        if connection is not None and (
            len(met) >= settings().tenants_per_connection
            or connection.driver_connection.is_in_transaction()
        ):
            record.invalidate()

    return engine


async def run_script(connection: AsyncConnection, script: str) -> None:
    """Several statements in one round trip, inside the transaction that is open."""
    driver = (await connection.get_raw_connection()).driver_connection
    if driver is None:
        raise RuntimeError("The connection to PostgreSQL is closed")
    await driver.execute(script)


async def close_engines() -> None:
    for made in (app_engine, owner_engine):
        if made.cache_info().currsize:
            await made().dispose()
        made.cache_clear()
