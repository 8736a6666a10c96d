"""A bare aiohttp loop that posts the bodies of deliveries: what a worker is measured against."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

import aiohttp
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from infra import clock
from infra.database import Place
from tenants.work import open_work
from webhooks.delivery import Delivery
from webhooks.signing import Signer, as_secret, new_key

_AT_ONCE = 50

Post = tuple[Mapping[str, str], bytes]


async def same_bodies(places: Sequence[Place], total: int) -> Sequence[Post]:
    async with open_work(places[0], Actor.system()) as work:
        body = (await work.session.scalars(select(Delivery.body).limit(1))).one().encode()
    signer = Signer.of([as_secret(bytes(32))], new_key()[0])
    kind = {"Content-Type": "application/json"}
    return [({**kind, **signer.headers(str(new_id()), clock.now(), body)}, body)
            for _ in range(total)]  # fmt: skip


async def post_bare(url: str, posts: Iterable[Post]) -> None:
    """Fifty at a time, and nothing else: no database, no guard, signed beforehand."""
    waiting = iter(posts)
    connector = aiohttp.TCPConnector(limit=_AT_ONCE)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def post() -> None:
            for headers, body in waiting:
                async with session.post(url, data=body, headers=headers) as answer:
                    await answer.read()

        await asyncio.gather(*(post() for _ in range(_AT_ONCE)))
