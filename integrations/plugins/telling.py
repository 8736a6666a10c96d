"""A plugin is told what becomes of it: at its lifecycle address, signed, and nowhere else.

No message holds a secret. Who gets one checks our signature with the company's public key; who
wants a token proves who they are.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.events import StoredEvent
from domain.work import UnitOfWork
from infra.settings import settings
from integrations.plugins.events import (
    PluginApproved,
    PluginResumed,
    PluginRetried,
    PluginSuspended,
    PluginUninstalled,
    PluginUpgraded,
)
from integrations.plugins.installation import PluginInstallation
from integrations.plugins.queries import manifest_of, scopes_of
from webhooks.commands import open_endpoint
from webhooks.delivery import Delivery, DeliveryState
from webhooks.endpoint import Endpoint, EndpointKind
from webhooks.jobs import ask_to_deliver
from webhooks.numbering import number_events_of, numbers_of
from webhooks.writing import body_of, new_delivery, store_deliveries

NAME: Final = "lifecycle"
MESSAGES: Mapping[str, str] = {
    PluginApproved.name: "installation.created",
    PluginRetried.name: "installation.created",
    PluginSuspended.name: "installation.suspended",
    PluginResumed.name: "installation.resumed",
    PluginUninstalled.name: "installation.uninstalled",
    PluginUpgraded.name: "installation.upgraded",
}
"""From what happened to what the plugin is told; the types are part of its contract."""

SCOPES_CHANGED: Final = "installation.scopes_changed"
"""An upgrade after which it holds other scopes than before."""


async def open_lifecycle(work: UnitOfWork, installation_id: UUID, url: str) -> None:
    """An endpoint that hears of no event: what it is told is about its plugin alone."""
    made = Endpoint(
        kind=EndpointKind.PLUGIN,
        installation_id=installation_id,
        name=NAME,
        url=url,
        events=[],
        scopes=[],
        created_at=work.now,
    )
    await open_endpoint(work, made)


async def lifecycle_of(work: UnitOfWork, installation_id: UUID) -> Endpoint | None:
    theirs = select(Endpoint).where(
        Endpoint.installation_id == installation_id, Endpoint.name == NAME
    )
    return await work.session.scalar(theirs.with_for_update())


async def tell(work: UnitOfWork, event: StoredEvent) -> None:
    """Once for each event, however often this runs."""
    endpoint = await lifecycle_of(work, event.subject_id)
    if endpoint is None:
        return
    if not endpoint.is_active:
        # It may have failed for days; what becomes of it, it is told all the same.
        endpoint.resume()
    installation = await work.get(PluginInstallation, event.subject_id)
    kind, data = type_of(event), await _said(work, installation)
    await number_events_of(work, [event.subject_id])
    sequence = (await numbers_of(work, [event]))[event.id]
    more = {"sequence": sequence, "installationId": str(installation.id)}
    body = body_of(kind, event.occurred_at, data, endpoint, **more)
    row = new_delivery(endpoint.id, event.id, kind, event.subject_id, sequence, body)
    await store_deliveries(work, [row])
    ask_to_deliver(work, work.now)


def type_of(event: StoredEvent) -> str:
    return SCOPES_CHANGED if event.content.get("scopes_changed") else MESSAGES[event.name]


async def is_told(work: UnitOfWork, installation_id: UUID) -> bool:
    """Whether it knows that it is uninstalled, or cannot be told."""
    endpoint = await lifecycle_of(work, installation_id)
    if endpoint is None:
        return True
    last = select(Delivery.state).where(
        Delivery.endpoint_id == endpoint.id, Delivery.type == MESSAGES[PluginUninstalled.name]
    )
    state = await work.session.scalar(last)
    return state is not None and (state is not DeliveryState.WAITING or not endpoint.is_active)


async def _said(work: UnitOfWork, installation: PluginInstallation) -> dict[str, Any]:
    """Where to ask for a token and as whom, and what it will be good for."""
    here = settings().public_url.rstrip("/")
    manifest = await manifest_of(work, installation)
    granted = [each.scope for each in await scopes_of(work, installation.id) if each.granted]
    return {
        "installationId": str(installation.id),
        "tenantId": str(work.tenant_id),
        "pluginId": installation.plugin_id,
        "manifestSha256": manifest.sha256,
        "grantedScopes": granted,
        "issuer": here,
        "tokenUrl": f"{here}/oauth/token",
        "apiUrl": f"{here}/graphql",
    }
