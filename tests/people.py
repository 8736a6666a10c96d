"""The cast: Mei manages Omar and Ana; Ivan manages nobody; Hua is HR; Wei is an admin."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from domain.actor import Actor, Role
from domain.people.commands import add_person
from domain.people.person import Person
from infra.database import Place
from tenants.work import open_work

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
"""A Wednesday. Tests pass it as `now` unless time is what they are about."""

TODAY = NOON.date()
JOINED = date(2026, 1, 5)
TOMORROW = NOON + timedelta(days=1)


@dataclass(frozen=True)
class Cast:
    place: Place
    mei: Person
    omar: Person
    ana: Person
    ivan: Person
    hua: Person
    wei: Person

    @property
    def everyone(self) -> tuple[Person, ...]:
        return (self.mei, self.omar, self.ana, self.ivan, self.hua, self.wei)


async def hire_cast(place: Place) -> Cast:
    async with open_work(place, Actor.system(), now=NOON) as work:

        async def hire(
            name: str, title: str, *roles: Role, manager: Person | None = None
        ) -> Person:
            return await add_person(
                work,
                name=name,
                email=f"{name.lower()}@acme.test",
                title=title,
                joined_on=JOINED,
                roles=roles,
                manager_id=manager.id if manager else None,
            )

        mei = await hire("Mei", "Team lead")
        return Cast(
            place,
            mei,
            omar=await hire("Omar", "Engineer", manager=mei),
            ana=await hire("Ana", "Engineer", manager=mei),
            ivan=await hire("Ivan", "Designer"),
            hua=await hire("Hua", "HR partner", Role.HR),
            wei=await hire("Wei", "Administrator", Role.ADMIN),
        )


def acting(person: Person) -> Actor:
    """The actor that the person is once signed in."""
    return Actor.person(person.id, *(Role(role) for role in person.roles))
