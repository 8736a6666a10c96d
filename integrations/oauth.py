"""OAuth 2.0, once for all vendors: Authlib's client over the guarded network.

It talks to servers only; what is kept, and that no two refresh the same token, is decided in
`renewing`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client

from infra.guard import Blocked
from infra.http import Guarded, TooLarge, answered
from integrations.terms import OAuthApp
from integrations.troubles import ConsentLost, TryLater, Unusable

_AT_MOST = 64 * 1024
_TIMEOUT = httpx2.Timeout(15.0, connect=3.0)
_VERIFIER = 48


def new_verifier() -> str:
    """For PKCE (RFC 7636)."""
    verifier: str = generate_token(_VERIFIER)
    return verifier


def consent_address(app: OAuthApp, *, redirect_uri: str, state: str, verifier: str) -> str:
    client = _client(app, redirect_uri)
    proof = {"code_verifier": verifier} if app.proof_key else {}
    address, _ = client.create_authorization_url(
        app.authorize_url, state=state, **proof, **app.extra
    )
    return str(address)


async def granted(app: OAuthApp, *, code: str, redirect_uri: str, verifier: str) -> dict[str, Any]:
    """The first token. Raises VendorTrouble."""
    proof = {"code_verifier": verifier} if app.proof_key else {}
    async with _asking(app, redirect_uri) as client:
        return dict(
            await client.fetch_token(
                app.token_url, code=code, grant_type="authorization_code", **proof
            )
        )


async def refreshed(app: OAuthApp, grant: dict[str, Any]) -> dict[str, Any]:
    """The token after this one; this one's refresh token is used up by it. Raises VendorTrouble."""
    refresh_token = grant.get("refresh_token")
    if not refresh_token:
        raise _lost()
    async with _asking(app) as client:
        client.token = grant
        return dict(await client.refresh_token(app.token_url, refresh_token=refresh_token))


class _Client(AsyncOAuth2Client):  # type: ignore[misc]  # Authlib has no types
    """Sends its token requests our way: the app's secret in the body, the answer bounded."""

    app: OAuthApp

    async def post(self, url: str, *, data: Any, **_: Any) -> httpx2.Response:  # noqa: ANN401 - as the client's own
        told = {**data, "client_id": self.app.client_id, "client_secret": self.app.client_secret}
        body: dict[str, Any] = {"json": told} if self.app.json_body else {"data": told}
        kept = {"Accept": "application/json"}
        request = self.build_request("POST", url, headers=kept, **body)
        return await answered(self, request, at_most=_AT_MOST)


def _client(app: OAuthApp, redirect_uri: str | None = None) -> _Client:
    client = _Client(
        app.client_id,
        app.client_secret,
        scope=app.scope,
        redirect_uri=redirect_uri,
        code_challenge_method="S256" if app.proof_key else None,
        transport=Guarded(),
        trust_env=False,
        follow_redirects=False,
        timeout=_TIMEOUT,
    )
    client.app = app
    return client


@asynccontextmanager
async def _asking(app: OAuthApp, redirect_uri: str | None = None) -> AsyncIterator[_Client]:
    try:
        async with _client(app, redirect_uri) as client:
            yield client
    except OAuthError as refused:
        raise _lost(str(refused.error or "")) from None
    except Blocked as blocked:
        raise Unusable(blocked.message, zh=blocked.zh) from None
    except (httpx2.HTTPError, TooLarge, ValueError):
        raise TryLater(
            "The vendor's sign-in server did not answer as it should; we try again by ourselves",
            zh="对方的授权服务器未正常响应，系统将自动重试",
        ) from None


def _lost(code: str = "") -> ConsentLost:
    named = f" ({code[:60]})" if code else ""
    return ConsentLost(
        f"The consent has ended or was withdrawn{named}: connect again",
        zh=f"授权已失效或被撤回{named}，请重新连接",
    )
