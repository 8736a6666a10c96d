"""A queue of the library's own, beside ours and without anything of ours around it."""

from uuid import UUID

from dramatiq import Message
from dramatiq_postgres.schema import generate_init_sql
from sqlalchemy import text

from bench.bare_worker import SCHEMA
from infra.database import login_name, owner_engine, relay_engine, run_script


async def make_bare() -> None:
    async with owner_engine().begin() as owner:
        await owner.execute(text("SELECT 1"))
        await run_script(owner, generate_init_sql(SCHEMA))
        relay = login_name("relay")
        await owner.execute(text(f'GRANT USAGE ON SCHEMA {SCHEMA} TO "{relay}"'))
        await owner.execute(text(f'GRANT ALL ON ALL TABLES IN SCHEMA {SCHEMA} TO "{relay}"'))


async def fill_bare(messages: int) -> None:
    """All at once, as nobody does: what is compared is how fast they are worked off."""
    rows = [_row() for _ in range(messages)]
    async with relay_engine().begin() as connection:
        await connection.execute(_FILL, rows)
        await connection.execute(text("SELECT pg_notify('dramatiq.default.enqueue', '')"))


async def left_in_bare() -> int:
    async with relay_engine().connect() as connection:
        return await connection.scalar(text(f"SELECT count(*) FROM {SCHEMA}.queue")) or 0  # noqa: S608


def _row() -> dict[str, object]:
    message = Message[None](
        queue_name="default", actor_name="nothing", args=(), kwargs={}, options={}
    )
    return {"id": UUID(message.message_id), "message": message.encode().decode()}


_FILL = text(f"""
    INSERT INTO {SCHEMA}.queue (queue_name, message_id, state, message)
    VALUES ('default', :id, 'queued', CAST(:message AS jsonb))
""")  # noqa: S608 - the schema is a constant
