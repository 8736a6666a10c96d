"""How people come in."""

from sqlalchemy import select

from domain.people.person import Person
from tenants.access.email_domains.claim import DomainClaim
from tenants.access.sign_in_policy import SignInPolicy
from tenants.identity import Account, Identity
from tenants.identity_matching import recognise
from tenants.identity_provider import IdentityProvider
from tenants.identity_provider_commands import add_identity_provider
from tests.api.actors.company import Company
from tests.api.actors.deed import Deed, Given
from tests.api.actors.table.people import hired, somebody

SECRET = "a secret of some length"


async def a_provider_to_add(c: Company) -> Given:
    return {
        "name": "Acme ID", "issuer": "https://id.example.com", "clientId": c.fresh("tanlu"),
        "clientSecret": SECRET,
    }  # fmt: skip


async def _provider(c: Company) -> IdentityProvider:
    async with c.by(c.zoe) as work:
        return await add_identity_provider(
            work, name="Acme ID", issuer="https://id.example.com", client_id=c.fresh("tanlu"),
            client_secret=SECRET, email_domains=[],
        )  # fmt: skip


async def a_provider(c: Company) -> Given:
    return {"providerId": str((await _provider(c)).id)}


async def another_name(c: Company) -> Given:
    return {**await a_provider(c), "name": c.fresh("Acme ")}


async def _account(c: Company, person: Person | None) -> Identity:
    """Which waits for an admin, or belongs to that person."""
    provider, subject = await _provider(c), c.fresh("00u")
    account = Account(provider.issuer, subject, "Nia", f"{subject}@example.com")
    async with c.system() as work:
        signed_in = person.id if person else None
        await recognise(work, provider, account, signed_in=signed_in)
        this = select(Identity).where(Identity.subject == subject)
        return (await work.session.scalars(this)).one()


async def an_account_that_waits(c: Company) -> Given:
    return {"identityId": str((await _account(c, None)).id), "personId": str((await hired(c)).id)}


async def an_account_of_somebody(c: Company) -> Given:
    return await an_account_of(c, await hired(c))


async def an_account_of(c: Company, person: Person) -> Given:
    return {"identityId": str((await _account(c, person)).id)}


async def a_domain(c: Company) -> Given:
    return {"domain": f"{c.fresh('acme')}.example.com"}


async def a_claim(c: Company) -> Given:
    given = await a_domain(c)
    async with c.system() as work:
        claim = DomainClaim.of(given["domain"], work.now)
        work.add(claim)
        return {"domainId": str(claim.id)}


async def accounts_no_more(c: Company) -> Given:
    """So far people come in by the company's own accounts alone."""
    async with c.system() as work:
        (await SignInPolicy.of(work)).single_sign_on = True
    return {"demanded": False}


async def no_factor_as_before(c: Company) -> Given:
    async with c.system() as work:
        await SignInPolicy.of(work)
    return {"demanded": False}


SIGN_IN = {
    "addIdentityProvider": Deed("A", a_provider_to_add),
    "changeIdentityProvider": Deed("A", another_name),
    "checkIdentityProvider": Deed("AP", a_provider),
    "removeIdentityProvider": Deed("A", a_provider),
    "confirmIdentity": Deed("A", an_account_that_waits),
    "removeIdentity": Deed("A", an_account_of_somebody, hidden="EOMLH"),
    "claimDomain": Deed("A", a_domain),
    "checkDomain": Deed("A", a_claim),
    "giveDomainUp": Deed("A", a_claim),
    "demandSecondFactor": Deed("A", no_factor_as_before, quiet=True),
    "resetSecondFactor": Deed("A", somebody),
    "demandSingleSignOn": Deed("A", accounts_no_more),
}
