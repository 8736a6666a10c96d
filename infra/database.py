"""Connections to PostgreSQL, and taking on a tenant for one transaction.

Three kinds of login meet the database. The owner migrates and creates tenants. The app owns
nothing, has an empty search path, and can do something only by taking on a tenant's role. The
relay sees which jobs wait, and no tenant's data. Taking on is local to the transaction, so
nothing is left on a connection that goes back to the pool.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Self, TypeAlias
from uuid import UUID

from sqlalchemy import event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from infra.settings import settings
from infra.trouble import Trouble

Purpose: TypeAlias = Literal["app", "relay"]

_DRIVER = "postgresql+asyncpg"

TAKE_ON = (
    "SELECT set_config('role', {schema}, true), set_config('search_path', {schema}, true),"
    " set_config('app.tenant', {tenant}, true)"
)
"""The three layers of a tenant's wall, each local to the transaction."""


def schema_of(tenant_id: UUID) -> str:
    """`t_` and the id in 26 letters of base 32: opaque, because every tenant can list the names."""
    return "t_" + base64.b32hexencode(tenant_id.bytes).decode().rstrip("=").lower()


@dataclass(frozen=True)
class Place:
    """Where a tenant's data lives: its id, and the name that is both its schema and its role."""

    tenant_id: UUID
    schema: str

    def __post_init__(self) -> None:
        """One tenant's id with another's schema, or a name to be quoted, cannot be made."""
        if self.schema != schema_of(self.tenant_id):
            raise ValueError(f"{self.schema!r} is not the schema of tenant {self.tenant_id}")

    @classmethod
    def of(cls, tenant_id: UUID) -> Self:
        return cls(tenant_id, schema_of(tenant_id))


async def act_for(connection: AsyncConnection, place: Place) -> None:
    """Take on the tenant until the transaction ends. Call it before any savepoint."""
    note_tenant((await connection.get_raw_connection()).info, place)
    statement = TAKE_ON.format(schema="$1", tenant="$2")
    await connection.exec_driver_sql(statement, (place.schema, str(place.tenant_id)))


def note_tenant(info: dict[Any, Any], place: Place) -> None:
    """The connection's relation cache will hold one more tenant, and never let it go."""
    info.setdefault("tenants", set()).add(place.schema)


def owner_url() -> URL:
    """The database's owner's address. Raises Trouble in a process that is not given it."""
    given = settings().database_url.get_secret_value()
    if not given:
        raise Trouble(
            "This needs TANLU_DATABASE_URL, the address of the database's owner.",
            zh="此操作需要 TANLU_DATABASE_URL，即数据库所有者的地址。",
        )
    return make_url(given).set(drivername=_DRIVER)


def login_url(purpose: Purpose) -> URL:
    """The address for one of our own logins: the one given, or one in the owner's database."""
    if given := _given(purpose):
        return given
    name = login_name(purpose)
    return owner_url().set(username=name, password=password_of(purpose))


def login_name(purpose: Purpose | Literal["tenants"]) -> str:
    """Roles belong to the whole server, so the database's name keeps two Tanlus apart."""
    given = _given(purpose)
    return (given.username if given else None) or f"{owner_url().database}_{purpose}"


def password_of(purpose: Purpose) -> str:
    """As in the address given, or else derived from the secret key and stored nowhere."""
    given = _given(purpose)
    if given and given.password:
        return given.password
    key = settings().secret_key.get_secret_value().encode()
    return hmac.new(key, f"login:{login_name(purpose)}".encode(), hashlib.sha256).hexdigest()


def _given(purpose: str) -> URL | None:
    secrets = {"app": settings().app_database_url, "relay": settings().relay_database_url}
    given = secrets[purpose].get_secret_value() if purpose in secrets else ""
    return make_url(given).set(drivername=_DRIVER) if given else None


@cache
def app_engine() -> AsyncEngine:
    return _engine(login_url("app"), settings().pool_size)


@cache
def owner_engine() -> AsyncEngine:
    return _engine(owner_url(), 4)


@cache
def relay_engine() -> AsyncEngine:
    """Which jobs wait, for all tenants: the books of the worker, the schedule and the operator."""
    return _engine(login_url("relay"), 2)


@cache
def bell_engine() -> AsyncEngine:
    """One connection that says there is something to fetch, outside every transaction.

    Every login may; the schedule has the relay's only.
    """
    only_relay = _given("relay") and not _given("app") and not settings().database_url
    url = login_url("relay" if only_relay else "app")
    return _engine(url, 1, isolation_level="AUTOCOMMIT")


def _engine(url: URL, size: int, **more: Any) -> AsyncEngine:  # noqa: ANN401 - SQLAlchemy's own
    engine = create_async_engine(
        url,
        **more,
        pool_size=size,
        max_overflow=0,
        pool_use_lifo=True,
        pool_recycle=1800,
        connect_args={"server_settings": {"timezone": "UTC", "jit": "off"}},
    )
    event.listen(engine.sync_engine, "connect", _leave_json_alone)
    event.listen(engine.sync_engine, "checkin", _keep_only_clean)
    return engine


def _leave_json_alone(connection: Any, _: object) -> None:  # noqa: ANN401 - SQLAlchemy's own
    """Answers built as `json` arrive as the bytes that travel on; columns are `jsonb`, as ever."""
    connection.run_async(
        lambda driver: driver.set_type_codec(
            "json", schema="pg_catalog", format="binary", encoder=bytes, decoder=bytes
        )
    )


def _keep_only_clean(connection: Any, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
    """Close a connection that has met too many tenants, or comes back inside a transaction."""
    if connection is None:
        return
    if connection.driver_connection.is_in_transaction():
        # At once and without waiting: a cancelled wait would lose the connection's place.
        connection.driver_connection.terminate()
        record.invalidate()
    elif len(record.info.get("tenants", ())) >= settings().tenants_per_connection:
        record.invalidate(soft=True)


async def run_script(connection: AsyncConnection, script: str) -> str:
    """Several statements in one round trip, in the open transaction. Gives the last one's tag."""
    driver = (await connection.get_raw_connection()).driver_connection
    if driver is None or not driver.is_in_transaction():
        raise RuntimeError("A script runs only inside a transaction that has begun")
    tag: str = await driver.execute(script)
    return tag


async def close_engines() -> None:
    for made in (app_engine, owner_engine, relay_engine, bell_engine):
        if made.cache_info().currsize:
            await made().dispose()
        made.cache_clear()
