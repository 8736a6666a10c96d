"""青禾智控 for tests: played up to today."""

from demo.living_company.calendar import Calendar
from demo.living_company.company import Company
from demo.living_company.opening import play
from domain.base import new_id
from infra import clock
from tenants.provisioning import create_tenant


async def played_today() -> Company:
    place = await create_tenant(f"living-{new_id()}", "青禾智控")
    return await play(place, Calendar.at_moment(clock.now()))
