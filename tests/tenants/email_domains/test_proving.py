"""An admin proves a domain by a record in its DNS, and nobody else's record proves it."""

from typing import Any

import pytest

from domain.actor import Actor
from domain.base import new_id
from infra.database import Place
from tenants.access.email_domains.lookup import check_proven_domains
from tenants.email_domain import give_domain, is_of_company, places_of_domain, take_domain
from tenants.jobs import later
from tenants.provisioning import create_tenant
from tenants.tenant import tenant_of
from tenants.work import open_work
from tests.asking import Asking
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting, hire_cast
from tests.tenants.email_domains.nameserver import Nameserver

CLAIM = """mutation ($i: ClaimDomainInput!) { claimDomain(input: $i) {
    emailDomain { id domain recordName recordValue provenAt problem } userErrors { message }
} }"""
CHECK = """mutation ($i: CheckDomainInput!) { checkDomain(input: $i) {
    emailDomain { provenAt lostAt problem } userErrors { message }
} }"""
GIVE_UP = """mutation ($i: GiveDomainUpInput!) { giveDomainUp(input: $i) {
    userErrors { message }
} }"""
NOTICES = "{ adminNotices { kind message subjectId } }"


@pytest.fixture
def domain() -> str:
    """One of the test's own: the directory of domains is everybody's."""
    return f"d{new_id().hex}.test"


def admin(cast: Cast) -> Asking:
    return Asking(cast.place, acting(cast.wei))


async def claimed(cast: Cast, domain: str) -> Any:  # noqa: ANN401 - JSON
    return (await admin(cast).ask(CLAIM, i={"domain": domain}))["claimDomain"]["emailDomain"]


async def checked(cast: Cast, claim: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
    answer = await admin(cast).ask(CHECK, i={"domainId": claim["id"]})
    return answer["checkDomain"]["emailDomain"]


async def a_week_passes(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        later(work, check_proven_domains)
    await run_pending_jobs(cast.place)


async def slug_of(place: Place) -> str:
    return (await tenant_of(place.tenant_id)).slug or ""


async def test_a_record_in_the_dns_proves_a_domain(
    cast: Cast, dns: Nameserver, domain: str
) -> None:
    claim = await claimed(cast, f" {domain.upper()}")
    assert (claim["domain"], claim["recordName"]) == (domain, f"_tanlu.{domain}")
    assert (await checked(cast, claim))["problem"].startswith("The record is not there yet")
    assert await places_of_domain(domain) == []
    dns.records[claim["recordName"]] = ["v=spf1 -all", claim["recordValue"]]
    found = await checked(cast, claim)
    assert (found["provenAt"] is not None, found["problem"]) == (True, None)
    assert await places_of_domain(domain) == [cast.place]
    assert dns.asked == [f"_tanlu.{domain}"] * 2


async def test_the_record_is_a_company_s_own(cast: Cast, dns: Nameserver, domain: str) -> None:
    """Whoever copies another's record has proven nothing; a group shows one for each company."""
    sister = await hire_cast(await create_tenant(f"sister-{new_id()}", "Sister Ltd"))
    ours, theirs = await claimed(cast, domain), await claimed(sister, domain)
    dns.records[ours["recordName"]] = [ours["recordValue"]]
    await checked(cast, ours)
    assert (await checked(sister, theirs))["provenAt"] is None
    assert await places_of_domain(domain) == [cast.place]
    dns.records[ours["recordName"]].append(theirs["recordValue"])
    assert (await checked(sister, theirs))["provenAt"] is not None
    assert set(await places_of_domain(domain)) == {cast.place, sister.place}


async def test_a_proof_that_is_gone_counts_no_more_and_admins_are_told(
    cast: Cast, dns: Nameserver, domain: str
) -> None:
    claim = await claimed(cast, domain)
    dns.records[claim["recordName"]] = [claim["recordValue"]]
    await checked(cast, claim)
    await a_week_passes(cast)
    assert await places_of_domain(domain) == [cast.place]
    dns.records.clear()
    await a_week_passes(cast)
    assert await places_of_domain(domain) == []
    (notice,) = (await admin(cast).ask(NOTICES))["adminNotices"]
    assert notice == {
        "kind": "EMAIL_DOMAIN_LOST",
        "subjectId": claim["id"],
        "message": f"Nobody is known by an address of {domain} any more: its DNS record is gone.",
    }
    dns.records[claim["recordName"]] = [claim["recordValue"]]
    assert (await checked(cast, claim))["lostAt"] is None
    assert (await admin(cast).ask(NOTICES))["adminNotices"] == []


async def test_a_server_that_does_not_answer_takes_nothing_away(
    cast: Cast, dns: Nameserver, domain: str
) -> None:
    claim = await claimed(cast, domain)
    dns.records[claim["recordName"]] = [claim["recordValue"]]
    await checked(cast, claim)
    dns.broken = True
    found = await checked(cast, claim)
    assert found["provenAt"] is not None
    assert found["problem"] == "The DNS of this domain gives no answer"
    assert await places_of_domain(domain) == [cast.place]


async def test_what_an_operator_gave_stays_whatever_the_dns_says(
    cast: Cast, dns: Nameserver, domain: str
) -> None:
    await give_domain(await slug_of(cast.place), domain)
    claim = await claimed(cast, domain)
    dns.records[claim["recordName"]] = [claim["recordValue"]]
    await checked(cast, claim)
    dns.records.clear()
    assert (await checked(cast, claim))["lostAt"] is not None
    assert await places_of_domain(domain) == [cast.place]
    await take_domain(await slug_of(cast.place), domain)
    assert await places_of_domain(domain) == []


async def test_what_a_company_has_proven_no_operator_takes(
    cast: Cast, dns: Nameserver, domain: str
) -> None:
    claim = await claimed(cast, domain)
    dns.records[claim["recordName"]] = [claim["recordValue"]]
    await checked(cast, claim)
    await take_domain(await slug_of(cast.place), domain)
    assert await places_of_domain(domain) == [cast.place]
    await admin(cast).ask(GIVE_UP, i={"domainId": claim["id"]})
    assert await places_of_domain(domain) == []
    async with open_work(cast.place, acting(cast.wei)) as work:
        assert not await is_of_company(work, domain)


PUBLIC = [
    "qq.com", "163.com", "Gmail.com", "outlook.com", "web.de", "hotmail.co.uk", "outlook.fr",
    "yahoo.com.hk", "live.cn", "tutanota.com", "zoho.com", "duck.com", "co.uk", "com.cn",
]  # fmt: skip


@pytest.mark.parametrize("public", PUBLIC)
async def test_nobody_claims_where_anybody_gets_an_address(cast: Cast, public: str) -> None:
    answer = (await admin(cast).ask(CLAIM, i={"domain": public}))["claimDomain"]
    (refused,) = answer["userErrors"]
    sentence = f"Anybody can have an address at {public.lower()}, so it cannot be a company's"
    assert (answer["emailDomain"], refused["message"]) == (None, sentence)


async def test_only_admins_claim_and_check(cast: Cast, dns: Nameserver, domain: str) -> None:
    claim = await claimed(cast, domain)
    hua = Asking(cast.place, acting(cast.hua))
    for mutation, given in (
        (CLAIM, {"domain": f"other-{domain}"}),
        (CHECK, {"domainId": claim["id"]}),
        (GIVE_UP, {"domainId": claim["id"]}),
    ):
        (answer,) = (await hua.ask(mutation, i=given)).values()
        (refused,) = answer["userErrors"]
        assert refused["message"] == "Only an admin can set up how people sign in"
    assert dns.asked == []
    shown = await hua.ask("{ emailDomains(first: 5) { nodes { id } } }")
    assert shown["emailDomains"]["nodes"] == []
