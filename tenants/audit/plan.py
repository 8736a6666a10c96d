"""How long a company's plan keeps its trail at most: for operators to say."""

from sqlalchemy import select, update

from domain.errors import Invalid, NotFound
from infra.database import Place, owner_engine
from tenants.audit.operators_deeds import tell_company_apart
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.tenant import AUDIT_DAYS, Tenant


async def set_audit_days(slug: str, days: int, *, by: str = TANLU) -> None:
    """180, 365 or 1,095. What is older goes within a day; an admin's shorter wish stays.

    Raises:
        Invalid: there is no plan with so many days.
        NotFound: there is no such company.
    """
    if days not in AUDIT_DAYS:
        raise Invalid(
            "A plan keeps the audit trail for 180, 365 or 1095 days",
            zh="套餐的审计日志保存期限为 180、365 或 1095 天",
            field="days",
        )
    async with owner_engine().begin() as owner:
        wanted = select(Tenant.id).where(Tenant.slug == slug).with_for_update()
        tenant_id = await owner.scalar(wanted)
        if tenant_id is None:
            raise NotFound(
                f"There is no company {slug!r} here", zh=f"没有名为 {slug!r} 的企业", field="slug"
            )
        changed = update(Tenant).where(Tenant.id == tenant_id)
        await owner.execute(changed.values(audit_days=days))
        await note_deed(owner, Deed.AUDIT_DAYS, by=by, company_id=tenant_id, slug=slug, days=days)
    await tell_company_apart(Place.of(tenant_id), Deed.AUDIT_DAYS, days=days)
