"""What it takes an admin to see, and one's own of it."""

from sqlalchemy import insert

from domain.base import new_id
from infra import clock
from integrations.connection import Connection, ConnectionSource
from integrations.external_identity import ExternalAccount
from integrations.plugins.installation import PluginInstallation
from tenants.access.email_domains.claim import DomainClaim
from tenants.audit.entry import AuditEntry
from tenants.audit.readings import note_reading
from tenants.dead_letters import DeadLetter
from tenants.delegation import Delegation
from tenants.identity import Identity
from tenants.identity_provider import IdentityProvider
from tenants.session import Session
from tenants.token import AccessToken
from tests.api.actors.company import Company
from tests.api.actors.deed import Given
from tests.api.actors.table import access, connections, plugins, sign_in, webhooks
from tests.api.actors.thing import Thing, newest
from webhooks.delivery import Attempt, Delivery
from webhooks.endpoint import Endpoint
from webhooks.secret import EndpointSecret


async def a_job(c: Company) -> Given:
    return await access.a_job_given_up(c)


async def an_attempt(c: Company) -> Given:
    given = await webhooks.one_that_arrived(c)
    async with c.system() as work:
        tried = {"id": new_id(), "delivery_id": given["deliveryId"], "made_at": clock.now()}
        await work.session.execute(insert(Attempt).values(**tried, milliseconds=5, status=200))
    return given


async def a_reading(c: Company) -> Given:
    async with c.by(c.cast.hua) as work:
        note_reading(work, kind="record", id=new_id(), people=[c.cast.omar.id])
    return {}


async def an_account_of_the_employee(c: Company) -> Given:
    return await sign_in.an_account_of(c, c.cast.omar)


async def an_account_over_there(c: Company) -> Given:
    return await connections.an_account(c)


OF_ADMINS = {
    "AccessToken": Thing("EAP", newest(AccessToken, access.a_token_of_the_employee)),
    "AuditEntry": Thing("AP", newest(AuditEntry, access.a_token_of_the_employee)),
    "ContentReading": Thing("E", newest(AuditEntry, a_reading)),
    "DataConnection": Thing("AP", newest(Connection, connections.a_connection)),
    "DataSource": Thing("AP", newest(ConnectionSource, connections.a_project)),
    "DeadJob": Thing("AP", newest(DeadLetter, a_job)),
    "Delegation": Thing("E", newest(Delegation, access.what_acts_for_the_employee)),
    "EmailDomain": Thing("AP", newest(DomainClaim, sign_in.a_claim)),
    "ExternalAccount": Thing("AP", newest(ExternalAccount, an_account_over_there)),
    "Identity": Thing("EAP", newest(Identity, an_account_of_the_employee)),
    "IdentityProvider": Thing("AP", newest(IdentityProvider, sign_in.a_provider)),
    "PersonSession": Thing("AP", newest(Session, access.a_session_of_the_employee)),
    "PluginInstallation": Thing("AP", newest(PluginInstallation, plugins.an_active_one)),
    "Session": Thing("E", newest(Session, access.a_session_of_the_employee)),
    "WebhookAttempt": Thing("AP", newest(Attempt, an_attempt)),
    "WebhookDelivery": Thing("AP", newest(Delivery, webhooks.one_that_arrived)),
    "WebhookEndpoint": Thing("AP", newest(Endpoint, webhooks.an_active_one)),
    "WebhookSecret": Thing("AP", newest(EndpointSecret, webhooks.an_active_one)),
}
