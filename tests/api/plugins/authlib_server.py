"""Authlib's own authorization server, in memory: all that it asks for was fetched before."""

import base64
import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Request, grants
from authlib.oauth2.rfc6749.requests import OAuth2Payload
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from authlib.oauth2.rfc7636 import CodeChallenge, create_s256_code_challenge
from authlib.oauth2.rfc9207 import IssuerParameter
from joserfc.jwk import KeySet

HERE = "https://tanlu.test"
ME, SECRET = "the-plugin", "its-secret"
BACK = "https://app.test/back"
VERIFIER = "v" * 43
METHODS = ["client_secret_basic", "private_key_jwt"]
Pairs = Iterable[tuple[str, str]]


class _Payload(OAuth2Payload):  # type: ignore[misc]  # the library has no types
    def __init__(self, pairs: Pairs) -> None:
        self._values: defaultdict[str, list[str]] = defaultdict(list)
        for name, value in pairs:
            self._values[name].append(value)

    @property
    def datalist(self) -> defaultdict[str, list[str]]:
        return self._values

    @property
    def data(self) -> dict[str, str]:
        return {name: values[-1] for name, values in self._values.items()}


class _Request(OAuth2Request):  # type: ignore[misc]  # as above
    def __init__(self, pairs: Pairs, headers: Mapping[str, str], method: str = "POST") -> None:
        super().__init__(method, f"{HERE}/oauth", headers=dict(headers))
        self.payload = _Payload(pairs)

    @property
    def form(self) -> dict[str, str]:
        data: dict[str, str] = self.payload.data
        return data


@dataclass
class Plugin(ClientMixin):  # type: ignore[misc]  # as above
    method: str = "client_secret_basic"
    keys: KeySet | None = None

    def get_client_id(self) -> str:
        return ME

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str | None) -> str:
        return " ".join(each for each in (scope or "people:read").split() if each == "people:read")

    def check_redirect_uri(self, uri: str) -> bool:
        return uri.startswith(BACK)

    def check_client_secret(self, secret: str) -> bool:
        return secrets.compare_digest(SECRET, secret)

    def check_endpoint_auth_method(self, method: str, _: str) -> bool:
        return method == self.method

    def check_response_type(self, kind: str) -> bool:
        return kind == "code"

    def check_grant_type(self, _: str) -> bool:
        return True


@dataclass
class _Given:
    """A code, or a refresh token."""

    owner: str = ME
    code_challenge: str = field(default_factory=lambda: create_s256_code_challenge(VERIFIER))
    code_challenge_method: str = "S256"

    def get_redirect_uri(self) -> str:
        return BACK

    def get_scope(self) -> str:
        return "people:read"

    def check_client(self, _: Plugin) -> bool:
        return self.owner == ME


@dataclass
class Answer:
    status: int
    body: Any
    headers: list[tuple[str, str]]

    @property
    def location(self) -> str | None:
        return dict(self.headers).get("Location")

    @location.setter
    def location(self, there: str) -> None:
        self.headers = [("Location", there)]


class Server(AuthorizationServer):  # type: ignore[misc]  # as above
    def __init__(self, plugin: Plugin | None = None, **given: _Given) -> None:
        super().__init__()
        self.plugin, self.given = plugin or Plugin(), given
        self.register_token_generator("default", lambda **told: {"scope": told["scope"]})
        self.register_grant(_Code, [CodeChallenge(required=True)])
        self.register_grant(grants.ClientCredentialsGrant)
        self.register_grant(_Refresh)
        self.register_endpoint(_Revocation)
        self.register_extension(_Issuer)
        self.register_client_auth_method("private_key_jwt", _Assertion())

    def query_client(self, _: str) -> Plugin:
        return self.plugin

    def save_token(self, *_: Any) -> None: ...  # noqa: ANN401 - the library's

    def send_signal(self, *_: Any, **__: Any) -> None: ...  # noqa: ANN401 - as above

    def create_oauth2_request(self, request: _Request) -> _Request:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> Answer:  # noqa: ANN401
        return Answer(status, body, headers)


class _Code(grants.AuthorizationCodeGrant):  # type: ignore[misc]  # as above
    TOKEN_ENDPOINT_AUTH_METHODS = METHODS

    def save_authorization_code(self, *_: Any) -> None: ...  # noqa: ANN401 - as above

    def query_authorization_code(self, code: str, _: Plugin) -> _Given | None:
        return self.server.given.get(code)  # type: ignore[no-any-return]  # as above

    def delete_authorization_code(self, _: _Given) -> None:
        self.server.given.clear()

    def authenticate_user(self, _: _Given) -> str:
        return "Omar"


class _Refresh(grants.RefreshTokenGrant):  # type: ignore[misc]  # as above
    def authenticate_refresh_token(self, token: str) -> _Given | None:
        return self.server.given.get(token)  # type: ignore[no-any-return]  # as above

    def authenticate_user(self, _: _Given) -> str:
        return "Omar"

    def revoke_old_credential(self, _: _Given) -> None: ...


class _Revocation(RevocationEndpoint):  # type: ignore[misc]  # as above
    def query_token(self, token: str, _: str | None) -> _Given | None:
        return self.server.given.get(token)  # type: ignore[no-any-return]  # as above

    def revoke_token(self, *_: Any) -> None: ...  # noqa: ANN401 - as above


class _Issuer(IssuerParameter):  # type: ignore[misc]  # as above
    def __init__(self, server: Server) -> None:
        self(server)

    def get_issuer(self) -> str:
        return HERE


class _Assertion(JWTBearerClientAssertion):  # type: ignore[misc]  # as above
    CLIENT_AUTH_METHOD = "private_key_jwt"

    def get_audiences(self) -> list[str]:
        return [HERE]

    def validate_jti(self, *_: Any) -> bool:  # noqa: ANN401 - as above
        return True

    def resolve_client_public_key(self, client: Plugin) -> KeySet | None:
        return client.keys


def basic(shown: bytes = f"{ME}:{SECRET}".encode()) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(shown).decode()}


def token(server: Server, *pairs: tuple[str, str], headers: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401
    """The answer of its token endpoint."""
    return server.create_token_response(_Request(pairs, basic() if headers is None else headers))


def authorize(*pairs: tuple[str, str]) -> str:
    """Where its authorization endpoint sends a browser whose owner allows everything."""
    server, request = Server(), _Request(pairs, {}, "GET")
    try:
        grant = server.get_consent_grant(request, "Omar")
    except OAuth2Error as refused:
        return str(server.handle_error_response(request, refused).location)
    return str(server.create_authorization_response(request, "Omar", grant).location)


def revoke(server: Server, secret: str) -> Any:  # noqa: ANN401 - its answer
    request = _Request([("token", secret)], basic())
    return server.create_endpoint_response("revocation", request)


def given_to(owner: str = ME, verifier: str = VERIFIER) -> _Given:
    hashed = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
    return _Given(owner, challenge)
