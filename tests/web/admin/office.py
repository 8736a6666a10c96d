"""A company's office: something to show on every page of those who look after it."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from api.scopes import Scope
from domain.actor import Actor, Role
from domain.people.commands import change_roles
from integrations.plugins.approving import approve_plugin
from integrations.plugins.installation import PluginInstallation
from integrations.plugins.queries import manifest_of
from integrations.plugins.reading import ManifestText
from integrations.plugins.submitting import submit_plugin
from tenants.identity import Account
from tenants.identity_matching import recognise
from tenants.identity_provider_commands import add_identity_provider
from tenants.jobs import GiveUp, Lane, Run, job, later
from tenants.work import open_work
from tests.integrations.admins import Admin
from tests.integrations.conftest import Played
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.plugins import a_manifest, written
from tests.webhooks.receiver import Receiver
from tests.webhooks.story import activated, an_endpoint, deliveries, tell
from webhooks.replaying import resume_webhook_endpoint

fails = [True]
"""Whether what is tried here fails."""
done: list[str] = []
"""What has gone through."""


@job("tests.lose_heart", Lane.DEFAULT, backoff=lambda _: None)
async def lose_heart(_: Run) -> None:
    if fails[0]:
        raise GiveUp
    done.append("lose heart")


@job("tests.take_too_long", Lane.DEFAULT, backoff=lambda _: None)
async def take_too_long(_: Run) -> None:
    if fails[0]:
        raise TimeoutError
    done.append("take too long")


async def failed_jobs(cast: Cast) -> None:
    """Two, each given up at its first attempt."""
    fails[0] = True
    done.clear()
    for each in (lose_heart, take_too_long):
        async with open_work(cast.place, Actor.system()) as work:
            later(work, each)
        with pytest.raises((GiveUp, TimeoutError)):
            await run_pending_jobs(cast.place)


@dataclass(frozen=True)
class Office:
    """Where to find what: ids by what they are of."""

    person: UUID
    connection: str
    endpoint: UUID
    delivery: UUID
    asking: UUID
    """A plugin that waits for consent."""
    approved: UUID

    def at(self, path: str) -> str:
        return path.format(**vars(self))


async def an_office(cast: Cast, receiver: Receiver, played: Played) -> Office:
    admin = Admin(cast)
    connection = await admin.connect(played)
    await admin.read_everything(connection)
    await failed_jobs(cast)
    endpoint = await a_told_endpoint(cast, receiver)
    (first, *_) = await deliveries(cast.place)
    await an_account_that_waits(cast)
    approved = await a_plugin(cast, "dev.acme.monthly")
    async with open_work(cast.place, acting(cast.wei)) as work:
        manifest = await manifest_of(work, await work.get(PluginInstallation, approved))
        await approve_plugin(
            work, installation_id=approved, manifest_sha256=manifest.sha256, held=frozenset(Scope)
        )
    return Office(
        person=cast.omar.id,
        connection=connection,
        endpoint=endpoint,
        delivery=first.id,
        asking=await a_plugin(cast, "dev.acme.weekly"),
        approved=approved,
    )


async def a_told_endpoint(cast: Cast, receiver: Receiver) -> UUID:
    """One delivery has arrived, one has failed for good. Wei is of HR, too, and may know both."""
    async with open_work(cast.place, Actor.system()) as work:
        await change_roles(work, person_id=cast.wei.id, roles=[Role.ADMIN, Role.HR])
    endpoint = (await an_endpoint(cast, receiver.url)).endpoint
    await tell(cast.place, activated())
    receiver.answers(410, "nobody lives here")
    await tell(cast.place, activated())
    receiver.answers(200, "thanks")
    async with open_work(cast.place, acting(cast.wei)) as work:
        await resume_webhook_endpoint(work, endpoint_id=endpoint.id, held=frozenset(Scope))
    return endpoint.id


async def an_account_that_waits(cast: Cast) -> None:
    """A provider that knows nobody's address, and somebody who came from there."""
    async with open_work(cast.place, acting(cast.wei)) as work:
        provider = await add_identity_provider(
            work,
            name="Acme ID",
            issuer="https://id.example.com",
            client_id="tanlu",
            client_secret="a secret of some length",
            email_domains=["acme.test"],
        )
        account = Account(provider.issuer, "00u1", "Ana Lima", "ana.lima@example.com")
        await recognise(work, provider, account)


async def a_plugin(cast: Cast, name: str) -> UUID:
    text = written(a_manifest(id=name))
    async with open_work(cast.place, acting(cast.wei)) as work:
        submitted = await submit_plugin(
            work, manifest=ManifestText.of(text).manifest(), source_text=text, manifest_url=None
        )
        return submitted.id
