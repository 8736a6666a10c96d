"""The plugin of docs/examples, as a program of its own: from its manifest to its last message."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api import auth
from api.app import create_app
from domain.records.answering import acknowledge_record
from infra.ports import free_port
from infra.posting import close_posting
from infra.settings import settings
from tenants.work import open_work
from tests.api.live import served
from tests.asking import Asking
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.talks import shared

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "weekly" / "plugin.py"
SUBMIT = """mutation ($url: String!) { submitPlugin(input: {url: $url}) {
  installation { id state manifest { sha256 } } userErrors { message } } }"""
APPROVE = """mutation ($id: ID!, $sha: String!) {
  approvePlugin(input: {installationId: $id, manifestSha256: $sha}) {
    installation { state } clientSecret userErrors { message } } }"""
UNINSTALL = """mutation ($id: ID!) { uninstallPlugin(input: {installationId: $id}) {
  installation { state } userErrors { message } } }"""
STATE = "query ($id: ID!) { pluginInstallation(id: $id) { state } }"


@asynccontextmanager
async def started(port: int, tanlu: str) -> AsyncIterator[Process]:
    """The plugin, once it answers."""
    home = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "TANLU_URL": tanlu, "PLUGIN_URL": home, "PORT": str(port)}
    program = await asyncio.create_subprocess_exec(
        sys.executable, str(EXAMPLE), env=environment, stdout=PIPE
    )
    try:
        async with httpx2.AsyncClient() as client:
            for _ in range(200):
                try:
                    await client.get(f"{home}/plugin.json")
                    break
                except httpx2.ConnectError:
                    await asyncio.sleep(0.05)
        yield program
    finally:
        program.terminate()
        await program.wait()


async def learned(program: Process) -> Any:  # noqa: ANN401 - JSON
    """The next thing that it says."""
    assert program.stdout
    return json.loads(await asyncio.wait_for(program.stdout.readline(), timeout=20))


async def test_from_its_manifest_to_its_last_message(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    monkeypatch.setenv("TANLU_PRIVATE_PEERS", json.dumps([f"127.0.0.1:{port}"]))
    monkeypatch.setattr(auth, "REMEMBERED_FOR", 1.0)
    async with served(create_app()) as mine:
        monkeypatch.setenv("TANLU_PUBLIC_URL", f"http://127.0.0.1:{mine}")
        settings.cache_clear()
        async with started(port, settings().public_url) as program:
            await _whole_life(cast, home, program)
    await close_posting()
    monkeypatch.undo()
    settings.cache_clear()


async def _whole_life(cast: Cast, home: str, program: Process) -> None:
    wei = Asking(cast.place, acting(cast.wei))
    submitted = (await wei.ask(SUBMIT, url=f"{home}/plugin.json"))["submitPlugin"]
    assert submitted["userErrors"] == []
    installation = submitted["installation"]
    here = installation["id"]
    approved = await wei.ask(APPROVE, id=here, sha=installation["manifest"]["sha256"])
    assert approved["approvePlugin"]["userErrors"] == []
    assert approved["approvePlugin"]["clientSecret"] is None

    await run_pending_jobs(cast.place)
    assert await learned(program) == {"heard": "installation.created", "installation": here}
    assert (await wei.ask(STATE, id=here))["pluginInstallation"] == {"state": "ACTIVE"}

    record = await shared(cast)
    async with open_work(cast.place, acting(cast.omar)) as work:
        await acknowledge_record(work, record_id=record.id, version=1)
    await run_pending_jobs(cast.place)
    assert await learned(program) == {
        "heard": "record.acknowledged",
        "installation": here,
        "sent": {"state": "ACKNOWLEDGED", "subject": {"name": "Omar"}},
        "read": {"state": "ACKNOWLEDGED", "version": 1, "subject": {"name": "Omar"}},
        "refused": "FORBIDDEN",
    }

    gone = await wei.ask(UNINSTALL, id=here)
    assert gone["uninstallPlugin"]["installation"] == {"state": "UNINSTALLING"}
    await asyncio.sleep(auth.REMEMBERED_FOR)
    await run_pending_jobs(cast.place)
    assert await learned(program) == {
        "heard": "installation.uninstalled",
        "installation": here,
        "refused": "UNAUTHENTICATED",
    }
