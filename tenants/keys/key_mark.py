"""Which master key is in use here, known by its fingerprint.

A Tanlu that is started with another key would start well and fail at every secret afterwards, so
whatever starts compares first.
"""

from datetime import datetime
from typing import Any, ClassVar

import psycopg
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from infra.database import login_url
from infra.encryption import Unreadable, fingerprint, master_keys
from infra.trouble import Trouble
from tenants.keys.wrapping import unwrap
from tenants.shared import EVERY, TAKEN_ON, Shared, Wall

_MASTER = "master"
_NOT_WHILE_IT_CHANGES = text("SELECT pg_advisory_xact_lock_shared(hashtext('tanlu master key'))")
_WHILE_NOBODY_WRAPS = text("SELECT pg_advisory_xact_lock(hashtext('tanlu master key'))")
_KNOWN = "SELECT to_regclass('platform.key_marks'), to_regclass('platform.tenant_keys')"
_IN_USE = "SELECT fingerprint FROM platform.key_marks WHERE name = 'master'"
_ANY = "SELECT wrapped, tenant_id FROM platform.tenant_keys LIMIT 1"


class KeyMark(Shared):
    """The fingerprint of the key that tenants' keys are wrapped with from then on."""

    __tablename__ = "key_marks"
    # A process compares at its start, before it knows of any tenant.
    walls: ClassVar[tuple[Wall, ...]] = (
        Wall("app", ["SELECT"], EVERY),
        Wall("tenants", ["SELECT"], TAKEN_ON),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    since: Mapped[datetime]


def has_key(marked: str) -> bool:
    """Whether the key with that fingerprint is one of ours."""
    return marked in map(fingerprint, master_keys())


async def key_to_wrap_with(session: AsyncSession) -> bytes:
    """The master key in use. Until the transaction ends it stays so. Raises Trouble."""
    await session.execute(_NOT_WHILE_IT_CHANGES)
    marked = await session.scalar(select(KeyMark.fingerprint).where(KeyMark.name == _MASTER))
    known = {fingerprint(key): key for key in master_keys()}
    if marked not in known:
        raise _foreign()
    return known[marked]


async def mark_first_key(owner: AsyncConnection, now: datetime) -> None:
    """The key that a new database begins with; one that has its mark keeps it."""
    row = {"name": _MASTER, "fingerprint": fingerprint(master_keys()[0]), "since": now}
    await owner.execute(insert(KeyMark).values(row).on_conflict_do_nothing())


async def mark_key(owner: AsyncConnection, key: bytes, now: datetime) -> None:
    """From this transaction's commit on, that key wraps; whoever wrapped with another is done."""
    await owner.execute(_WHILE_NOBODY_WRAPS)
    row = {"name": _MASTER, "fingerprint": fingerprint(key), "since": now}
    changed = {"fingerprint": row["fingerprint"], "since": now}
    marking = insert(KeyMark).values(row)
    await owner.execute(marking.on_conflict_do_update(index_elements=["name"], set_=changed))


def refuse_foreign_key(connection: psycopg.Connection[Any]) -> None:
    """Raises Trouble if what is kept in this database was wrapped with a key we do not have."""
    marks, keys = connection.execute(_KNOWN).fetchone() or (None, None)
    marked = connection.execute(_IN_USE).fetchone() if marks else None
    if marked is not None:
        if not has_key(marked[0]):
            raise _foreign()
    elif keys and (any_key := connection.execute(_ANY).fetchone()):
        # Made before there were marks.
        try:
            unwrap(master_keys(), *any_key)
        except Unreadable:
            raise _foreign() from None


def refuse_to_start() -> None:
    """For a process that begins with the app's login. Raises Trouble.

    A database that is away is no reason not to start: readiness waits for it.
    """
    url = login_url("app").set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            refuse_foreign_key(connection)
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise Trouble(
                "The database does not know the app's password: TANLU_SECRET_KEY or"
                " TANLU_APP_DATABASE_URL is not the one it was set up with.",
                zh="数据库不接受应用登录的密码：TANLU_SECRET_KEY 或 TANLU_APP_DATABASE_URL"
                " 与初始化时不一致。",
            ) from None


def _foreign() -> Trouble:
    return Trouble(
        "TANLU_SECRET_KEY does not open what is kept in this database: start with the key it was"
        " set up with, and change it with ./tanlu rotate-key.",
        zh="TANLU_SECRET_KEY 无法打开此数据库中保管的机密：请使用初始化时的密钥启动，"
        "更换密钥请用 ./tanlu rotate-key。",
    )
