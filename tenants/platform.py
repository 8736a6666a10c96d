"""The schema `platform`: its tables, and who may see which rows."""

from sqlalchemy import text

import tenants.pending
import tenants.tenant  # noqa: F401 - makes its table known
from infra.database import login_name, owner_engine
from infra.logins import TENANTS_GROUP, make_logins
from tenants.shared import Shared


async def make_platform() -> None:
    """Create what is missing of the shared schema. Safe to repeat."""
    async with owner_engine().begin() as owner:
        await make_logins(owner)
        await owner.execute(text("CREATE SCHEMA IF NOT EXISTS platform"))
        await owner.run_sync(Shared.metadata.create_all)
        for statement in _walls().split(";"):
            if statement.strip():
                await owner.execute(text(statement))


def _walls() -> str:
    app, relay, group = (login_name(name) for name in ("app", "relay", TENANTS_GROUP))
    own = "tenant_id = current_setting('app.tenant')::uuid"
    return f"""
        GRANT USAGE ON SCHEMA platform TO "{app}", "{relay}", "{group}";
        GRANT SELECT ON platform.tenants TO "{app}", "{relay}";
        GRANT SELECT, INSERT, UPDATE, DELETE ON platform.pending_jobs TO "{group}", "{relay}";
        ALTER TABLE platform.pending_jobs ENABLE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS own ON platform.pending_jobs;
        CREATE POLICY own ON platform.pending_jobs TO "{group}" USING ({own});
        DROP POLICY IF EXISTS all_waiting ON platform.pending_jobs;
        CREATE POLICY all_waiting ON platform.pending_jobs TO "{relay}" USING (true)
    """
