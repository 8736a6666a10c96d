"""Whether a PostgreSQL server is one we can stand on."""

import psycopg

from infra.trouble import Trouble

LEAST = 180004
"""18.4 mended eleven vulnerabilities, among them ones of row-level security and SET ROLE."""


def require_server(url: str) -> None:
    """Raises Trouble if nobody answers there, if we are not let in, or if it is too old."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1]
        raise Trouble(f"PostgreSQL does not let us in ({reason}).") from None
    if version < LEAST:
        least, found = (f"{number // 10000}.{number % 10000}" for number in (LEAST, version))
        raise Trouble(f"Tanlu needs PostgreSQL {least} or newer, and this one is {found}.")
