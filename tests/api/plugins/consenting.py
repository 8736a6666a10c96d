"""A plugin that acts for people, and the browser in which they are asked."""

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest

from api import auth
from domain.people.person import Person
from infra import clock
from integrations.plugins.approving import Approval
from tests.api.conftest import FORM, sign_in
from tests.api.plugins.conftest import Home, installed
from tests.people import Cast
from tests.plugins import wanted

VERIFIER = "correct-horse-battery-staple-and-then-some-more"
ACTING = {
    "clientAuth": "client_secret_basic",
    "grants": ["client_credentials", "authorization_code", "refresh_token"],
    "redirectUris": ["/back", "/also/back"],
}
SCOPES = {
    "required": [wanted("records:read"), wanted("people:read"), wanted("goals:read")],
    "optional": [wanted("conversations.content:read"), wanted("signals:write")],
}
ALL = ("conversations.content:read", "signals:write")


async def acting_plugin(cast: Cast, home: Home, *optional: str, **changes: Any) -> Approval:  # noqa: ANN401 - any value
    return await installed(cast, home, *optional, **{"auth": ACTING, "scopes": SCOPES, **changes})


def s256(verifier: str) -> str:
    """As RFC 7636 has it, on its own."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def question(approval: Approval, home: Home, **changes: str | None) -> dict[str, str]:
    """What the plugin asks with; a change of None is left out."""
    said: dict[str, str | None] = {
        "response_type": "code",
        "client_id": str(approval.installation.id),
        "redirect_uri": f"{home.origin}/back",
        "state": "where I was",
        "code_challenge": s256(VERIFIER),
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (said | changes).items() if value is not None}


async def look(
    http: httpx2.AsyncClient, asked: dict[str, str], language: str = "en"
) -> httpx2.Response:
    return await http.get("/oauth/authorize", params=asked, headers={"Accept-Language": language})


def hidden(page: httpx2.Response) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.text)
    return {name: html.unescape(value) for name, value in found}


async def press(
    http: httpx2.AsyncClient, form: dict[str, str], answer: str = "allow"
) -> httpx2.Response:
    return await http.post("/oauth/authorize", data={**form, "answer": answer}, headers=FORM)


def way_back(page: httpx2.Response) -> tuple[str, dict[str, str]]:
    """Where the browser goes on to, and what it brings."""
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]*)"', page.text)
    assert found, page.text
    parts = urlsplit(html.unescape(found[1]))
    return f"{parts.scheme}://{parts.netloc}{parts.path}", dict(parse_qsl(parts.query))


def sent_back(answer: httpx2.Response) -> dict[str, str]:
    """What a refusal tells the plugin."""
    assert answer.status_code == 303, answer.text
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


async def code_for(http: httpx2.AsyncClient, cast: Cast, who: Person, asked: dict[str, str]) -> str:
    """Who signs in, looks, and allows it."""
    http.cookies.clear()
    await sign_in(http, cast, who)
    answer = await press(http, hidden(await look(http, asked)))
    http.cookies.clear()
    return way_back(answer)[1]["code"]


async def send(
    http: httpx2.AsyncClient, approval: Approval, to: str, **form: str
) -> httpx2.Response:
    """What the plugin's server sends, by its secret."""
    secret = (str(approval.installation.id), approval.client_secret or "")
    return await http.post(f"/oauth/{to}", data=form, auth=secret)


async def spend(
    http: httpx2.AsyncClient, approval: Approval, home: Home, code: str, **changes: str
) -> httpx2.Response:
    said = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": f"{home.origin}/back",
        "code_verifier": VERIFIER,
    }
    return await send(http, approval, "token", **{**said, **changes})


async def refresh(
    http: httpx2.AsyncClient, approval: Approval, token: str, **form: str
) -> httpx2.Response:
    said = {"grant_type": "refresh_token", "refresh_token": token}
    return await send(http, approval, "token", **said, **form)


async def pair_for(
    http: httpx2.AsyncClient, cast: Cast, home: Home, approval: Approval, who: Person
) -> dict[str, str]:
    """What the plugin holds once it acts for them."""
    code = await code_for(http, cast, who, question(approval, home))
    answer = await spend(http, approval, home, code)
    assert answer.status_code == 200, answer.text
    said: dict[str, str] = answer.json()
    return said


async def ask(http: httpx2.AsyncClient, token: str, query: str) -> Any:  # noqa: ANN401 - JSON
    """The answer's data, or the code of the refusal."""
    bearer = {"Authorization": f"Bearer {token}"}
    said = (await http.post("/graphql", json={"query": query}, headers=bearer)).json()
    return said["errors"][0]["extensions"]["code"] if "errors" in said else said["data"]


@contextmanager
def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> Iterator[None]:
    """As if so much time had passed, and nothing were remembered."""
    real = clock.now
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", lambda: real() + timedelta(**by))
        auth.forget_all()
        yield
    auth.forget_all()
