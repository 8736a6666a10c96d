"""Played on the same day, the company is the same, whatever its ids."""

from demo.living_company.company import Company
from demo.living_company.opening import play
from infra.database import Place
from tests.demo.living_company.visible import seen


async def test_played_twice_it_is_the_same(living: Company, acme: Place) -> None:
    await play(acme, living.calendar)
    assert await seen(acme) == await seen(living.place)
