"""Coming back from a vendor's consent page: short work, network, short work."""

from dataclasses import dataclass
from uuid import UUID

from domain.actor import Actor
from infra.database import Place
from integrations.connection import Connection, ConnectionState
from integrations.consent import finish_consent
from integrations.health import note_trouble
from integrations.jobs import check_connection
from integrations.keeping import settings_of
from integrations.oauth import granted
from integrations.registry import connector_of
from integrations.renewing import keep_token
from integrations.terms import OAuthApp
from integrations.troubles import ConsentLost, VendorTrouble
from tenants.jobs import later_once
from tenants.work import open_work


@dataclass(frozen=True)
class Returned:
    """Whose return it was. How it went is with the connection."""

    connection_id: UUID


async def come_back(
    place: Place, actor: Actor, *, state: str, session: str, code: str, redirect_uri: str
) -> Returned | None:
    """Exchange the code and keep the token; None for a return that nobody here began."""
    async with open_work(place, actor) as work:
        found = await finish_consent(work, state=state, session=session)
        if found is None:
            return None
        connection_id, verifier = found
        connection = await work.get(Connection, connection_id)
        connector = connector_of(connection.vendor)
        settings = await settings_of(work, connection, connector)
        app = connector.authorize(connection.way, settings)
    if app is not None:
        await _exchange(place, connection_id, app, code, redirect_uri, verifier)
    return Returned(connection_id)


async def _exchange(
    place: Place, connection_id: UUID, app: OAuthApp, code: str, redirect_uri: str, verifier: str
) -> None:
    try:
        if not code:
            raise ConsentLost("Consent was not given", zh="未获得授权")
        token = await granted(app, code=code, redirect_uri=redirect_uri, verifier=verifier)
    except VendorTrouble as trouble:
        async with open_work(place, Actor.system()) as work:
            note_trouble(work, await work.get(Connection, connection_id, lock=True), trouble)
        return
    async with open_work(place, Actor.system()) as work:
        connection = await work.get(Connection, connection_id, lock=True)
        if connection.state is ConnectionState.DISCONNECTED:
            return
        await keep_token(work, connection, token)
        connection.consented()
        key = str(connection_id)
        later_once(work, check_connection, key, connection_id=connection_id)
