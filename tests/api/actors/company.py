"""A furnished company in which every kind of actor has a credential."""

import itertools
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
from starlette.applications import Starlette

from api.scopes import OF_COMPANIES, OF_PLUGINS
from domain.actor import Actor, ActorKind, Role
from domain.base import new_id
from domain.people.commands import add_person, end_employment, set_manager
from domain.people.person import Person
from domain.work import UnitOfWork
from infra import clock
from infra.database import Place
from integrations.plugins.approving import approve_plugin
from integrations.plugins.installation import sha256_of
from integrations.plugins.reading import ManifestText
from integrations.plugins.submitting import submit_plugin
from tenants.client import Client, client_of, issue_to
from tenants.credential import TokenKind
from tenants.delegation_code import allow, spend_code
from tenants.provisioning import create_tenant
from tenants.refresh_token import issue_for
from tenants.session import open_session
from tenants.token import create_token
from tenants.work import open_work
from tests.api.actors.actor import PEOPLE, Who
from tests.api.actors.rows import Rows
from tests.api.conftest import HERE, OURS
from tests.api.plugins.consenting import ACTING, VERIFIER, s256
from tests.asking import Asking
from tests.people import JOINED, Cast, acting, hire_cast
from tests.plugins import a_manifest, wanted, written

ENGINE = Actor(kind=ActorKind.AI)
BACK = "http://127.0.0.1:9/back"


@dataclass
class Company:
    cast: Cast
    rows: Rows
    app: Starlette
    lin: Person
    leo: Person
    zoe: Person
    """Of HR and an admin: she answers for the program, and does what no kind of actor is to do."""
    plugin: UUID = field(default_factory=new_id)
    """The one that acts for people and by itself."""
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the letter of an actor; of a plugin that acts for somebody, by theirs behind it."""
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def place(self) -> Place:
        return self.cast.place

    def person(self, letter: str) -> Person:
        cast = self.cast
        everyone = (cast.omar, cast.ivan, cast.mei, self.lin, cast.hua, cast.wei)
        return dict(zip(PEOPLE, everyone, strict=True))[letter]

    def by(self, person: Person) -> AbstractAsyncContextManager[UnitOfWork]:
        """What that person does, now."""
        return open_work(self.place, acting(person))

    def system(self, now: datetime | None = None) -> AbstractAsyncContextManager[UnitOfWork]:
        return open_work(self.place, Actor.system(), now=now)

    def fresh(self, word: str) -> str:
        """A word that was never used here."""
        return f"{word}{next(self.numbers)}"

    async def ask(self, who: Who, document: str, acts_for: str = "", **variables: Any) -> Any:  # noqa: ANN401 - JSON
        """The answer of the API to that actor; of an engine, what is behind its door."""
        if who is Who.ENGINE:
            return await Asking(self.place, ENGINE).answer(document, **variables)
        headers = self.headers[who + acts_for if who is Who.DELEGATED else who]
        transport = httpx2.ASGITransport(app=self.app)
        async with httpx2.AsyncClient(transport=transport, base_url=HERE, headers=headers) as http:
            body = {"query": document, "variables": variables}
            return (await http.post("/graphql", json=body)).json()


async def furnish(app: Starlette, slug: str) -> Company:
    cast = await hire_cast(await create_tenant(slug, "Acme"))
    async with open_work(cast.place, Actor.system()) as work:

        async def hire(name: str, *roles: Role) -> Person:
            email = f"{name.lower()}@acme.test"
            return await add_person(work, name=name, email=email, joined_on=JOINED, roles=roles)

        lin, leo = await hire("Lin"), await hire("Leo", Role.ADMIN, Role.HR)
        zoe = await hire("Zoe", Role.ADMIN, Role.HR)
        await set_manager(work, person_id=cast.mei.id, manager_id=lin.id)
    company = Company(cast, await Rows.of(cast.place), app, lin, leo, zoe)
    await _sign_in(company)
    await _admit_programs(company)
    async with company.system() as work:
        await end_employment(work, person_id=leo.id)
    return company


async def _sign_in(company: Company) -> None:
    for letter, person in [*((each, company.person(each)) for each in PEOPLE), ("X", company.leo)]:
        async with company.by(person) as work:
            cookie = f"tanlu_session={open_session(work, person.id)}"
        company.headers[letter] = {"Cookie": cookie, **OURS}


async def _admit_programs(company: Company) -> None:
    async with company.by(company.zoe) as work:
        issued = await create_token(
            work, kind=TokenKind.APP, name="App", scopes=OF_COMPANIES, held=OF_COMPANIES,
            roles=[Role.ADMIN, Role.HR], expires_at=clock.now() + timedelta(days=9),
        )  # fmt: skip
    company.headers["P"] = _bearer(issued.secret)
    installation_id = await install(company, auth=ACTING, scopes=_every_scope())
    company.plugin = installation_id
    async with company.system() as work:
        client = await _client(work, installation_id)
        company.headers["G"] = _bearer(issue_to(work, client, OF_PLUGINS).secret)
    for letter in PEOPLE:
        secret = await delegate(company, installation_id, company.person(letter))
        company.headers["D" + letter] = _bearer(secret)


async def install(company: Company, **manifest: Any) -> UUID:  # noqa: ANN401 - any value
    """A plugin that Zoe has approved."""
    name = company.fresh("dev.acme.p")
    text = written(a_manifest(**({"id": name} | manifest)))
    parsed = ManifestText.of(text).manifest()
    async with company.by(company.zoe) as work:
        submitted = await submit_plugin(work, manifest=parsed, source_text=text, manifest_url=None)
    async with company.by(company.zoe) as work:
        approved = await approve_plugin(
            work, installation_id=submitted.id, manifest_sha256=sha256_of(text), held=OF_PLUGINS
        )
        return approved.installation.id


async def delegate(company: Company, installation_id: UUID, person: Person) -> str:
    """The token by which the plugin acts for them."""
    async with company.by(person) as work:
        client = await _client(work, installation_id)
        code = allow(
            work, client, redirect_uri=BACK, challenge=s256(VERIFIER), scopes=client.scopes
        )
        await work.session.flush()
        begun = await spend_code(work, client, code, redirect_uri=BACK, verifier=VERIFIER)
        assert begun is not None
        return issue_for(work, client, begun, begun.scopes, may_refresh=True).access.secret


async def _client(work: UnitOfWork, installation_id: UUID) -> Client:
    client = await client_of(work, installation_id)
    assert client is not None
    return client


def _every_scope() -> dict[str, Any]:
    return {"required": [wanted(each) for each in sorted(OF_PLUGINS)], "optional": []}


def _bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}
