"""青禾智控 is played by commands under one clock."""

from datetime import date

from sqlalchemy import func, select

from demo.living_company.calendar import Calendar
from demo.living_company.opening import play
from demo.living_company.promises import promise
from demo.living_company.scenes.first_day import first_day
from demo.living_company.scenes.promised_machine import MACHINE, promised_machine
from domain.actor import Actor
from domain.people.person import Person
from infra.database import Place
from tenants.work import open_work

MONDAY = date(2026, 11, 30)


async def test_a_promise_is_carried_over_once_and_kept_among_forty_two_people(acme: Place) -> None:
    company = await play(acme, Calendar(MONDAY), scenes=(first_day, promised_machine))
    async with open_work(acme, Actor.system()) as work:
        people = await work.session.scalar(select(func.count(Person.id)))
        machine = await promise(work, company.ids["周宁"], MACHINE)
    assert people == 42
    assert (machine.state, machine.times_carried_over) == ("FULFILLED", 1)
    assert machine.due_on == company.day(140)
