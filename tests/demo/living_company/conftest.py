"""青禾智控, played once for the run. Tests look at it, and leave it as it is."""

from datetime import date

import pytest

from demo.living_company.calendar import Calendar
from demo.living_company.company import Company
from demo.living_company.opening import play
from domain.base import new_id
from tenants.provisioning import create_tenant

TODAY = Calendar(date(2026, 11, 30))
"""A Monday."""


@pytest.fixture(scope="session")
async def living(platform: None) -> Company:
    return await play(await create_tenant(f"living-{new_id()}"), TODAY)
