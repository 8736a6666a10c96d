"""The database that a command stands on: yours, the one that runs already, or one for a while."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from infra.embedded import Embedded
from infra.ports import free_port
from infra.server import require_server
from infra.settings import settings
from infra.trouble import Trouble
from operate.claim import claimed, owner
from operate.home import Home
from tenants.keys.key_mark import refuse_foreign_key

_DATABASE = "tanlu"


@contextmanager
def standing(home: Home) -> Iterator[None]:
    """Settings that reach the database, for one command."""
    if has_own_server():
        stand_on_own_server(home)
        yield
        return
    waited = 0
    while not _is_served(home):
        with claimed(home) as is_ours:
            if is_ours:
                server = prepared(home)
                server.start(ends_with_me=True)
                try:
                    stand_on(home, server)
                    yield
                finally:
                    server.stop()
                return
        if not waited:
            print(f"Waiting for process {owner(home)}, which uses {home.folder}", file=sys.stderr)
        waited += 1
        time.sleep(0.1)
    stand_on(home, Embedded.running_in(home.postgres))
    if running := home.running():
        reach_at(running.address)
    yield


def reach_at(address: str) -> None:
    """In links, unless the operator has said how people reach it."""
    if "public_url" not in settings().model_fields_set:
        os.environ["TANLU_PUBLIC_URL"] = address
        settings.cache_clear()


def has_own_server() -> bool:
    return bool(settings().database_url.get_secret_value())


def has_own_key() -> bool:
    return bool(settings().secret_key.get_secret_value())


def stand_on_own_server(home: Home) -> None:
    """The operator's own PostgreSQL, at TANLU_DATABASE_URL."""
    url = settings().database_url.get_secret_value()
    if not has_own_key():
        raise Trouble(
            "With a database of yours, set TANLU_SECRET_KEY too, and keep it safe.",
            zh="使用自备数据库时，请同时设置 TANLU_SECRET_KEY，并妥善保管。",
        )
    require_server(url)
    _set(home, url)


def prepared(home: Home) -> Embedded:
    """The home's server, made on first use and not started. Only for who has claimed the home."""
    left = Embedded.running_in(home.postgres)
    if left:
        # Whoever had claimed the home was killed; its server is on its way to stop.
        left.stop()
    home.secret_keys()
    server = Embedded(home.postgres, free_port())
    if not server.exists():
        server.create()
    return server


def stand_on(home: Home, server: Embedded | None) -> None:
    """Make and use our database on an embedded server that runs."""
    if server is None:
        raise Trouble(f"PostgreSQL has just stopped on {home.postgres}; start again.")
    with psycopg.connect(server.url(), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_DATABASE])
        if not known.fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_DATABASE)))
    _set(home, server.url(_DATABASE))


def _is_served(home: Home) -> bool:
    """True if an `up` serves the home now: its database stays for longer than we need it."""
    running = home.running()
    return (
        running is not None
        and owner(home) == running.pid
        and Embedded.running_in(home.postgres) is not None
    )


def _set(home: Home, url: str) -> None:
    """For this process and those it starts; what the operator has set stays as it is.

    Raises Trouble if the key is not the one that this database was set up with.
    """
    if not has_own_key():
        current, former = home.secret_keys()
        os.environ |= {"TANLU_SECRET_KEY": current, "TANLU_FORMER_SECRET_KEY": former}
    os.environ |= {"TANLU_DATABASE_URL": url, "TANLU_DATA_DIR": str(home.folder)}
    settings.cache_clear()
    with psycopg.connect(url) as connection:
        refuse_foreign_key(connection)
