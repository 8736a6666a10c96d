"""A process of its own that needs a newer token than the one it was refused with."""

import asyncio
import json
import sys
from uuid import UUID

import operate.tables  # noqa: F401 - what a tenant is made of
from infra.database import Place, close_engines
from integrations.jira.connector import Jira
from integrations.jira.settings import CloudConsent
from integrations.jira.ways import CLOUD_OAUTH
from integrations.renewing import good_grant


async def main(tenant_id: str, connection_id: str, refused: str) -> None:
    app = Jira().authorize(CLOUD_OAUTH, CloudConsent())
    if app is None:
        raise LookupError("This way has no consent")
    _say("ready")
    await asyncio.to_thread(sys.stdin.readline)
    place = Place.of(UUID(tenant_id))
    grant = await good_grant(place, UUID(connection_id), app, refused=int(refused))
    _say(json.dumps([grant.token, grant.version]))
    await close_engines()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
