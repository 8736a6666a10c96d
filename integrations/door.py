"""The door to one connection that a connector is given: every call to the outside passes it.

It is made in one short transaction and keeps none open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import select

from domain.actor import Actor
from domain.work import UnitOfWork
from infra.database import Place
from integrations.budget import give_back, spend, stop_app
from integrations.connection import Connection, ConnectionSource
from integrations.connector import Connector
from integrations.keeping import settings_of
from integrations.registry import connector_of
from integrations.renewing import Granted, good_grant
from integrations.terms import Form, OAuthApp, Site, Source
from integrations.troubles import Unusable
from tenants.work import open_work


@dataclass
class OpenDoor:
    """See `connector.Door`."""

    place: Place
    connection_id: UUID
    connector: Connector
    way: str
    settings: Form
    options: Form
    site: Site | None
    catalog: Mapping[str, Any]
    sources: Sequence[Source]

    _app: OAuthApp | None
    _grant: Granted | None = field(default=None)

    @classmethod
    async def of(cls, work: UnitOfWork, connection: Connection) -> Self:
        connector = connector_of(connection.vendor)
        settings = await settings_of(work, connection, connector)
        return cls(
            place=Place.of(work.tenant_id),
            connection_id=connection.id,
            connector=connector,
            way=connection.way,
            settings=settings,
            options=connector.options.model_validate(connection.options),
            site=_site_of(connection),
            catalog=connection.catalog,
            sources=await _chosen(work, connection.id),
            _app=connector.authorize(connection.way, settings),
        )

    async def authorization(self) -> str:
        if self._grant is None:
            self._grant = await good_grant(self.place, self.connection_id, self._require_app())
        return f"Bearer {self._grant.token}"

    async def renewed(self, refused: str) -> str:
        # Another call through this door may have renewed it since.
        if self._grant is not None and refused == f"Bearer {self._grant.token}":
            self._grant = await good_grant(
                self.place, self.connection_id, self._require_app(), refused=self._grant.version
            )
        return await self.authorization()

    async def spend(self, points: int) -> None:
        app = self.connector.app(self.way)
        if app is not None:
            async with open_work(self.place, Actor.system()) as work:
                await spend(work, app, points, limit=self.connector.budget())

    async def give_back(self, points: int) -> None:
        app = self.connector.app(self.way)
        if app is not None and points > 0:
            async with open_work(self.place, Actor.system()) as work:
                await give_back(work, app, points)

    async def pause(self, until: datetime, *, whole_app: bool) -> None:
        app = self.connector.app(self.way)
        async with open_work(self.place, Actor.system()) as work:
            if whole_app and app is not None:
                await stop_app(work, app, until)
            connection = await work.get(Connection, self.connection_id, lock=True)
            connection.pause(until)

    def _require_app(self) -> OAuthApp:
        if self._app is None:
            raise Unusable("This connection has no consent to renew", zh="该连接没有可更新的授权")
        return self._app


def _site_of(connection: Connection) -> Site | None:
    if connection.site_id is None:
        return None
    return Site(
        id=connection.site_id, name=connection.site_name or "", url=connection.site_url or ""
    )


async def _chosen(work: UnitOfWork, connection_id: UUID) -> list[Source]:
    chosen = (
        select(ConnectionSource)
        .where(ConnectionSource.connection_id == connection_id, ConnectionSource.chosen)
        .order_by(ConnectionSource.kind, ConnectionSource.external_id)
    )
    return [
        Source(kind=one.kind, external_id=one.external_id, name=one.name, key=one.key, url=one.url)
        for one in await work.session.scalars(chosen)
    ]
