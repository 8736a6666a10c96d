"""For those who watch the machines: started, alive, ready, measured."""

import asyncio
import ipaddress
import shutil
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.answers import json_response
from api.auth import authenticate_operator
from api.ending import is_ending
from api.loop_lag import lag
from infra.database import app_engine
from infra.queue_schema import SCHEMA
from infra.settings import settings
from infra.telemetry import metrics, pool_in_use
from tenants.keys.key_mark import has_key
from tenants.provisioning import latest_step

PATIENCE = 0.5
LATE = 1.0
SILENT = 60.0
DISK_AT_LEAST = 0.05
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_STANDING = text(f"""
    SELECT min(schema_version) AS oldest, max(schema_version) AS newest,
        (SELECT extract(epoch FROM now() - max(heartbeat_at)) FROM {SCHEMA}.worker) AS silence,
        (SELECT fingerprint FROM platform.key_marks WHERE name = 'master') AS key
    FROM platform.tenants WHERE state = 'ACTIVE'
""")  # noqa: S608 - the schema is a constant
_started = asyncio.Event()


class Standing(NamedTuple):
    """What the database knows of all of Tanlu."""

    oldest: int | None
    """The oldest version of the tables of any company; None while there is no company."""
    newest: int | None
    silence: float | None
    """Seconds since a worker was last heard of; None if none ever ran, or elsewhere."""
    key: str | None
    """The fingerprint of the key that secrets are kept with; None before there were marks."""


async def startupz(request: Request) -> Response:
    """Whether it has been ready once. From then on `/livez` is to be asked."""
    if not _started.is_set():
        return await readyz(request)
    return json_response({"started": True})


async def livez(_: Request) -> Response:
    """The loop turns in time, or it had better be started again."""
    if lag.worst >= LATE:
        return json_response({"alive": False, "lateBySeconds": round(lag.worst, 1)}, 503)
    return PlainTextResponse("alive\n")


async def readyz(_: Request) -> Response:
    """Whether requests should be sent here, or the first reason why not."""
    fault = await _fault()
    if fault:
        return json_response({"ready": False, **fault}, 503)
    _started.set()
    return json_response({"ready": True})


async def measured(request: Request) -> Response:
    """For loopback, and for operators from elsewhere."""
    if not _from_this_machine(request):
        await authenticate_operator(request)
    pool_in_use.set(getattr(app_engine().pool, "checkedout", int)())
    return Response(metrics(), media_type="text/plain; version=1.0.0; charset=utf-8")


async def _fault() -> Mapping[str, object]:
    if is_ending():
        return {"ending": True}
    if (free := free_share()) < DISK_AT_LEAST:
        return {"diskFree": round(free, 3)}
    try:
        async with asyncio.timeout(PATIENCE):
            standing = await _standing()
    except (TimeoutError, OSError, SQLAlchemyError) as error:
        return {"database": type(error).__name__}
    return _fault_of(standing)


def _fault_of(standing: Standing) -> Mapping[str, object]:
    """The key has to be ours; the code works with the newest version of a company's tables, and
    with its neighbours.
    """
    if standing.key is not None and not has_key(standing.key):
        return {"secretKey": "opens nothing here"}
    ours = latest_step().number
    for version in (standing.oldest, standing.newest):
        if version is not None and abs(version - ours) > 1:
            return {"schemaVersion": version}
    if standing.silence is not None and standing.silence > SILENT:
        return {"workersSilentForSeconds": round(standing.silence)}
    return {}


async def _standing() -> Standing:
    async with app_engine().connect() as connection:
        found = (await connection.execute(_STANDING)).one()
    # Another broker's workers leave no word in the database.
    known = found.silence is not None and settings().broker == "postgres"
    silence = float(found.silence) if known else None
    return Standing(found.oldest, found.newest, silence, found.key)


def free_share() -> float:
    """Of the disk where the data is, or will be."""
    folder = settings().data_dir.absolute()
    there = next(each for each in (folder, *folder.parents) if each.exists())
    usage = shutil.disk_usage(there)
    return usage.free / usage.total


def _from_this_machine(request: Request) -> bool:
    """Behind a proxy on this machine everybody seems to be from here, so a forwarded one is not."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
