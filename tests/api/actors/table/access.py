"""Tokens, sessions, delegations, the audit trail, jobs that were given up."""

from datetime import timedelta

from sqlalchemy import insert, select

from api.scopes import OF_COMPANIES
from domain.base import new_id
from domain.people.person import Person
from infra import clock
from infra.database import relay_engine
from tenants.credential import TokenKind, digest
from tenants.dead_letters import Cause, DeadLetter
from tenants.delegation import Delegation
from tenants.session import Session, open_session
from tenants.sign_in import sign_in
from tenants.token import create_token
from tests.api.actors.company import Company, delegate, install
from tests.api.actors.deed import Deed, Given
from tests.api.actors.table.people import hired, somebody
from tests.api.plugins.consenting import ACTING


async def a_token_of_mine(c: Company) -> Given:
    del c
    ends = (clock.now() + timedelta(days=1)).isoformat()
    return {"kind": "USER", "name": "Mine", "scopes": ["people:read"], "expiresAt": ends}


async def _token(c: Company, kind: TokenKind, person: Person) -> Given:
    async with c.by(person) as work:
        issued = await create_token(
            work, kind=kind, name="It", scopes=["people:read"], held=OF_COMPANIES,
            expires_at=work.now + timedelta(days=1),
        )  # fmt: skip
        return {"tokenId": str(issued.token.id)}


async def a_token_of_the_employee(c: Company) -> Given:
    return await _token(c, TokenKind.USER, c.cast.omar)


async def a_token_of_a_program(c: Company) -> Given:
    return await _token(c, TokenKind.APP, c.zoe)


async def _session(c: Company, person: Person) -> str:
    async with c.by(person) as work:
        secret = open_session(work, person.id)
        await work.session.flush()
        this = select(Session.id).where(Session.hash == digest(secret))
        return str(await work.session.scalar(this))


async def a_session_of_the_employee(c: Company) -> Given:
    return {"sessionIds": [await _session(c, c.cast.omar)]}


async def somebody_signed_in(c: Company) -> Given:
    person = await hired(c)
    await _session(c, person)
    return {"personId": str(person.id)}


async def somebody_who_came_before(c: Company) -> Given:
    person = await hired(c)
    async with c.system() as work:
        await sign_in(work, person.id, browser="", proven_by=None)
    return {"personId": str(person.id)}


async def what_acts_for_the_employee(c: Company) -> Given:
    installation_id = await install(c, auth=ACTING)
    await delegate(c, installation_id, c.cast.omar)
    async with c.system() as work:
        theirs = select(Delegation.id).where(Delegation.client_id == installation_id)
        return {"delegationId": str(await work.session.scalar(theirs))}


async def a_job_given_up(c: Company) -> Given:
    dead = {
        "id": new_id(), "tenant_id": c.place.tenant_id, "name": "events.dispatch",
        "lane": "DEFAULT", "arguments": {"event_ids": []}, "attempts": 1, "crashes": 0,
        "cause": Cause.FAILED, "error": "ValueError", "created_at": clock.now(),
        "died_at": clock.now(),
    }  # fmt: skip
    async with relay_engine().begin() as relay:
        await relay.execute(insert(DeadLetter).values(dead))
    return {"jobIds": [str(dead["id"])]}


async def a_shorter_period(c: Company) -> Given:
    return {"days": 364 - next(c.numbers)}


async def nothing_in_particular(c: Company) -> Given:
    del c
    return {}


async def people_to_invite(c: Company) -> Given:
    return {"personIds": [(await somebody(c))["personId"]]}


ACCESS = {
    "createToken": Deed("EOMLHA", a_token_of_mine),
    "approveToken": Deed("A", a_token_of_a_program, hidden="EOMLH"),
    "revokeToken": Deed("EA", a_token_of_the_employee, hidden="OMLH"),
    "revokeSessions": Deed("E", a_session_of_the_employee, hidden="OMLHA"),
    "endSessionsOf": Deed("A", somebody_signed_in),
    "revokeDelegation": Deed("E", what_acts_for_the_employee, hidden="OMLHA"),
    "changeAuditPeriod": Deed("A", a_shorter_period),
    "exportAudit": Deed("AP", nothing_in_particular),
    "retryJobs": Deed("AP", a_job_given_up),
    "invitePerson": Deed("A", somebody),
    "invite": Deed("A", people_to_invite),
    "restoreAccess": Deed("A", somebody_who_came_before),
}
