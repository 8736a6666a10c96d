"""How a plugin shows who it is, and on whose behalf it asks for tokens."""

from datetime import timedelta
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from integrations.plugins.flaw import flawed
from integrations.plugins.part import Part, distinct
from integrations.plugins.spelling import Path

BY_ITSELF: Final = "client_credentials"
FOR_A_PERSON: Final = "authorization_code"
AGAIN: Final = "refresh_token"
Grant = Literal["client_credentials", "authorization_code", "refresh_token"]


class _Auth(Part):
    _answers_within: ClassVar[timedelta]

    grants: Annotated[list[Grant], Field(min_length=1, max_length=3), distinct(str)] = [BY_ITSELF]
    """How it gets tokens: by itself, for a person who lets it act for them, and again for that
    person without asking."""
    redirect_uris: Annotated[list[Path], Field(max_length=10), distinct(str)] = []
    """Where a person's browser may be sent back to."""

    @property
    def patience(self) -> timedelta | None:
        """Within which its first token is expected; one that waits for people has all the time."""
        return self._answers_within if BY_ITSELF in self.grants else None

    @model_validator(mode="after")
    def _together(self) -> Self:
        if (FOR_A_PERSON in self.grants) != bool(self.redirect_uris):
            raise flawed(
                "authorization_code and redirectUris need each other",
                "authorization_code 与 redirectUris 须同时出现",
            )
        if AGAIN in self.grants and FOR_A_PERSON not in self.grants:
            raise flawed(
                "refresh_token needs authorization_code", "refresh_token 需要 authorization_code"
            )
        return self


class KeyAuth(_Auth):
    """It signs who it is with a key of its own: no secret is ever handed over."""

    _answers_within: ClassVar = timedelta(seconds=60)

    client_auth: Literal["private_key_jwt"]
    jwks_uri: Path
    """Where its public keys are, as a JWK set of RSA or EC keys."""


class SecretAuth(_Auth):
    """The admin carries a secret to it, which is shown once at installation."""

    _answers_within: ClassVar = timedelta(days=1)

    client_auth: Literal["client_secret_basic"]
