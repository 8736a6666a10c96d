"""What an admin decides to read."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import select

from domain.errors import Conflict, NotFound
from domain.work import UnitOfWork
from integrations.connection import Connection, ConnectionSource
from integrations.events import SourcesChosen
from integrations.jobs import check_connection
from integrations.keeping import understood
from integrations.registry import connector_of
from integrations.rights import standing
from integrations.sites import SITE, settle_on
from tenants.audit.notes import note
from tenants.jobs import later_once


async def choose_site(
    work: UnitOfWork,
    *,
    connection_id: UUID,
    source_id: Annotated[UUID, "A source of the kind SITE."],
) -> Connection:
    """Read from this site, of those that were consented to. Admins may, once."""
    connection = await standing(work, connection_id)
    site = await work.get(ConnectionSource, source_id, field="source_id")
    if site.connection_id != connection.id or site.kind != SITE:
        raise NotFound("There is no such site here", zh="此连接没有该站点", field="source_id")
    if connection.site_id not in {None, site.external_id}:
        raise Conflict(
            f"This connection reads {connection.site_name}; make another one for {site.name}",
            zh=f"此连接读取 {connection.site_name}，请为 {site.name} 新建连接",
            field="source_id",
        )
    if not await settle_on(
        work, connection, id=site.external_id, name=site.name, url=site.url or ""
    ):
        raise Conflict(
            f"{site.name} is connected already", zh=f"{site.name} 已有连接", field="source_id"
        )
    note(work, "connection.changed", subject="connection", subject_id=connection.id)
    later_once(work, check_connection, str(connection.id), connection_id=connection.id)
    return connection


async def choose_sources(
    work: UnitOfWork,
    *,
    connection_id: UUID,
    source_ids: Sequence[UUID],
    options: Annotated[
        dict[str, Any] | None, "As the vendor's `options` draw them; left out, they stay."
    ] = None,
) -> Connection:
    """Say what is read, and how it is understood. What is new is read from its beginning; what is
    no longer chosen is read no more, and what was read of it stays. Admins may.
    """
    connection = await standing(work, connection_id)
    wanted, sources = set(source_ids), await _sources_of(work, connection)
    if unknown := wanted - {source.id for source in sources}:
        raise NotFound(
            f"There is nothing here to read with the id {min(unknown)}",
            zh="找不到该编号对应的数据来源",
            field="source_ids",
        )
    added = any(source.id in wanted and not source.chosen for source in sources)
    for source in sources:
        source.chosen = source.id in wanted
    if _changed_options(connection, options) or added:
        connection.cursor, connection.backfilled_at = {}, None
        connection.items_expected = None
    work.announce(SourcesChosen.of(connection))
    later_once(work, check_connection, str(connection.id), connection_id=connection.id)
    return connection


async def _sources_of(work: UnitOfWork, connection: Connection) -> Sequence[ConnectionSource]:
    """Locked, without the sites."""
    of_it = (
        select(ConnectionSource)
        .where(ConnectionSource.connection_id == connection.id, ConnectionSource.kind != SITE)
        .order_by(ConnectionSource.id)
        .with_for_update()
    )
    return (await work.session.scalars(of_it)).all()


def _changed_options(connection: Connection, options: dict[str, Any] | None) -> bool:
    if options is None:
        return False
    connector = connector_of(connection.vendor)
    told = understood(connector.options, options).model_dump(mode="json", by_alias=True)
    changed = told != connection.options
    connection.options = told
    return changed
