"""What a plugin says of itself, version 1 of the format: `plugin.json`.

Everything in it is honoured, so there is nothing in it that is not: a key we do not know is an
error. Addresses are paths below `baseUrl`, which leaves an admin one origin to judge.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any, Self

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version
from pydantic import AfterValidator, Field, model_validator

from integrations.plugins.flaw import flawed
from integrations.plugins.part import Line, Part, Text, distinct
from integrations.plugins.proving import KeyAuth, SecretAuth
from integrations.plugins.spelling import (
    Country,
    Document,
    Email,
    EventType,
    Host,
    Link,
    Origin,
    Path,
    PluginId,
    Said,
    ScopeName,
    SemVer,
    Word,
)

PLATFORM = Version("1.0.0")
"""What plugins rely on: scopes, events, GraphQL. A breaking change moves the first number."""


def _range(text: str) -> str:
    try:
        specifiers(text)
    except InvalidSpecifier:
        raise flawed(
            "This is not a range of versions, such as “>=1.4 <2”",
            "这不是有效的版本范围，例如“>=1.4 <2”",
        ) from None
    return text


def specifiers(platform: str) -> SpecifierSet:
    """`>=1.4 <2` as what can be asked whether a version is inside. Raises InvalidSpecifier."""
    return SpecifierSet(",".join(platform.split()))


class Publisher(Part):
    name: Said
    url: Link
    support_email: Email
    security_email: Email


class Links(Part):
    privacy: Link
    homepage: Link | None = None
    terms: Link | None = None
    changelog: Link | None = None
    status: Link | None = None


class WantedScope(Part):
    scope: ScopeName
    reason: Line
    """Shown to the admin beside what the scope means."""


Wanted = Annotated[
    list[WantedScope], Field(max_length=30), distinct(lambda wanted: str(wanted.scope))
]


class Scopes(Part):
    required: Wanted
    optional: Wanted = []
    """The admin may leave each of these out."""

    @model_validator(mode="after")
    def _either(self) -> Self:
        required = {wanted.scope for wanted in self.required}
        if both := sorted(required & {wanted.scope for wanted in self.optional}):
            raise flawed(f"{both[0]} is both required and optional", f"{both[0]} 既必需又可选")
        return self


class DataAccess(Part):
    """What it keeps, where and for how long."""

    stores: Annotated[list[Said], Field(max_length=30)]
    region: Annotated[list[Country], Field(max_length=50)]
    """Where it keeps it: ISO 3166 countries."""
    retention_days: Annotated[int, Field(ge=0, le=3650)]
    subprocessors: Annotated[list[Said], Field(max_length=50)] = []


class Subscription(Part):
    """Events it wants to hear of, at one address, and what of their subjects."""

    id: Word
    """Stays the same across versions, so that its secret and its history do, too."""
    types: Annotated[list[EventType], Field(min_length=1, max_length=40), distinct(str)]
    url: Path
    query: Document | None = None
    """A GraphQL query of `$id: ID!`, the event's subject, whose answer is sent along."""


class Lifecycle(Part):
    url: Path
    """Hears that it was installed, suspended, resumed and uninstalled."""


class Manifest(Part):
    """A plugin of Tanlu's."""

    manifest_version: Annotated[int, Field(ge=1, le=1)]
    id: PluginId
    """A domain of yours, backwards, and a name; it never changes."""
    version: SemVer
    platform: Annotated[str, Field(max_length=80), AfterValidator(_range)]
    """The versions of the platform it works with, such as `>=1.4 <2`."""
    name: Line
    summary: Line
    description: Text | None = None
    publisher: Publisher
    links: Links
    base_url: Origin
    """The one origin it lives at."""
    auth: Annotated[KeyAuth | SecretAuth, Field(discriminator="client_auth")]
    scopes: Scopes
    data_access: DataAccess
    egress: Annotated[list[Host], Field(max_length=50), distinct(str)] = []
    """Whom else it talks to; shown to the admin."""
    events: Annotated[
        list[Subscription], Field(max_length=4), distinct(lambda each: str(each.id))
    ] = []
    lifecycle: Lifecycle

    @property
    def number(self) -> tuple[int, ...]:
        """To compare versions by; what stands behind `-` or `+` makes none later."""
        return tuple(int(part) for part in re.split(r"[-+]", self.version)[0].split("."))

    def wanted(self) -> Sequence[WantedScope]:
        return [*self.scopes.required, *self.scopes.optional]

    def at(self, path: str) -> str:
        return self.base_url + path


def published_schema(address: str) -> dict[str, Any]:
    """The format as JSON Schema 2020-12, known by the address it is published at."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        **Manifest.model_json_schema(by_alias=True),
    }
