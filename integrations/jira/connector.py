"""Jira, Cloud and Data Center, as a connector."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from integrations.connector import Connector, Door
from integrations.jira import discovery, hooks, milestones, oauth, registering, ways
from integrations.jira.catalog import reads_otherwise
from integrations.jira.client import client_of
from integrations.jira.issues import Reader
from integrations.jira.settings import JiraOptions, jira_app
from integrations.jira.translate import METRICS
from integrations.observation import Glimpse, Page
from integrations.terms import (
    Discovery,
    Form,
    Heard,
    Hook,
    Listening,
    MetricKind,
    OAuthApp,
    Texts,
    Way,
)

_CARRIED = ("milestones", "eager")
"""Parts of the cursor that reading issues leaves as they are."""


class Jira(Connector):
    """See `integrations.connector.Connector`."""

    vendor: ClassVar[str] = "jira"
    title: ClassVar[Texts] = Texts("Jira", "Jira")
    ways: ClassVar[Mapping[str, Way]] = ways.WAYS
    options: ClassVar[type[JiraOptions]] = JiraOptions
    metrics: ClassVar[Sequence[MetricKind]] = METRICS

    def missing(self, way: str) -> Texts | None:
        if way == ways.CLOUD_OAUTH and not jira_app().client_id:
            return Texts(
                "Whoever runs Tanlu has not registered it with Atlassian yet"
                " (TANLU_JIRA_CLIENT_ID); an API token works without",
                "运维人员尚未在 Atlassian 注册应用（TANLU_JIRA_CLIENT_ID），可改用 API 令牌",
            )
        return None

    def authorize(self, way: str, settings: Form) -> OAuthApp | None:
        return oauth.consent(way, settings)

    def app(self, way: str) -> str | None:
        """Only the app's calls are counted; a token's are not."""
        return f"jira:{jira_app().client_id}" if way == ways.CLOUD_OAUTH else None

    def budget(self) -> int:
        return jira_app().points_an_hour

    async def discover(self, door: Door) -> Discovery:
        async with client_of(door) as client:
            return await discovery.look(client, door)

    async def changes_since(
        self, door: Door, cursor: Mapping[str, Any]
    ) -> AsyncGenerator[Page, None]:
        async with client_of(door) as client:
            reader, after = Reader.of(client, door), dict(cursor)
            carried = {name: cursor[name] for name in _CARRIED if name in cursor}
            asked = {name: value for name, value in cursor.items() if name not in _CARRIED}
            nothing = True
            async for page in reader.changes(asked):
                nothing = nothing and not page.observations
                after = {**page.cursor, **carried}
                yield replace(page, cursor=after)
            if nothing and door.way not in ways.BY_CONSENT:
                # To nobody in particular Jira shows nothing, and calls it an answer.
                await discovery.recognised(client)
            async for page in milestones.reached(reader, after):
                yield page

    async def look_again(self, door: Door, external_ids: Sequence[str]) -> Page:
        async with client_of(door) as client:
            return await Reader.of(client, door).again(external_ids)

    async def glimpses(
        self, door: Door, cursor: Mapping[str, Any]
    ) -> AsyncGenerator[tuple[Sequence[Glimpse], Mapping[str, Any]], None]:
        async with client_of(door) as client:
            async for part in Reader.of(client, door).glances(cursor):
                yield part

    async def recognised(self, door: Door) -> None:
        async with client_of(door) as client:
            await discovery.recognised(client)

    def reads_otherwise(self, before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
        return reads_otherwise(before, now)

    async def listen(self, door: Door, address: str, before: Listening | None) -> Listening | None:
        """Only an app may register: elsewhere an admin enters address and secret by hand."""
        if door.way != ways.CLOUD_OAUTH:
            return before
        async with client_of(door) as client:
            return await registering.listen(client, door, address)

    async def stop_listening(self, door: Door, before: Listening) -> None:
        async with client_of(door) as client:
            await registering.stop(client, before)

    def verify(self, way: str, hook: Hook, *, secret: str) -> None:
        by_app = way == ways.CLOUD_OAUTH
        app_secret = jira_app().client_secret.get_secret_value() if by_app else ""
        hooks.verify(hook, app_secret=app_secret, hook_secret=secret)

    def hear(self, hook: Hook) -> Heard:
        return hooks.hear(hook)
