"""The client by which an issuer knows us: Authlib's, held to stricter rules than its defaults.

The issuer is whatever a company entered, so nothing that it answers is taken on trust: not the
list of algorithms, not the audience, not even that there is an ID token at all.
"""

import hmac
from typing import Any
from uuid import UUID

import httpx2
from authlib.integrations.starlette_client import (
    OAuthError,
    StarletteIntegration,
    StarletteOAuth2App,
)
from joserfc.errors import BadSignatureError, InvalidKeyIdError
from starlette.requests import Request

from api.id_token import IdToken
from domain.letters import as_address, visible
from infra.http import Guarded
from infra.short_answers import ShortAnswers
from tenants.access.distrust import Distrust
from tenants.access.provider_preset import verified_address
from tenants.identity import Account
from tenants.openid import Distrusted, Issuer, Metadata

LEEWAY = 60
"""Seconds by which clocks may differ."""
_LONGEST = 255


class Client(StarletteOAuth2App):  # type: ignore[misc]  # the library has no types
    """For one sign-in at one issuer."""

    def __init__(
        self, provider_id: UUID, client_id: str, secret: str, issuer: Issuer, metadata: Metadata
    ) -> None:
        basic = "client_secret_basic" in metadata.methods
        # Not one word more of the metadata: Authlib hands all of it to the HTTP client, and an
        # issuer would choose our proxy, our transport and whether certificates are checked.
        super().__init__(
            StarletteIntegration(str(provider_id)),
            name=str(provider_id),
            client_id=client_id,
            client_secret=secret,
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "transport": ShortAnswers(Guarded()),
                "trust_env": False,
                "follow_redirects": False,
            },
            issuer=metadata.issuer,
            authorization_endpoint=metadata.authorization_endpoint,
            token_endpoint=metadata.token_endpoint,
            token_endpoint_auth_method="client_secret_basic" if basic else "client_secret_post",
            id_token_signing_alg_values_supported=metadata.trusted_algorithms,
        )
        self._issuer = issuer
        self._metadata = metadata

    async def fetch_jwk_set(self, force: bool = False) -> dict[str, Any]:
        return await self._issuer.keys(newer=force)

    async def parse_id_token(
        self, token: dict[str, Any], nonce: str, claims_options: dict[str, Any] | None = None,
        claims_cls: Any = None, leeway: int = LEEWAY,  # noqa: ANN401 - as inherited
    ) -> dict[str, Any] | None:  # fmt: skip
        del claims_cls
        known = {"access_token": token.get("access_token")}

        def ours(claims: Any, header: Any, options: Any, params: Any) -> IdToken:  # noqa: ANN401
            # Authlib compares its hash of the access token only where it chooses the class.
            return IdToken(claims, header, options, {**params, **known})

        told = (token, nonce, claims_options, ours, leeway)
        found: dict[str, Any] | None
        try:
            found = await super().parse_id_token(*told)
        except BadSignatureError:
            # Authlib looks again for a key with another name, but not for another of that name.
            await self.fetch_jwk_set(force=True)
            found = await super().parse_id_token(*told)
        return found

    async def account(self, request: Request) -> Account:
        """Whose browser has come back from the issuer. Raises Distrusted."""
        self._require_named(request)
        if declined := request.query_params.get("error"):
            # Whatever it says: the browser brings it, and anybody can send a browser here.
            raise Distrusted(Distrust.DECLINED if declined == "access_denied" else Distrust.CODE)
        options = {
            "iss": {"essential": True, "value": self._metadata.issuer},
            "aud": {"essential": True, "value": self.client_id},
            "nonce": {"essential": True},
            "sub": {"essential": True},
        }
        try:
            token = await self.authorize_access_token(
                request, claims_options=options, leeway=LEEWAY
            )
        except Distrusted:
            raise
        except Exception as error:
            # Whatever an answer of its makes of the library: nobody is let in by it.
            raise Distrusted(_reason(error)) from error
        # Without a nonce in the state Authlib returns tokens that nobody has looked at.
        claims = token.get("userinfo")
        if not claims:
            raise Distrusted(Distrust.ANSWER)
        return _account(claims)

    def _require_named(self, request: Request) -> None:
        """RFC 9207: an answer says whose it is, or another issuer's could be passed off for it."""
        for name in ("state", "code", "iss"):
            if len(request.query_params.getlist(name)) > 1:
                raise Distrusted(Distrust.STATE)
        said = request.query_params.get("iss")
        if said is None and not self._metadata.names_itself:
            return
        if said is None or not hmac.compare_digest(said.encode(), self._metadata.issuer.encode()):
            raise Distrusted(Distrust.ISSUER)


def _account(claims: dict[str, Any]) -> Account:
    """An address counts only where the issuer says in so many words that it is theirs."""
    return Account(
        issuer=claims["iss"],
        subject=claims["sub"],
        name=_text(claims.get("name")),
        email=_address(verified_address(claims["iss"], claims)),
    )


def _address(value: object) -> str:
    """One that is not spelled as it is kept is nobody's: letters taken out make another's of it."""
    told = value.lower() if isinstance(value, str) else ""
    return told if told == as_address(told) and told.isprintable() else ""


def _text(value: object) -> str:
    kept = visible(value) if isinstance(value, str) else ""
    return "".join(letter for letter in kept if letter.isprintable())[:_LONGEST]


def _reason(error: Exception) -> Distrust:
    """What the library means, never its words: an issuer may have written them."""
    if isinstance(error, BadSignatureError | InvalidKeyIdError):
        return Distrust.SIGNATURE
    if isinstance(error, httpx2.HTTPError):
        return Distrust.UNREACHABLE
    if isinstance(error, OAuthError):
        return _REFUSALS.get(str(error.error), Distrust.CODE)
    return _CLAIMS.get(str(getattr(error, "claim", "")), Distrust.ANSWER)


_REFUSALS = {
    "mismatching_state": Distrust.STATE,
    "invalid_client": Distrust.CLIENT,
    "unauthorized_client": Distrust.CLIENT,
}
_CLAIMS = {
    "iss": Distrust.ISSUER,
    "aud": Distrust.AUDIENCE,
    "azp": Distrust.AUDIENCE,
    "exp": Distrust.TIME,
    "iat": Distrust.TIME,
    "nbf": Distrust.TIME,
}
