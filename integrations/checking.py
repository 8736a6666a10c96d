"""The first look, and every look an admin asks for: does it work, and what is there to read?"""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from domain.actor import Actor
from domain.base import new_id
from domain.work import UnitOfWork
from integrations.connection import Connection, ConnectionSource, ConnectionState
from integrations.door import OpenDoor
from integrations.health import note_success, note_trouble
from integrations.observation import tidy
from integrations.registry import connector_of
from integrations.sites import SITE, settle_on
from integrations.terms import Discovery, Site, Source
from integrations.troubles import Unusable, VendorTrouble
from tenants.jobs import Run
from tenants.work import open_work


async def check(run: Run, connection_id: UUID) -> bool:
    """Look, and write down what was found. Says whether it works and knows its site."""
    async with open_work(run.place, Actor.system()) as work:
        connection = await work.get(Connection, connection_id)
        if connection.state is ConnectionState.DISCONNECTED:
            return False
        door = await OpenDoor.of(work, connection)
    try:
        found = await door.connector.discover(door)
    except VendorTrouble as trouble:
        async with open_work(run.place, Actor.system()) as work:
            connection = await work.get(Connection, connection_id, lock=True)
            connection.checked_at = work.now
            note_trouble(work, connection, trouble)
        return False
    async with open_work(run.place, Actor.system()) as work:
        return await _keep(work, await work.get(Connection, connection_id, lock=True), found)


async def _keep(work: UnitOfWork, connection: Connection, found: Discovery) -> bool:
    if connection.state is ConnectionState.DISCONNECTED:
        return False
    connection.checked_at = work.now
    sites = [Source(kind=SITE, external_id=s.id, name=s.name, url=s.url) for s in found.sites]
    await _know(work, connection, [*sites, *found.sources])
    if connection.site_id is None and len(found.sites) == 1:
        taken = await _settle(work, connection, found.sites[0])
        if taken is not None:
            note_trouble(work, connection, taken)
            return False
    catalog = dict(found.catalog) or connection.catalog
    if connector_of(connection.vendor).reads_otherwise(connection.catalog, catalog):
        # What was read is understood otherwise now: it is read once more, from its beginning.
        connection.cursor = {}
    connection.catalog = catalog
    await note_success(work, connection)
    return connection.site_id is not None


async def _settle(work: UnitOfWork, connection: Connection, site: Site) -> VendorTrouble | None:
    if await settle_on(work, connection, id=site.id, name=site.name, url=site.url):
        return None
    return Unusable(
        f"{site.name} is connected already: disconnect one of the two",
        zh=f"{site.name} 已有连接，请断开其中一个",
    )


async def _know(work: UnitOfWork, connection: Connection, sources: list[Source]) -> None:
    """Add what is new and rename what is not called so any more; what is gone stays listed."""
    rows = [
        {
            "id": new_id(),
            "connection_id": connection.id,
            "kind": source.kind,
            "external_id": source.external_id,
            "key": source.key,
            "name": tidy(source.name) or source.external_id,
            "url": source.url,
            "chosen": False,
            "last_seen_at": work.now,
        }
        for source in sources
    ]
    if rows:
        insertion = insert(ConnectionSource)
        told = insertion.excluded
        await work.session.execute(
            insertion.on_conflict_do_update(
                index_elements=["connection_id", "kind", "external_id"],
                set_={name: told[name] for name in ("key", "name", "url", "last_seen_at")},
            ),
            rows,
        )
