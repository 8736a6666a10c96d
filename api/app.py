"""The house's front: which address leads where, and what every request passes on its way in."""

import asyncio
import hashlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api import (
    companies,
    connecting,
    console,
    inbound,
    link_request,
    oidc,
    operator_mail,
    operators,
    second_factor,
    sign_in,
)
from api.auth import authenticate
from api.ending import end_gently
from api.graphiql import show_file, show_graphiql
from api.graphql.context import Context
from api.graphql.once import once_for
from api.graphql.schema import schema
from api.graphql.serving.http import GraphQLEndpoint
from api.graphql.shaping import Shaping
from api.health import livez, measured, readyz, startupz
from api.loop_lag import lag
from api.middleware import Bounded, Watched
from api.oauth.routes import routes as oauth_routes
from api.refusals import Code, Refused
from api.strangers import Strangers
from api.told import tell_broken_rule, tell_refusal, told
from api.violations import routes as violation_routes
from api.webhook_keys import show_webhook_keys
from domain.errors import DomainError
from infra.database import close_engines
from infra.memory import keep_what_is_loaded
from infra.off_loop import share_quickly
from infra.settings import settings
from infra.telemetry import configure_logging
from infra.trouble import Trouble
from tenants.keys.key_mark import refuse_to_start
from webhooks.documents import know_documents

_SDL = schema.as_str()
_ETAG = f'"{hashlib.sha256(_SDL.encode()).hexdigest()[:32]}"'


def serve() -> Starlette:
    """For `uvicorn --factory api.app:serve`: ends with a sentence if the key is not the one."""
    try:
        refuse_to_start()
    except Trouble as trouble:
        sys.exit(trouble.sentence())
    return create_app()


def create_app() -> Starlette:
    configure_logging()
    know_documents(Shaping)
    return Starlette(
        routes=_routes(),
        middleware=[
            Middleware(Watched),
            Middleware(Strangers),
            Middleware(TrustedHostMiddleware, allowed_hosts=_known_hosts(), www_redirect=False),
            Middleware(Bounded),
        ],
        exception_handlers={
            Refused: tell_refusal,
            DomainError: tell_broken_rule,
            HTTPException: _refuse_address,
        },
        lifespan=_lifespan,
    )


def _routes() -> list[Route]:
    return [
        Route("/graphql", GraphQLEndpoint(schema, _context)),
        Route("/graphql/schema.graphql", _show_schema, methods=["GET"]),
        Route("/", _show_home, methods=["GET"]),
        *console.routes(),
        Route("/graphiql", show_graphiql, methods=["GET"]),
        Route("/graphiql/{name}", show_file, methods=["GET"]),
        *oidc.routes(),
        *oauth_routes(),
        second_factor.ROUTE,
        Route(link_request.ADDRESS, link_request.ask, methods=["POST"]),
        *companies.routes(),
        Route("/sign-in/{secret}", sign_in.show_link, methods=["GET"]),
        Route("/sign-in/{secret}", sign_in.use_link, methods=["POST"]),
        Route("/sign-out", sign_in.sign_out, methods=["POST"]),
        *_operators_routes(),
        *connecting.routes(),
        *inbound.routes(),
        *violation_routes(),
        Route("/.well-known/webhook-keys/{tenant_id}", show_webhook_keys, methods=["GET"]),
        Route("/livez", livez, methods=["GET"]),
        Route("/startupz", startupz, methods=["GET"]),
        Route("/readyz", readyz, methods=["GET"]),
        Route("/metrics", measured, methods=["GET"]),
    ]


def _operators_routes() -> list[Route]:
    company = "/operator/tenants/{slug}"
    return [
        Route("/operator/tenants", operators.list_companies, methods=["GET"]),
        Route("/operator/tenants", operators.create_company, methods=["POST"]),
        Route(company, operators.delete_company, methods=["DELETE"]),
        Route(f"{company}/suspend", operators.suspend_company, methods=["POST"]),
        Route(f"{company}/resume", operators.resume_company, methods=["POST"]),
        Route(f"{company}/restore", operators.restore_company, methods=["POST"]),
        Route(f"{company}/domains/{{domain}}", operators.give_email_domain, methods=["PUT"]),
        Route(f"{company}/domains/{{domain}}", operators.take_email_domain, methods=["DELETE"]),
        *operator_mail.routes(),
    ]


async def _context(request: Request) -> Context:
    principal = await authenticate(request)
    return Context(principal, once_for(request, principal)).require_points()


async def _show_home(request: Request) -> Response:
    return console.console_page() if console.is_built() else await sign_in.show_home(request)


async def _show_schema(request: Request) -> Response:
    """For whoever may introspect, too."""
    await authenticate(request)
    known = {"ETag": _ETAG, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == _ETAG:
        return Response(status_code=304, headers=known)
    return Response(_SDL, media_type="text/plain; charset=utf-8", headers=known)


async def _refuse_address(request: Request, error: Exception) -> Response:
    """An address that leads nowhere else may be one of the console's."""
    if not isinstance(error, HTTPException):
        raise error
    status = error.status_code
    if status == 404 and console.asks_for_a_page(request) and console.is_built():  # noqa: PLR2004 - Not Found
        return console.console_page()
    code = Code.NOT_FOUND if status == 404 else Code.BAD_USER_INPUT  # noqa: PLR2004 - Not Found
    refusal = Refused(
        code, "There is nothing here for that", zh="此处没有可用的内容", status=status
    )
    refusal.headers.update(error.headers or {})
    return told(request, refusal)


def _known_hosts() -> list[str]:
    public = urlsplit(settings().public_url).hostname or ""
    return [public, "localhost", "127.0.0.1", "[::1]", *settings().allowed_hosts]


@asynccontextmanager
async def _lifespan(_: Starlette) -> AsyncIterator[None]:
    watching = asyncio.create_task(lag.watch())
    keep_what_is_loaded()
    share_quickly()
    with end_gently():
        yield
    watching.cancel()
    await close_engines()
