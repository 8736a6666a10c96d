"""Deliveries a second of one worker process, against a bare loop that posts the same bodies.

With `--events N` also that nothing is lost while worker and relay are killed, again and again.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager

import aiohttp
from sqlalchemy import select

from bench.crew import Crew, a_crew, until
from bench.jobs_left import jobs_left
from bench.side_by_side import (
    Report,
    add_common_arguments,
    database_of,
    in_turns,
    percentile,
    throw_away_server,
)
from bench.webhook_kills import closed, nothing_is_lost
from domain.actor import Actor, Role
from domain.base import new_id
from domain.people.commands import add_person
from infra import clock
from infra.database import Place
from infra.ports import free_port
from infra.settings import settings
from tenants.platform import make_platform
from tenants.provisioning import create_tenant
from tenants.work import open_work
from webhooks.commands import create_webhook_endpoint
from webhooks.delivery import Delivery
from webhooks.signing import Signer, as_secret, new_key

_TARGET = "ratio: deliveries/s of a worker process over a bare aiohttp loop; at least 0.3"
_ENDPOINTS = 20
_AT_ONCE = 50
_LONGEST_SECONDS = 300.0

Post = tuple[Mapping[str, str], bytes]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_common_arguments(parser)
    parser.add_argument("--companies", type=int, default=3, help="with 20 endpoints each")
    parser.add_argument("--each", type=int, default=300, help="events for each of them, a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--events", type=int, default=0, help="so many events among kills as well")
    parser.add_argument("--kill-every", type=float, default=3.0, metavar="SECONDS")


def run(arguments: argparse.Namespace) -> int:
    return asyncio.run(_bench(arguments))


async def _bench(arguments: argparse.Namespace) -> int:
    report = Report("webhooks", _TARGET)
    with throw_away_server() as server, a_crew() as crew:
        async with database_of(server), listening(crew) as url:
            await make_platform()
            places = [await a_company(url, number) for number in range(arguments.companies)]
            for name in ("relay", "worker"):
                crew.start(name)
            await _ours(places, 2, url)
            await _measure(report, arguments, places, url)
            if arguments.events:
                place = await a_company(url, arguments.companies, endpoints=1)
                await nothing_is_lost(report, crew, place, url, arguments)
    report.show(as_json=arguments.json)
    return 1 if any(report.figures.get(name) for name in ("lost", "unknown", "differing")) else 0


@asynccontextmanager
async def listening(crew: Crew) -> AsyncIterator[str]:
    """A receiver in a process of its own, opened to everybody here."""
    port = free_port()
    os.environ["TANLU_PRIVATE_PEERS"] = f'["127.0.0.1:{port}"]'
    settings.cache_clear()
    crew.start("receiver", told=[str(port)])
    url = f"http://127.0.0.1:{port}"

    async def answers() -> bool:
        try:
            return await asked(url, "count") == "0"
        except aiohttp.ClientError:
            return False

    await until(answers, _LONGEST_SECONDS)
    yield url
    del os.environ["TANLU_PRIVATE_PEERS"]
    settings.cache_clear()


async def asked(url: str, what: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/{what}") as answer:
        return await answer.text()


async def a_company(url: str, number: int, endpoints: int = _ENDPOINTS) -> Place:
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


async def _measure(
    report: Report, arguments: argparse.Namespace, places: Sequence[Place], url: str
) -> None:
    total = arguments.each * _ENDPOINTS * len(places)
    posts = await _same_bodies(places, total)
    times = await in_turns(
        {
            "ours": lambda: _ours(places, arguments.each, url),
            "bare": lambda: _bare(url, posts),
        },
        rounds=arguments.rounds,
        label="deliveries a second",
    )
    ours, bare = (total * 1000 / percentile(times[side], 50) for side in ("ours", "bare"))
    report.figures |= {
        "deliveries a round": total,
        "deliveries/s, event to answer in the books": ours,
        "bare aiohttp posts/s": bare,
    }
    report.ratio = ours / bare


async def _ours(places: Sequence[Place], each: int, url: str) -> None:
    """From the commit of the events until every answer is entered and no job is left."""
    await asked(url, "forget")
    await asyncio.gather(*(announce(place, each) for place in places))

    async def done() -> bool:
        return await jobs_left() == 0

    if not await until(done, _LONGEST_SECONDS):
        sys.exit(f"After {_LONGEST_SECONDS:.0f} s there is still something to send")
    came, expected = int(await asked(url, "count")), each * _ENDPOINTS * len(places)
    if came != expected:
        sys.exit(f"{came} deliveries came instead of {expected}")


async def _same_bodies(places: Sequence[Place], total: int) -> Sequence[Post]:
    async with open_work(places[0], Actor.system()) as work:
        body = (await work.session.scalars(select(Delivery.body).limit(1))).one().encode()
    signer = Signer.of([as_secret(bytes(32))], new_key()[0])
    kind = {"Content-Type": "application/json"}
    return [({**kind, **signer.headers(str(new_id()), clock.now(), body)}, body)
            for _ in range(total)]  # fmt: skip


async def _bare(url: str, posts: Iterable[Post]) -> None:
    """Fifty at a time, and nothing else: no database, no guard, signed beforehand."""
    waiting = iter(posts)
    connector = aiohttp.TCPConnector(limit=_AT_ONCE)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def post() -> None:
            for headers, body in waiting:
                async with session.post(url, data=body, headers=headers) as answer:
                    await answer.read()

        await asyncio.gather(*(post() for _ in range(_AT_ONCE)))
