"""An identity provider that can lie, on a port of its own: truthful until a test says otherwise."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

import orjson
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "tanlu", "the client's secret"

PUBLISHED = RSAKey.generate_key(2048, {"kid": "published", "use": "sig"}, auto_kid=False)
UNKNOWN = RSAKey.generate_key(2048, {"kid": "unknown"}, auto_kid=False)
CURVE = ECKey.generate_key("P-256", {"kid": "curve", "use": "sig"}, auto_kid=False)

Claims = dict[str, Any]


@dataclass
class Idp:
    """What it says and how it signs; a test replaces what it wants to be a lie."""

    port: int = 0
    subject: str = "omar-at-idp"
    more: Claims = field(default_factory=dict)
    """Claims beside the ordinary ones."""
    metadata: dict[str, Any] = field(default_factory=dict)
    keys: list[Any] = field(default_factory=lambda: [public(PUBLISHED), public(CURVE)])
    change: Callable[[Claims], object] = lambda _: None
    sign: Callable[[Claims], str] | None = None
    answer: Callable[[dict[str, Any]], Response] = JSONResponse
    nonces: dict[str, str] = field(default_factory=dict)
    """By code: what the browser was sent here with."""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._show_metadata),
                Route("/authorize", self._send_back),
                Route("/keys", self._show_keys),
                Route("/token", self._exchange, methods=["POST"]),
            ]
        )

    def code_for(self, nonce: str) -> str:
        """As it is given to a browser whose owner has signed in."""
        code = f"code-{len(self.nonces)}"
        self.nonces[code] = nonce
        return code

    def fetched(self, path: str) -> int:
        return sum(name == path for name, _ in self.asked)

    async def _show_metadata(self, _: Request) -> Response:
        self.asked.append(("metadata", {}))
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none", "RS512"],
        }
        return JSONResponse({**said, **self.metadata})

    async def _send_back(self, request: Request) -> Response:
        """As if whoever comes had signed in here already."""
        asked = request.query_params
        told = {"code": self.code_for(asked["nonce"]), "state": asked["state"]}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(told)}", 302)

    async def _show_keys(self, _: Request) -> Response:
        self.asked.append(("keys", {}))
        return JSONResponse({"keys": self.keys})

    async def _exchange(self, request: Request) -> Response:
        sent = {
            name: values[0] for name, values in parse_qs((await request.body()).decode()).items()
        }
        self.asked.append(("token", {**sent, **_basic(request)}))
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": self.nonces.get(sent.get("code", ""), "nonce of nobody"), **self.more,
        }  # fmt: skip
        self.change(claims)
        token = self.sign(claims) if self.sign else signed(claims)
        told = {"access_token": "at", "token_type": "Bearer", "expires_in": 60, "id_token": token}
        return self.answer(told)


def signed(claims: Claims, key: Any = PUBLISHED, alg: str = "RS256", **header: Any) -> str:  # noqa: ANN401
    """As an issuer signs, with a header of one's choice."""
    made = {"alg": alg, "kid": key.kid, **header}
    made = {name: value for name, value in made.items() if value is not None}
    return by_hand(made, claims, lambda text: _signature(text, key, alg))


def by_hand(header: dict[str, Any], claims: Claims, sign: Callable[[bytes], bytes]) -> str:
    text = b".".join(_letters(orjson.dumps(part)) for part in (header, claims))
    return b".".join([text, _letters(sign(text))]).decode()


def unsigned(claims: Claims, alg: str = "none") -> str:
    return by_hand({"alg": alg, "typ": "JWT"}, claims, lambda _: b"")


def with_shared_secret(claims: Claims, secret: bytes, **header: Any) -> str:  # noqa: ANN401
    """The confusion: what is public, or known to others, taken for the key of an HMAC."""
    made = {"alg": "HS256", "typ": "JWT", **header}
    return by_hand(made, claims, lambda text: hmac.new(secret, text, hashlib.sha256).digest())


def _signature(text: bytes, key: Any, alg: str) -> bytes:  # noqa: ANN401

    signature: bytes = JWSRegistry(algorithms=[alg]).get_alg(alg).sign(text, key)
    return signature


def public(key: Any) -> dict[str, Any]:  # noqa: ANN401
    shown: dict[str, Any] = key.as_dict(private=False)
    return shown


def _letters(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _basic(request: Request) -> dict[str, str]:
    given = request.headers.get("authorization", "")
    return {"authorization": given} if given else {}
