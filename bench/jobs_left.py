"""How many jobs wait or run, for benches and tests that end when all is done."""

from sqlalchemy import text

from infra.database import relay_engine
from tenants.audit.anchoring import anchor

_LEFT = text("SELECT count(*) FROM platform.pending_jobs WHERE name <> :anchor")


async def jobs_left() -> int:
    """All that wait, due or not, but for the one that anchors an audit trail minutes later."""
    async with relay_engine().connect() as connection:
        return await connection.scalar(_LEFT, {"anchor": anchor.name}) or 0
