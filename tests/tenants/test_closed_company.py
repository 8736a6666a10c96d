"""A company is made behind closed doors, and opened when it is ready."""

import pytest
from sqlalchemy import func, select

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Conflict, NotAllowed
from domain.people.commands import add_person
from infra.database import relay_engine
from tenants import claims
from tenants.closed_company import make_closed, open_company
from tenants.directory import known_tenant_of
from tenants.operations.operator_log import newest_deeds
from tenants.pending import PendingJob
from tenants.relay import connect
from tenants.states import Capability, TenantState
from tenants.tenant import find_tenant
from tenants.work import open_work

pytestmark = pytest.mark.usefixtures("platform")


async def test_until_it_opens_nobody_gets_in_and_no_job_is_handed_over() -> None:
    slug, name = f"closed-{new_id()}", f"opened-{new_id()}"
    place = await make_closed(slug, "Globex")
    async with open_work(place, Actor.system()) as work:
        await add_person(work, name="Gloria", email="gloria@globex.test")
    waiting = select(func.count()).where(PendingJob.tenant_id == place.tenant_id)
    async with relay_engine().connect() as relay:
        assert await relay.scalar(waiting) == 2
    with connect() as connection:
        closed = claims.ready_tenants(connection)
    with pytest.raises(NotAllowed):
        (await known_tenant_of(place.tenant_id)).require(Capability.SIGN_IN)
    await open_company(place, name)
    (await known_tenant_of(place.tenant_id)).require(Capability.SIGN_IN)
    with connect() as connection:
        opened = claims.ready_tenants(connection)
    lanes = [{one for lane in of.values() for one in lane} for of in (closed, opened)]
    assert [place.tenant_id in ready for ready in lanes] == [
        False,
        True,
    ]


async def test_it_is_known_by_the_name_under_which_it_opened() -> None:
    slug, name = f"closed-{new_id()}", f"opened-{new_id()}"
    place = await make_closed(slug, "Globex")
    assert await newest_deeds(1, slug) == []
    await open_company(place, name)
    opened = await find_tenant(name)
    assert (opened.place, opened.state) == (place, TenantState.ACTIVE)
    (made,) = await newest_deeds(2, name)
    assert made.deed == "CREATE"


async def test_one_that_is_open_is_not_opened_again() -> None:
    place = await make_closed(f"closed-{new_id()}", "Globex")
    await open_company(place, f"opened-{new_id()}")
    with pytest.raises(Conflict, match="not closed"):
        await open_company(place, f"again-{new_id()}")


async def test_it_opens_under_no_name_that_is_taken() -> None:
    taken = f"taken-{new_id()}"
    await open_company(await make_closed(f"closed-{new_id()}", "Globex"), taken)
    place = await make_closed(f"closed-{new_id()}", "Initech")
    with pytest.raises(Conflict, match="already a company"):
        await open_company(place, taken)
    assert (await known_tenant_of(place.tenant_id)).state is TenantState.SUSPENDED
