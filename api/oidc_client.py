"""The client by which an issuer knows us: Authlib's, held to stricter rules than its defaults.

The issuer is whatever a company entered, so nothing that it answers is taken on trust: not the
list of algorithms, not the audience, not even that there is an ID token at all.
"""

import hmac
import re
import time
from typing import Any
from uuid import UUID

from authlib.integrations.starlette_client import StarletteIntegration, StarletteOAuth2App
from authlib.oidc.core import CodeIDToken
from joserfc.errors import InvalidClaimError
from starlette.requests import Request

from domain.letters import as_address, visible
from infra.http import Guarded
from infra.short_answers import ShortAnswers
from tenants.identity import Account
from tenants.openid import Distrusted, Issuer, Metadata

LEEWAY = 60
"""Seconds by which clocks may differ."""
FRESH_FOR = 600
"""Seconds. An ID token that is older was not made for this sign-in."""
_LONGEST = 255
_SUBJECT = re.compile(r"[\x20-\x7e]{1,255}")
_FOREIGN_KEYS = frozenset({"jwk", "jku", "x5u", "crit"})
"""Headers by which a token would bring its own key, or rules that we do not know."""


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

        found: dict[str, Any] | None = await super().parse_id_token(
            token, nonce, claims_options, ours, leeway
        )
        return found

    async def account(self, request: Request) -> Account:
        """Whose browser has come back from the issuer. Raises Distrusted."""
        self._require_named(request)
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
            raise Distrusted("no ID token")
        return _account(claims)

    def _require_named(self, request: Request) -> None:
        """RFC 9207: an answer says whose it is, or another issuer's could be passed off for it."""
        for name in ("state", "code", "iss"):
            if len(request.query_params.getlist(name)) > 1:
                raise Distrusted(f"{name} twice")
        said = request.query_params.get("iss")
        if said is None and not self._metadata.names_itself:
            return
        if said is None or not hmac.compare_digest(said.encode(), self._metadata.issuer.encode()):
            raise Distrusted("iss")


class IdToken(CodeIDToken):  # type: ignore[misc]  # as above
    """Valid for us alone, for this sign-in alone."""

    def validate(self, now: int | None = None, leeway: int = 0) -> None:
        super().validate(now, leeway)
        self._require("nonce", bool(self.params.get("nonce")))
        self._require("aud", self["aud"] in (self.params["client_id"], [self.params["client_id"]]))
        self._require("typ", str(self.header.get("typ", "JWT")).upper() == "JWT")
        self._require("header", not _FOREIGN_KEYS & self.header.keys())
        subject = self["sub"]
        self._require("sub", isinstance(subject, str) and bool(_SUBJECT.fullmatch(subject)))
        self._require("iat", time.time() - self["iat"] <= FRESH_FOR)

    @staticmethod
    def _require(claim: str, holds: bool) -> None:
        if not holds:
            raise InvalidClaimError(claim)


def _account(claims: dict[str, Any]) -> Account:
    """An address counts only where the issuer says in so many words that it is theirs."""
    email = claims.get("email") if claims.get("email_verified") is True else ""
    return Account(
        issuer=claims["iss"],
        subject=claims["sub"],
        name=_text(claims.get("name")),
        email=_address(email),
    )


def _address(value: object) -> str:
    """One that is not spelled as it is kept is nobody's: letters taken out make another's of it."""
    told = value.lower() if isinstance(value, str) else ""
    return told if told == as_address(told) and told.isprintable() else ""


def _text(value: object) -> str:
    kept = visible(value) if isinstance(value, str) else ""
    return "".join(letter for letter in kept if letter.isprintable())[:_LONGEST]


def _reason(error: Exception) -> str:
    """The library's own short name for it, never its text, which an issuer may have written."""
    claim = getattr(error, "claim", None)
    return claim if isinstance(claim, str) else type(error).__name__
