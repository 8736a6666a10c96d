"""What those who run Tanlu do to a company stands in that company's own trail."""

from pathlib import Path

import asyncpg
import pytest

from domain.errors import Conflict, Invalid
from infra.database import Place
from tenants.audit.operators_deeds import NOT_TOLD, TOLD
from tenants.audit.plan import set_audit_days
from tenants.directory import known_tenant_of
from tenants.email_domain import give_domain, take_domain
from tenants.export.complete import export_complete
from tenants.export.plain import export_tenant
from tenants.lifecycle import close_tenant, restore_tenant, resume_tenant, suspend_tenant
from tenants.operations.operator_log import Deed, newest_deeds
from tests.people import Cast
from tests.tenants.audit.trail import trail_of
from tests.tenants.test_commandline import tanlu


@pytest.fixture
async def slug(acme: Place) -> str:
    found = await known_tenant_of(acme.tenant_id)
    assert found.slug
    return found.slug


async def told(place: Place) -> list[tuple[str, dict[str, object]]]:
    entries = [each for each in await trail_of(place) if each.actor_kind == "OPERATOR"]
    for each in entries:
        assert (each.subject, each.subject_id, each.actor_id) == ("company", place.tenant_id, None)
    return [(each.deed, each.details) for each in entries]


def test_of_each_deed_it_is_said_whether_the_company_is_told() -> None:
    assert set(TOLD) | set(NOT_TOLD) == set(Deed)
    assert set(TOLD) & set(NOT_TOLD) == set()


async def test_suspending_and_closing_and_taking_it_back(acme: Place, slug: str) -> None:
    for deed in (suspend_tenant, resume_tenant, close_tenant, restore_tenant):
        await deed(slug)
    assert await told(acme) == [
        ("company.suspended", {}),
        ("company.resumed", {}),
        ("company.closed", {}),
        ("company.restored", {}),
    ]


async def test_what_was_refused_is_not_told(acme: Place, slug: str) -> None:
    with pytest.raises(Conflict):
        await resume_tenant(slug)
    assert await told(acme) == []


async def test_domains(acme: Place, slug: str) -> None:
    await give_domain(slug, f"{slug}.test")
    await take_domain(slug, f"{slug}.test")
    assert await told(acme) == [
        ("company.domain_given", {"domain": f"{slug}.test"}),
        ("company.domain_taken", {"domain": f"{slug}.test"}),
    ]


async def test_exports(acme: Place, slug: str, tmp_path: Path) -> None:
    plain = await export_tenant(slug, tmp_path / "plain.zip")
    whole = await export_complete(slug, tmp_path / "whole", "a long enough passphrase")
    assert await told(acme) == [
        ("company.exported", {"rows": plain.done, "complete": False}),
        ("company.exported", {"rows": whole.done, "complete": True}),
    ]


async def test_links_and_a_second_factor_that_is_reset(cast: Cast) -> None:
    slug = (await known_tenant_of(cast.place.tenant_id)).slug
    assert slug
    for more in ([], ["--reset-second-factor"]):
        assert (await tanlu("tenant", "link", slug, cast.omar.email, *more))[0] == 0
    assert await told(cast.place) == [
        ("company.link_made", {"second_factor_reset": False}),
        ("company.link_made", {"second_factor_reset": True}),
    ]
    made = await trail_of(cast.place, "company.link_made")
    assert [each.about for each in made] == [[cast.omar.id]] * 2


async def test_how_long_the_plan_keeps_the_trail(
    acme: Place, slug: str, owner: asyncpg.Connection
) -> None:
    status, out, _ = await tanlu("tenant", "audit-days", slug, "1095")
    assert (status, out) == (0, f"{slug}: its plan keeps the audit trail for 1095 days\n")
    row = "SELECT audit_days FROM platform.tenants WHERE id = $1"
    assert await owner.fetchval(row, acme.tenant_id) == 1095
    assert await told(acme) == [("company.audit_days_set", {"days": 1095})]
    assert [(each.deed, each.details) for each in await newest_deeds(1, slug)] == [
        (Deed.AUDIT_DAYS, {"days": 1095})
    ]
    with pytest.raises(Invalid, match="180, 365 or 1095"):
        await set_audit_days(slug, 400)
