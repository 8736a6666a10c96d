"""`POST /oauth/revoke`: a plugin gives a token back (RFC 7009).

A refresh token ends all that was allowed with it. Of what is not the plugin's own, nothing is
said and nothing happens.
"""

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from api import auth
from api.graphql.serving.budget import budgets
from api.oauth.form import form_of, refusing, require_open
from api.oauth.grants import needed, spend_proof
from api.oauth.proof import proven
from domain.actor import Actor
from domain.work import UnitOfWork
from infra import clock
from infra.database import Place
from tenants.client import Client, client_of
from tenants.credential import digest
from tenants.refresh_token import give_back
from tenants.token import AccessToken
from tenants.work import open_work

_COST = 10


@refusing
async def revoke(request: Request) -> Response:
    form = await form_of(request)
    known = await proven(request.headers, form, clock.now())
    secret = needed(form, "token")
    await require_open(known)
    budgets().spend((known.client.tenant_id, known.client.id), _COST)
    async with open_work(Place.of(known.client.tenant_id), Actor.plugin(known.client.id)) as work:
        await spend_proof(work, known)
        client = await client_of(work, known.client.id)
        if client is not None:
            await give_back(work, client, secret)
            await _revoke_access(work, client, secret)
    auth.forget(secret)
    return Response(status_code=200)


async def _revoke_access(work: UnitOfWork, client: Client, secret: str) -> None:
    own = select(AccessToken).where(
        AccessToken.hash == digest(secret), AccessToken.client_id == client.id
    )
    token = await work.session.scalar(own.with_for_update())
    if token is not None:
        token.revoke(work.now)
