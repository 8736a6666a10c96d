"""What a vendor offers: the seam between Tanlu and everybody else's systems.

A connector is stateless and knows neither tenants nor the core. It is given a `Door` to one
connection, asks its questions through it, and answers in observations.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Protocol

from integrations.observation import Glimpse, Page
from integrations.terms import (
    Discovery,
    Form,
    Heard,
    Hook,
    Listening,
    MetricKind,
    OAuthApp,
    Site,
    Source,
    Texts,
    Way,
)


class Door(Protocol):
    """One connection, as its connector sees it."""

    @property
    def way(self) -> str: ...
    @property
    def site(self) -> Site | None: ...
    @property
    def settings(self) -> Form: ...
    @property
    def options(self) -> Form: ...
    @property
    def catalog(self) -> Mapping[str, Any]:
        """What `discover` found out."""

    @property
    def sources(self) -> Sequence[Source]:
        """Those that were chosen."""

    async def authorization(self) -> str:
        """The Authorization header that is good now. Raises ConsentLost."""

    async def renewed(self, refused: str) -> str:
        """Another one, since that was refused. Raises ConsentLost."""

    async def spend(self, points: int) -> None:
        """Count a call's price before it is made. Raises TryLater when the share is used up."""

    async def give_back(self, points: int) -> None:
        """The call that was paid for turned out cheaper by so many."""

    async def pause(self, until: datetime, *, whole_app: bool) -> None:
        """They said to stop: this connection, or every company's."""


class Connector(Protocol):
    """A vendor."""

    vendor: ClassVar[str]
    title: ClassVar[Texts]
    ways: ClassVar[Mapping[str, Way]]
    options: ClassVar[type[Form]]
    metrics: ClassVar[Sequence[MetricKind]]

    def missing(self, way: str) -> Texts | None:
        """What the operator has yet to set up for this way, if anything."""

    def authorize(self, way: str, settings: Form) -> OAuthApp | None:
        """Where people consent, if this way needs it."""

    def app(self, way: str) -> str | None:
        """The app of ours that all companies share, if their calls are counted together."""

    def budget(self) -> int:
        """The points that it has each hour."""

    async def discover(self, door: Door) -> Discovery:
        """Look whether it works, and what there is to read."""

    def changes_since(self, door: Door, cursor: Mapping[str, Any]) -> AsyncGenerator[Page, None]:
        """What has changed, oldest first; everything, for an empty cursor.

        A cursor with `eager` asks for milestones too, however recently they were looked at.
        """

    async def look_again(self, door: Door, external_ids: Sequence[str]) -> Page:
        """These things as they are now; those that are not there are `gone`."""

    def glimpses(
        self, door: Door, cursor: Mapping[str, Any]
    ) -> AsyncGenerator[tuple[Sequence[Glimpse], Mapping[str, Any]], None]:
        """All there is, cheaply, each part with where to go on from after it."""

    async def recognised(self, door: Door) -> None:
        """Nothing, where they still know who asks. Raises VendorTrouble.

        Asked before anything is believed to be gone: many show nothing to a stranger.
        """

    def reads_otherwise(self, before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
        """Whether another catalog means that all has to be read once more."""

    async def listen(self, door: Door, address: str, before: Listening | None) -> Listening | None:
        """See to it that we are told at that address; None where an admin has to do it."""

    async def stop_listening(self, door: Door, before: Listening) -> None:
        """Take back what was registered."""

    def verify(self, way: str, hook: Hook, *, secret: str) -> None:
        """Raises Forged for a hook that they have not sent."""

    def hear(self, hook: Hook) -> Heard:
        """What a verified hook tells. Raises Unreadable for what is no such thing."""


class Notifier(Protocol):
    """A vendor where people are reached, besides what it offers as a connector."""

    async def notify(self, door: Door, account_id: str, text: Texts, url: str) -> None:
        """Tell somebody something."""
