"""A real server on a real port, and the audit of graphql-http against it."""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from api.http_connection import HttpConnection
from infra.ports import free_port

INTEROP = Path(__file__).parents[1] / "interop"


@asynccontextmanager
async def served(app: ASGIApp, port: int = 0) -> AsyncIterator[int]:
    """The port it listens on, in this loop: any free one unless told."""
    config = uvicorn.Config(
        app,
        port=port or free_port(),
        log_config=None,
        lifespan="off",
        timeout_graceful_shutdown=2,
        http=HttpConnection,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn offers nothing to wait on
        await asyncio.sleep(0.01)
    try:
        yield config.port
    finally:
        server.should_exit = True
        await serving


async def audited(port: int, token: str, folder: Path) -> list[str]:
    """What the audit prints."""
    for name in ("package.json", "package-lock.json", "audit.mjs"):
        shutil.copy(INTEROP / name, folder)
    install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    await _run(install, folder)
    return await _run(["node", "audit.mjs", f"http://127.0.0.1:{port}/graphql", token], folder)


async def _run(command: list[str], folder: Path) -> list[str]:
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()
