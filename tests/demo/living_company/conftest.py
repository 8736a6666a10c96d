"""青禾智控, played once for the run and up to today. Tests look at it, and leave it as it is."""

import pytest

from demo.living_company.calendar import Calendar
from demo.living_company.company import Company
from demo.living_company.opening import play
from domain.base import new_id
from infra import clock
from tenants.provisioning import create_tenant


@pytest.fixture(scope="session")
async def living(platform: None) -> Company:
    place = await create_tenant(f"living-{new_id()}", "青禾智控")
    return await play(place, Calendar.at_moment(clock.now()))
