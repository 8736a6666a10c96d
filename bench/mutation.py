"""A goal proposed over HTTP, as the console does it: what a write costs from outside."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp

from api.scopes import OF_COMPANIES
from domain.actor import Actor
from infra import clock
from infra.database import Place
from tenants.credential import TokenKind
from tenants.token import create_token
from tenants.work import open_work

_DOCUMENT = """
    mutation propose($input: ProposeGoalInput!) {
        proposeGoal(input: $input) { goal { id } userErrors { message } }
    }
"""


@asynccontextmanager
async def proposing_over_http(
    address: str, place: Place, owner: Actor
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Yields a deed: one goal with three key results, proposed by its owner, on one connection."""
    access = {"Authorization": f"Bearer {await token_of(place, owner)}"}
    body = json.dumps({"query": _DOCUMENT, "variables": {"input": {"item": _item(owner)}}})
    headers = {**access, "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def post() -> None:
            async with session.post(f"{address}/graphql", data=body) as answer:
                told = await answer.json()
            if not told.get("data", {}).get("proposeGoal", {}).get("goal"):
                raise SystemExit(f"{answer.status}: {told}")

        yield post


def _item(owner: Actor) -> dict[str, object]:
    parts = [
        {"title": f"Key result {at}", "unit": "%", "start": 0, "target": 100} for at in range(3)
    ]
    return {
        "ownerId": str(owner.require_person()),
        "title": "Ship the release",
        "why": "So that nobody waits",
        "measure": "Customers on it",
        "dueOn": str(clock.now().date() + timedelta(days=90)),
        "keyResults": parts,
    }


async def token_of(place: Place, owner: Actor) -> str:
    async with open_work(place, owner) as work:
        issued = await create_token(
            work,
            kind=TokenKind.USER,
            name="bench",
            scopes=OF_COMPANIES,
            held=OF_COMPANIES,
            expires_at=clock.now() + timedelta(days=1),
        )
    return issued.secret
