"""A company made behind closed doors: until it opens, nobody gets in and none of its jobs run."""

from sqlalchemy import update

from domain.errors import Conflict
from infra import clock
from infra.database import Place, owner_engine
from tenants.directory import forget_directory
from tenants.naming import checked_name, checked_slug
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.provisioning import make_company, naming_conflict
from tenants.states import TenantState
from tenants.tenant import Tenant


async def make_closed(slug: str, name: str) -> Place:
    """Empty, and suspended. Raises Invalid; Conflict if the slug is taken."""
    async with owner_engine().begin() as owner:
        with naming_conflict(checked_slug(slug)):
            place = await make_company(
                owner, slug, checked_name(name), TenantState.SUSPENDED, clock.now()
            )
    forget_directory()
    return place


async def open_company(place: Place, slug: str, *, by: str = TANLU) -> None:
    """From now on it goes by that slug, and is there for its people. Raises Invalid, Conflict."""
    change = update(Tenant).where(
        Tenant.id == place.tenant_id, Tenant.state == TenantState.SUSPENDED
    )
    async with owner_engine().begin() as owner:
        with naming_conflict(checked_slug(slug)):
            opened = await owner.execute(change.values(slug=slug, state=TenantState.ACTIVE))
        if not opened.rowcount:
            raise Conflict("This company is not closed", zh="该企业不在筹备中", field="slug")
        await note_deed(owner, Deed.CREATE, by=by, company_id=place.tenant_id, slug=slug)
    forget_directory()
