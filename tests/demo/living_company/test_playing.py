"""青禾智控 is played by commands under one clock."""

from datetime import date

from sqlalchemy import select

from demo.living_company.calendar import Calendar
from demo.living_company.opening import play
from demo.living_company.promises import promise
from demo.living_company.scenes.promised_machine import MACHINE
from domain.actor import Actor
from domain.people.person import Person
from infra.database import Place
from tenants.work import open_work

MONDAY = date(2026, 11, 30)


async def test_it_has_forty_two_people_and_a_promise_that_was_carried_over_and_kept(
    acme: Place,
) -> None:
    await play(acme, Calendar(MONDAY))
    async with open_work(acme, Actor.system()) as work:
        people = (await work.session.scalars(select(Person.name))).all()
        machine = await promise(work, MACHINE)
    assert len(people) == 42
    assert (machine.state, machine.times_carried_over) == ("FULFILLED", 1)
