"""A manifest from its address: nobody leads us elsewhere, holds us up or floods us."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from domain.errors import Invalid
from integrations.plugins import fetching
from integrations.plugins.fetching import fetch_manifest, require_public, require_same_origin
from integrations.plugins.manifest import Manifest
from tests.api.live import served
from tests.plugins import a_manifest, opened, written


async def _manifest(_: Request) -> Response:
    return PlainTextResponse(written(a_manifest()))


async def _elsewhere(_: Request) -> Response:
    return RedirectResponse("http://169.254.169.254/latest/meta-data")


async def _huge(_: Request) -> Response:
    return Response(b"x" * 10_000_000)


async def _broken(_: Request) -> Response:
    return JSONResponse({}, 500)


async def _odd(_: Request) -> Response:
    return Response(b"\xff\xfe")


async def _slow(_: Request) -> Response:
    await asyncio.sleep(1)
    return Response()


ANSWERS: dict[str, Callable[[Request], Awaitable[Response]]] = {
    "/plugin.json": _manifest,
    "/elsewhere": _elsewhere,
    "/huge": _huge,
    "/broken": _broken,
    "/odd": _odd,
    "/slow": _slow,
}


@pytest.fixture
async def origin(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    routes = [Route(path, answer) for path, answer in ANSWERS.items()]
    async with served(Starlette(routes=routes)) as port:
        with opened(monkeypatch, f"127.0.0.1:{port}"):
            yield f"http://127.0.0.1:{port}"


async def test_the_text_as_it_stands_there(origin: str) -> None:
    assert await fetch_manifest(f"{origin}/plugin.json") == written(a_manifest())


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/elsewhere", "The address answers with 307"),
        ("/huge", "It is longer than 65536 bytes"),
        ("/broken", "The address answers with 500"),
        ("/odd", "It is not UTF-8"),
        ("/nothing", "The address answers with 404"),
    ],
)
async def test_what_is_no_manifest(origin: str, path: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        await fetch_manifest(origin + path)
    assert refused.value.message == f"No manifest was read: {words}"
    assert refused.value.field == "url"
    assert refused.value.zh.startswith("未能读取清单：")


async def test_whoever_is_slow_is_not_waited_for(
    origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_SECONDS", 0.1)
    began = time.monotonic()
    with pytest.raises(Invalid, match="does not answer"):
        await fetch_manifest(f"{origin}/slow")
    assert time.monotonic() - began < 0.9


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest",
        "https://10.0.0.1/plugin.json",
        "https://localhost/plugin.json",
        "file:///etc/passwd",
        "https://",
        "",
        "https://[::1",
        "https://user:word@example.com/",
    ],
)
async def test_an_address_that_is_never_asked(url: str) -> None:
    with pytest.raises(Invalid):
        await fetch_manifest(url)


@pytest.mark.parametrize(
    ("url", "speaks"),
    [
        ("https://acme.dev/a/plugin.json", True),
        ("https://acme.dev:443/plugin.json", True),
        ("https://acme.dev:8443/plugin.json", False),
        ("https://evil.example/plugin.json", False),
        ("https://acme.dev.evil.example/plugin.json", False),
        ("http://acme.dev/plugin.json", False),
    ],
)
def test_nobody_speaks_for_a_plugin_that_lives_elsewhere(url: str, speaks: bool) -> None:
    manifest = Manifest.model_validate(a_manifest("https://acme.dev"))
    if speaks:
        require_same_origin(manifest, url)
    else:
        with pytest.raises(Invalid, match=r"lives at https://acme\.dev"):
            require_same_origin(manifest, url)


async def test_a_name_that_leads_to_this_machine_is_no_home() -> None:
    """And nobody learns that there is such a name."""
    for home in ("https://localhost", "https://nobody.invalid"):
        with pytest.raises(Invalid, match=f"^{home} is not known on the public internet$"):
            await require_public(Manifest.model_validate(a_manifest(home)))
