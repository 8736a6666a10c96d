"""What is read of other systems, and who is who over there."""

from typing import Any
from uuid import UUID

from infra import clock
from integrations.choosing import SITE
from integrations.commands import connect_vendor
from integrations.connection import ConnectionSource
from integrations.external_identity import ExternalAccount
from tests.api.actors.company import Company
from tests.api.actors.deed import Deed, Given

FORM = {"base_url": "http://127.0.0.1:9", "client_id": "tanlu", "client_secret": "theirs"}


async def _connected(c: Company) -> UUID:
    async with c.by(c.zoe) as work:
        made = await connect_vendor(
            work, vendor="jira", way="SERVER_OAUTH", name=c.fresh("Jira "), settings=FORM
        )
        made.went_well()
        return made.id


async def _with(c: Company, row: type[Any], **given: Any) -> Given:  # noqa: ANN401 - any column
    connection_id = await _connected(c)
    async with c.system() as work:
        one = row(connection_id=connection_id, external_id=c.fresh("1000"), **given)
        work.add(one)
        return {"connectionId": str(connection_id), "id": str(one.id)}


async def _account(c: Company, **more: Any) -> Given:  # noqa: ANN401 - any column
    return await _with(c, ExternalAccount, name="O. Haddad", first_seen_at=clock.now(), **more)


async def _source(c: Company, kind: str) -> Given:
    seen = {"key": "K", "name": c.fresh("Thing "), "last_seen_at": clock.now()}
    return await _with(c, ConnectionSource, kind=kind, **seen)


async def a_form(c: Company) -> Given:
    return {"vendor": "jira", "way": "SERVER_OAUTH", "name": c.fresh("Jira "), "settings": FORM}


async def a_connection(c: Company) -> Given:
    return {"connectionId": str(await _connected(c))}


async def to_consent_to(c: Company) -> str:
    """Its id."""
    return str(await _connected(c))


async def another_form(c: Company) -> Given:
    return {**await a_connection(c), "settings": {**FORM, "client_secret": c.fresh("theirs")}}


async def a_site(c: Company) -> Given:
    given = await _source(c, SITE)
    return {"connectionId": given["connectionId"], "sourceId": given["id"]}


async def a_project(c: Company) -> Given:
    given = await _source(c, "PROJECT")
    return {"connectionId": given["connectionId"], "sourceIds": [given["id"]]}


async def an_account(c: Company) -> Given:
    return {"accountId": (await _account(c))["id"], "personId": str(c.cast.omar.id)}


async def a_suggestion(c: Company) -> Given:
    given = await _account(c, suggested_id=c.cast.omar.id)
    return {"connectionId": given["connectionId"]}


async def a_stranger(c: Company) -> Given:
    return {"connectionId": (await _account(c))["connectionId"]}


CONNECTIONS = {
    "connectVendor": Deed("AP", a_form),
    "changeConnection": Deed("AP", another_form),
    "testConnection": Deed("AP", a_connection),
    "chooseSite": Deed("AP", a_site),
    "chooseSources": Deed("AP", a_project),
    "syncConnectionNow": Deed("AP", a_connection),
    "confirmSuggestions": Deed("AP", a_suggestion),
    "disownAccounts": Deed("AP", a_stranger),
    "acceptLosses": Deed("AP", a_connection),
    "matchAccount": Deed("AP", an_account),
    "revealHook": Deed("A", a_connection),
    "disconnectVendor": Deed("AP", a_connection),
}
