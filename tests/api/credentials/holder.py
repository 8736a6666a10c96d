"""A company in which every kind of secret is handed out, each good in its own place."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.responses import JSONResponse

from api.scopes import OF_COMPANIES, OF_PLUGINS
from domain.actor import Actor, Role
from domain.work import UnitOfWork
from infra import clock
from infra.settings import settings
from integrations.commands import connect_vendor
from integrations.connection import Connection
from integrations.consent import start_consent
from integrations.keeping import hook_of
from integrations.plugins.approving import Approval
from tenants.client import Client, client_of, issue_to
from tenants.credential import CredentialKind, TokenKind
from tenants.delegation_code import allow, spend_code
from tenants.operators import create_operator_token
from tenants.refresh_token import Pair, issue_for
from tenants.session import open_session
from tenants.sign_in import create_sign_in_link
from tenants.token import create_token
from tenants.work import open_work
from tests.api.conftest import HERE
from tests.api.oidc.conftest import a_provider
from tests.api.oidc.idp import Idp
from tests.api.plugins.conftest import Home, installed
from tests.api.plugins.consenting import ACTING, SCOPES, VERIFIER, s256
from tests.people import Cast, acting

KEY = ECKey.generate_key("P-256", {"kid": "one"})
KEYED = {"clientAuth": "private_key_jwt", "jwksUri": "/jwks.json"}
LIVES = timedelta(days=1)


@dataclass
class Holder:
    """Wei, an admin, and what Acme has connected and installed."""

    app: Starlette
    cast: Cast
    home: Home
    provider: UUID
    plugin: Approval
    """It shows who it is by its secret, and acts for people."""
    keyed: Approval
    """It shows who it is by a key."""
    connection: UUID
    session: str
    """In which consent at a vendor's is given."""

    async def make(self, kind: CredentialKind) -> str:
        """A new one, or the only one there is."""
        async with open_work(self.cast.place, acting(self.cast.wei)) as work:
            return await MAKERS[kind](self, work)

    @property
    def back(self) -> str:
        return f"{self.home.origin}/back"


def open_servers(monkeypatch: pytest.MonkeyPatch, home: Home, idp: Idp) -> None:
    """Both may be asked, until the test ends."""
    peers = f'["127.0.0.1:{home.port}", "127.0.0.1:{idp.port}"]'
    monkeypatch.setenv("TANLU_PRIVATE_PEERS", peers)
    settings.cache_clear()


async def holder(app: Starlette, cast: Cast, home: Home, idp: Idp) -> Holder:
    home.answers["/jwks.json"] = JSONResponse({"keys": [KEY.as_dict(private=False)]})
    plugin = await installed(cast, home, auth=ACTING, scopes=SCOPES)
    keyed = await installed(cast, home, id="dev.acme.keyed", auth=KEYED)
    provider = await a_provider(cast, idp)
    async with open_work(cast.place, acting(cast.wei)) as work:
        form = {"base_url": home.origin, "client_id": "tanlu", "client_secret": "theirs"}
        connection = await connect_vendor(
            work, vendor="jira", way="SERVER_OAUTH", name="Our Jira", settings=form
        )
        connection.went_well()
        session = open_session(work, cast.wei.id)
    return Holder(app, cast, home, provider, plugin, keyed, connection.id, session)


async def _session(holder: Holder, work: UnitOfWork) -> str:
    return open_session(work, holder.cast.wei.id)


async def _link(holder: Holder, work: UnitOfWork) -> str:
    del work
    async with open_work(holder.cast.place, Actor.system()) as ours:
        return await create_sign_in_link(ours, person_id=holder.cast.wei.id)


def _token(kind: TokenKind, *roles: Role) -> "Maker":
    async def make(holder: Holder, work: UnitOfWork) -> str:
        del holder
        issued = await create_token(
            work, kind=kind, name="tests", scopes=OF_COMPANIES, held=OF_COMPANIES, roles=roles,
            expires_at=work.now + LIVES,
        )  # fmt: skip
        return issued.secret

    return make


async def _operator(holder: Holder, work: UnitOfWork) -> str:
    del holder, work
    return await create_operator_token("tests", clock.now())


async def _plugin(holder: Holder, work: UnitOfWork) -> str:
    return issue_to(work, await _client(holder, work), OF_PLUGINS).secret


async def _delegated(holder: Holder, work: UnitOfWork) -> str:
    return (await _pair(holder, work)).access.secret


async def _refresh(holder: Holder, work: UnitOfWork) -> str:
    return (await _pair(holder, work)).refresh or ""


async def _pair(holder: Holder, work: UnitOfWork) -> Pair:
    client, code = await _client(holder, work), await _code(holder, work)
    begun = await spend_code(work, client, code, redirect_uri=holder.back, verifier=VERIFIER)
    assert begun is not None
    return issue_for(work, client, begun, begun.scopes, may_refresh=True)


async def _code(holder: Holder, work: UnitOfWork) -> str:
    client = await _client(holder, work)
    code = allow(
        work, client, redirect_uri=holder.back, challenge=s256(VERIFIER), scopes=client.scopes
    )
    await work.session.flush()
    return code


async def _client_secret(holder: Holder, work: UnitOfWork) -> str:
    del work
    return holder.plugin.client_secret or ""


async def _assertion(holder: Holder, work: UnitOfWork) -> str:
    del work
    me, now = str(holder.keyed.installation.id), int(time.time())
    said: dict[str, Any] = {"iss": me, "sub": me, "aud": HERE, "exp": now + 60}
    said["jti"] = str(time.perf_counter_ns())
    return jwt.encode({"alg": "ES256", "kid": "one"}, said, KEY, algorithms=["ES256"])


async def _state(holder: Holder, work: UnitOfWork) -> str:
    address = await start_consent(
        work,
        connection_id=holder.connection,
        session=holder.session,
        redirect_uri=f"{HERE}/callback/jira",
    )
    return address.partition("state=")[2].partition("&")[0]


async def _hook(holder: Holder, work: UnitOfWork) -> str:
    connection = await work.get(Connection, holder.connection, lock=True)
    connection.went_well()
    return (await hook_of(work, connection))["key"]


async def _client(holder: Holder, work: UnitOfWork) -> Client:
    client = await client_of(work, holder.plugin.installation.id)
    assert client is not None
    return client


Maker = Callable[[Holder, UnitOfWork], Awaitable[str]]
MAKERS: Mapping[CredentialKind, Maker] = {
    CredentialKind.SESSION: _session,
    CredentialKind.SIGN_IN_LINK: _link,
    CredentialKind.USER_TOKEN: _token(TokenKind.USER),
    CredentialKind.APP_TOKEN: _token(TokenKind.APP, Role.ADMIN),
    CredentialKind.PLUGIN_TOKEN: _plugin,
    CredentialKind.DELEGATED_TOKEN: _delegated,
    CredentialKind.OPERATOR_TOKEN: _operator,
    CredentialKind.REFRESH_TOKEN: _refresh,
    CredentialKind.AUTHORIZATION_CODE: _code,
    CredentialKind.CLIENT_SECRET: _client_secret,
    CredentialKind.CLIENT_ASSERTION: _assertion,
    CredentialKind.CONSENT_STATE: _state,
    CredentialKind.HOOK_KEY: _hook,
}
