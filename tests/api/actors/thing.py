"""One row of the table of things: who sees it, and how one is made."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.api.actors.company import Company
from tests.api.actors.deed import Recipe

Maker = Callable[[Company], Awaitable[UUID]]


@dataclass(frozen=True)
class Thing:
    seen_by: str
    made: Maker
    """Gives its id."""


def newest(row: type[Any], recipe: Recipe) -> Maker:
    """The one that was stored last, once what the recipe does is done."""

    async def made(c: Company) -> UUID:
        await recipe(c)
        async with c.system() as work:
            last = select(row.id).order_by(row.id.desc()).limit(1)
            found: UUID = (await work.session.scalars(last)).one()
            return found

    return made
