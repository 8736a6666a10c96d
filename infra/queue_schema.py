"""The tables of the broker dramatiq-postgres: made by its own script, used by the relay's login."""

from dramatiq_postgres.schema import generate_init_sql
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from infra.database import login_name, run_script

SCHEMA = "dramatiq"


async def make_queue(owner: AsyncConnection) -> None:
    """Create what is missing, and open it to the relay. Safe to repeat.

    The app sees whether workers live, and no message.
    """
    if not await owner.scalar(text(f"SELECT to_regclass('{SCHEMA}.queue')")):
        await run_script(owner, generate_init_sql(SCHEMA))
    await run_script(
        owner,
        f"""
        ALTER TABLE {SCHEMA}.queue SET (autovacuum_vacuum_scale_factor = 0.01, fillfactor = 80);
        GRANT USAGE ON SCHEMA {SCHEMA} TO "{login_name("relay")}";
        GRANT SELECT, INSERT, UPDATE, DELETE
            ON {SCHEMA}.queue, {SCHEMA}.worker, {SCHEMA}.result TO "{login_name("relay")}";
        GRANT USAGE ON SCHEMA {SCHEMA} TO "{login_name("app")}";
        GRANT SELECT ON {SCHEMA}.worker TO "{login_name("app")}";
        """,
    )
