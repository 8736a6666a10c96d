"""A plugin: it hears of acknowledged records, and asks Tanlu whose they are.

    TANLU_URL=https://tanlu.example PLUGIN_URL=https://weekly.example PORT=9000 python plugin.py

It needs httpx2, joserfc and cryptography. What it learns it prints, a JSON object a line.
"""

import base64
import json
import os
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from joserfc import jwt
from joserfc.jwk import ECKey

TANLU = os.environ["TANLU_URL"]
MANIFEST = json.loads((Path(__file__).parent / "plugin.json").read_text("utf-8"))
MANIFEST["baseUrl"] = os.environ.get("PLUGIN_URL", MANIFEST["baseUrl"])
KEY = ECKey.generate_key("P-256", {"kid": uuid.uuid4().hex})
TOLERANCE = 300  # seconds between their clock and ours
RECORD = "query ($id: ID!) { record(id: $id) { state version subject { name } } }"
GOALS = "{ goals(first: 1) { totalCount } }"

tenants: dict[str, str] = {}  # by installation; a plugin for many companies keeps it in a database
tokens: dict[str, tuple[str, float]] = {}
seen: set[str] = set()  # a message may come twice


def verified(headers: Any, body: bytes) -> Any:
    """The message, if this Tanlu signed it (Standard Webhooks, v1a). Raises InvalidSignature."""
    message = json.loads(body)
    installation = message["installationId"]
    tenant = tenants.get(installation) or message["data"]["tenantId"]
    if abs(time.time() - int(headers["webhook-timestamp"])) > TOLERANCE:
        raise InvalidSignature
    said = httpx2.get(f"{TANLU}/.well-known/webhook-keys/{tenant}").raise_for_status().json()
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    for signature in headers["webhook-signature"].split():
        version, _, value = signature.partition(",")
        for key in said["keys"] if version == "v1a" else ():
            public = base64.b64decode(key["publicKey"].removeprefix("whpk_"))
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(value), signed)
            except InvalidSignature:
                continue
            tenants[installation] = tenant
            return message
    raise InvalidSignature


def token_for(installation: str) -> str:
    """Good for an hour, so it is kept for most of it: each one asked for costs points."""
    token, until = tokens.get(installation, ("", 0.0))
    if time.time() > until:
        me = {"iss": installation, "sub": installation}
        claims = me | {"aud": TANLU, "exp": int(time.time()) + 60, "jti": str(uuid.uuid4())}
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": jwt.encode({"alg": "ES256", "kid": KEY.kid}, claims, KEY),
        }
        answer = httpx2.post(f"{TANLU}/oauth/token", data=form).raise_for_status().json()
        token = answer["access_token"]
        tokens[installation] = token, time.time() + answer["expires_in"] * 0.9
    return token


def ask(token: str, query: str, **variables: str) -> Any:
    said = {"query": query, "variables": variables}
    bearer = {"Authorization": f"Bearer {token}"}
    return httpx2.post(f"{TANLU}/graphql", json=said, headers=bearer).json()


def work(message: Any) -> None:
    """After it was answered: whoever delivers waits fifteen seconds, and then comes again."""
    installation = message["installationId"]
    told: dict[str, Any] = {"heard": message["type"], "installation": installation}
    if message["type"] == "installation.created":
        token_for(installation)
    elif message["type"] == "record.acknowledged":
        told["sent"] = message["data"]["document"]["record"]
        answer = ask(token_for(installation), RECORD, id=message["data"]["id"])
        told["read"] = answer["data"]["record"]
        told["refused"] = ask(token_for(installation), GOALS)["errors"][0]["extensions"]["code"]
    elif message["type"] == "installation.uninstalled":
        tenants.pop(installation)
        dead, _ = tokens.pop(installation)
        told["refused"] = ask(dead, GOALS)["errors"][0]["extensions"]["code"]
    print(json.dumps(told, ensure_ascii=False), flush=True)


class Hooks(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        pages = {"/plugin.json": MANIFEST, "/jwks.json": {"keys": [KEY.as_dict(private=False)]}}
        self.answer(200 if self.path in pages else 404, pages.get(self.path))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            message = verified(self.headers, body)
        except (InvalidSignature, KeyError, ValueError, httpx2.HTTPError):
            return self.answer(401)
        if self.headers["webhook-id"] not in seen:
            seen.add(self.headers["webhook-id"])
            threading.Thread(target=work, args=(message,)).start()
        return self.answer(204)

    def answer(self, status: int, content: Any = None) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Prints nothing but what it learns."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Hooks).serve_forever()
