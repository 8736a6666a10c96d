"""A company whose endpoints hear of closed goals, and the goals that are closed there."""

from bench.webhook_kills import closed
from domain.actor import Actor, Role
from domain.people.commands import add_person
from infra.database import Place
from tenants.provisioning import create_tenant
from tenants.work import open_work
from webhooks.commands import create_webhook_endpoint


async def a_company(url: str, number: int, endpoints: int) -> Place:
    place = await create_tenant(f"company-{number}", f"Company {number}")
    async with open_work(place, Actor.system()) as work:
        wei = await add_person(work, name="Wei", email="wei@acme.test", roles=[Role.ADMIN])
    admin = Actor.person(wei.id, Role.ADMIN)
    for each in range(endpoints):
        async with open_work(place, admin) as work:
            await create_webhook_endpoint(
                work,
                name=f"Endpoint {each}",
                url=f"{url}/{each}",
                events=["goal.closed"],
                held=["goals:read"],
                throttle=200,
            )
    return place


async def announce(place: Place, events: int) -> None:
    async with open_work(place, Actor.system()) as work:
        for _ in range(events):
            work.announce(closed())
