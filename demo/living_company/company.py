"""The company while it is played: who is who, what time it is, and how somebody acts."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from demo.living_company.calendar import Calendar
from demo.living_company.cast import ROLES
from domain.actor import Actor
from domain.work import UnitOfWork
from infra.database import Place
from tenants.work import open_work


@dataclass
class Company:
    """`now` is moved by the walk through the days, and by nobody else."""

    place: Place
    calendar: Calendar
    now: datetime
    ids: dict[str, UUID] = field(default_factory=dict)
    """Of people, by their names."""
    meanwhile: list[AsyncIterator[datetime]] = field(default_factory=list)
    """What goes on beside the scene that began it."""

    def at(self, ago: int, hour: str) -> datetime:
        return self.calendar.at(ago, hour)

    def in_week(self, weeks_ago: int, weekday: int, hour: str) -> datetime:
        """A moment of a week counted back from this one; its Monday is 0."""
        return self.calendar.in_week(weeks_ago, weekday, hour)

    def day(self, ago: int) -> date:
        return self.calendar.day(ago)

    @asynccontextmanager
    async def acting(self, name: str) -> AsyncIterator[UnitOfWork]:
        """One unit of work of that person's, at this moment, with the role they hold."""
        roles = [ROLES[name]] if name in ROLES else []
        actor = Actor.person(self.ids[name], *roles)
        async with open_work(self.place, actor, now=self.now) as work:
            yield work


Scene: TypeAlias = Callable[[Company], AsyncIterator[datetime]]
"""What happens: each moment it gives is waited for, and then it goes on."""
