"""For those who watch the machines: alive, ready, measured."""

import asyncio
import ipaddress

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.answers import json_response
from api.auth import authenticate_operator
from infra.database import app_engine
from infra.telemetry import metrics, pool_in_use
from tenants.provisioning import latest_step
from tenants.tenant import Tenant, TenantState

_PATIENCE = 0.5
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


async def livez(_: Request) -> Response:
    """The loop turns, or nobody would answer."""
    return PlainTextResponse("alive\n")


async def readyz(_: Request) -> Response:
    """Whether requests can be served: the database answers in time, no company is behind."""
    try:
        async with asyncio.timeout(_PATIENCE):
            oldest = await _oldest_schema()
    except (TimeoutError, OSError, SQLAlchemyError) as error:
        return json_response({"ready": False, "database": type(error).__name__}, 503)
    # The code works with the newest version of a company's tables and the one before.
    if oldest is not None and oldest < latest_step().number - 1:
        return json_response({"ready": False, "schemaVersion": oldest}, 503)
    return json_response({"ready": True})


async def measured(request: Request) -> Response:
    """For loopback, and for operators from elsewhere."""
    if not _from_this_machine(request):
        await authenticate_operator(request)
    pool_in_use.set(getattr(app_engine().pool, "checkedout", int)())
    return Response(metrics(), media_type="text/plain; version=1.0.0; charset=utf-8")


async def _oldest_schema() -> int | None:
    oldest = select(func.min(Tenant.schema_version)).where(Tenant.state == TenantState.ACTIVE)
    async with app_engine().connect() as connection:
        return await connection.scalar(oldest)


def _from_this_machine(request: Request) -> bool:
    """Behind a proxy on this machine everybody seems to be from here, so a forwarded one is not."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
