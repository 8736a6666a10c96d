"""The certified provider `oidc-provider` as a process of its own, and somebody who signs in."""

import asyncio
import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx2
import pytest

from operate.console import node

FILES = Path(__file__).parents[2] / "interop" / "openid"
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Each is the name of a client, whose ID tokens are signed by it."""


async def install(folder: Path) -> None:
    """By the lock file; skips the test where the packages cannot be fetched."""
    for each in (".npmrc", "package.json", "package-lock.json", "provider.mjs"):
        shutil.copy(FILES / each, folder)
    npm = node().parents[1] / "lib/node_modules/npm/bin/npm-cli.js"
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = await asyncio.to_thread(
        subprocess.run,
        [node(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"oidc-provider cannot be fetched: {done.stderr.strip()[-200:]}")


@asynccontextmanager
async def certified_provider(
    folder: Path, port: int, callbacks: Mapping[str, str], secret: str
) -> AsyncIterator[None]:
    """It listens on that port; `callbacks` are by client."""
    told = [str(port), json.dumps(callbacks), secret]
    program = await asyncio.create_subprocess_exec(
        node(), "provider.mjs", *told,
        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert program.stdout
        assert await asyncio.wait_for(program.stdout.readline(), 30) == b"listening\n"
        yield
    finally:
        program.terminate()
        await program.wait()


async def signed_in_there(url: str, who: str) -> dict[str, str]:
    """What the provider sends the browser back with, once somebody has signed in and agreed."""
    async with httpx2.AsyncClient(timeout=20) as http:
        answer = await _follow(http, await http.get(url))
        for form in ({"prompt": "login", "login": who, "password": "any"}, {"prompt": "consent"}):
            found = re.search(r'action="([^"]+)"', answer.text)
            assert found, answer.text
            action = urljoin(str(answer.request.url), html.unescape(found[1]))
            answer = await _follow(http, await http.post(action, data=form))
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


async def _follow(http: httpx2.AsyncClient, answer: httpx2.Response) -> httpx2.Response:
    """As far as the provider itself leads."""
    here = answer.request.url.port
    while answer.is_redirect:
        onward = urljoin(str(answer.request.url), answer.headers["location"])
        if urlsplit(onward).port != here:
            return answer
        answer = await http.get(onward)
    return answer
