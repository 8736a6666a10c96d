"""The words in which a connector and the rest of Tanlu speak with each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Unfit(ValueError):
    """What was filled in cannot be used: the sentence in English, and in Chinese (`zh`)."""

    def __init__(self, message: str, *, zh: str) -> None:
        super().__init__(message)
        self.zh = zh


class Form(BaseModel):
    """What an admin fills in. Drawn from its JSON schema; `SecretStr` fields are kept sealed.

    Outside its fields are spelled as GraphQL's are, and inside as Python's.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=to_camel, validate_by_name=True
    )


@dataclass(frozen=True)
class Texts:
    """A text in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, kw_only=True)
class OAuthApp:
    """Where people consent to us, and as whom we ask."""

    client_id: str
    client_secret: str
    authorize_url: str
    token_url: str
    scope: str
    extra: Mapping[str, str] = field(default_factory=dict)
    """Further parameters of the address that people are sent to."""
    json_body: bool = False
    """Whether the token endpoint wants JSON, against the standard."""
    proof_key: bool = True
    """Whether it knows PKCE."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to connect: what to fill in, and why one would choose it."""

    title: Texts
    why: Texts
    form: type[Form]
    by_consent: bool = False
    """Whether somebody consents on the vendor's own page."""


@dataclass(frozen=True, kw_only=True)
class MetricKind:
    """How measures become a weekly number, and where the definition comes from."""

    key: str
    name: str
    unit: str
    median: bool = False
    """The middle of the week's values; otherwise their sum."""
    gaps_are_zero: bool = False
    """A week without any, between two with some, is a week of none rather than unknown."""
    better: Literal["HIGHER", "LOWER", "NEITHER"] = "HIGHER"
    """Which way it gets better, as `domain.signals.metric.Better` has it."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A thing of theirs that can be read or left alone."""

    kind: str
    external_id: str
    name: str
    key: str = ""
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class SourceTrouble:
    """Why one of the chosen things could not be read, while the others could."""

    external_id: str
    en: str
    zh: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """The one place a connection reads from."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """What there is to read. Sites alone, while there are several and none is chosen."""

    sites: Sequence[Site]
    sources: Sequence[Source] = ()
    catalog: Mapping[str, Any] = field(default_factory=dict)
    """What the connector found out about the site and needs again, such as its fields."""


@dataclass(frozen=True, kw_only=True)
class Hook:
    """A request that came to a connection's own address, as it came."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a webhook told: which things to look at again. It is never believed beyond that."""

    external_ids: Sequence[str] = ()
    deleted: bool = False
    """They say that these were deleted, which is not the same as no longer to be seen."""
    milestones: bool = False
    """Something a team worked towards may be done."""
    delivery_id: str | None = None
    """The same for every attempt to deliver it."""


@dataclass(frozen=True, kw_only=True)
class Listening:
    """What was registered over there so that we are told."""

    ids: Sequence[str]
    expires_at: datetime | None
