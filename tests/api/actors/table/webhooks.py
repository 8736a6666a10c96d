"""Where the company wants to hear of what happens."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from domain.base import new_id
from infra import clock
from tests.api.actors.company import Company
from tests.api.actors.deed import Deed, Given
from tests.asking import EVERY_SCOPE
from webhooks.commands import create_webhook_endpoint
from webhooks.delivery import Delivery, DeliveryState
from webhooks.endpoint import Endpoint, EndpointState

URL = "http://127.0.0.1:9/hook"


async def _endpoint(c: Company, **other: Any) -> UUID:  # noqa: ANN401 - any column
    """Of the admin, in the place of those before: there are twenty at most."""
    async with c.system() as work:
        await work.session.execute(delete(Endpoint).where(Endpoint.kind == "COMPANY"))
    async with c.by(c.cast.wei) as work:
        made = await create_webhook_endpoint(
            work, name="Payroll", url=URL, events=["person.left"], held=EVERY_SCOPE
        )
        for name, value in other.items():
            setattr(made.endpoint, name, value)
        return made.endpoint.id


async def _ended(c: Company) -> Delivery:
    endpoint_id, now = await _endpoint(c), clock.now()
    async with c.system() as work:
        ended = Delivery(
            endpoint_id=endpoint_id, event_id=new_id(), type="person.left", subject_id=new_id(),
            sequence=1, body="{}", state=DeliveryState.DELIVERED, attempts=1, due_at=now,
            created_at=now, ended_at=now,
        )  # fmt: skip
        work.add(ended)
        return ended


async def a_wish(c: Company) -> Given:
    await _endpoint(c)
    return {"name": c.fresh("Payroll "), "url": URL, "events": ["person.left"]}


async def an_active_one(c: Company) -> Given:
    return {"endpointId": str(await _endpoint(c))}


async def another_name(c: Company) -> Given:
    return {**await an_active_one(c), "name": c.fresh("Payroll ")}


async def a_paused_one(c: Company) -> Given:
    return {"endpointId": str(await _endpoint(c, state=EndpointState.PAUSED))}


async def one_that_arrived(c: Company) -> Given:
    return {"deliveryId": str((await _ended(c)).id)}


async def all_that_arrived(c: Company) -> Given:
    since = (clock.now() - timedelta(hours=1)).isoformat()
    return {"endpointId": str((await _ended(c)).endpoint_id), "which": "ENDED", "since": since}


WEBHOOKS = {
    "createWebhookEndpoint": Deed("A", a_wish),
    "amendWebhookEndpoint": Deed("A", another_name),
    "pauseWebhookEndpoint": Deed("AP", an_active_one),
    "resumeWebhookEndpoint": Deed("AP", a_paused_one),
    "rotateWebhookSecret": Deed("A", an_active_one),
    "deleteWebhookEndpoint": Deed("AP", an_active_one),
    "sendTestWebhook": Deed("AP", an_active_one),
    "replayWebhookDelivery": Deed("AP", one_that_arrived),
    "replayWebhookDeliveries": Deed("AP", all_that_arrived),
}
