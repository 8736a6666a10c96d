"""Anybody comes back by mail, at any time, and nobody learns who is known here."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import httpx2
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from api import link_request
from domain.actor import Actor
from domain.base import new_id
from domain.events import StoredEvent
from domain.people.commands import amend_person, end_employment
from infra import clock
from infra.database import Place, owner_url
from infra.mail.folder import newest
from tenants.access.known_address import keep_all_addresses
from tenants.jobs import Run
from tenants.lifecycle import resume_tenant, suspend_tenant
from tenants.provisioning import create_tenant
from tenants.tenant import tenant_of
from tenants.verification import verify_session
from tenants.work import open_work
from tests.api.conftest import FORM, OURS
from tests.jobs import run_pending_jobs
from tests.mailbox import mail_in, secrets_in
from tests.people import Cast, acting, hire_cast
from tests.tenants.catalog import plain

COME = {"query": "{viewer{name}}"}


@pytest.fixture(autouse=True)
async def mailbox(tmp_path: Path) -> AsyncIterator[None]:
    for limit in (link_request.by_network, link_request.by_address):
        limit.forget_all()
    with mail_in(tmp_path):
        yield


@pytest.fixture
async def cast(acme: Place) -> Cast:
    cast = await hire_cast(acme)
    await known(cast, f"omar-{new_id()}@acme.test")
    return cast


async def known(cast: Cast, address: str) -> None:
    """Omar has that address by now, and the directory knows."""
    async with open_work(cast.place, acting(cast.wei)) as work:
        cast.omar.email = (await amend_person(work, person_id=cast.omar.id, email=address)).email
    await run_pending_jobs(cast.place)


async def ask(http: httpx2.AsyncClient, address: str, **more: str) -> httpx2.Response:
    return await http.post("/sign-in/mail", data={"email": address}, headers={**FORM, **more})


async def test_coming_back_by_mail(http: httpx2.AsyncClient, cast: Cast) -> None:
    chinese = {"Accept-Language": "zh-CN"}
    answer = await ask(http, cast.omar.email.upper(), **chinese)
    assert (answer.status_code, "请查收邮件" in answer.text) == (200, True)
    await run_pending_jobs(cast.place)
    (mail,) = newest()
    assert (mail.to, mail.subject) == (cast.omar.email, "您的登录链接")
    (secret,) = secrets_in(mail)
    shown = await http.get(f"/sign-in/{secret}", headers=chinese)
    assert f"此链接将打开 Omar（{cast.omar.email}）的账号" in shown.text
    assert "登录 Acme" in shown.text
    assert (await http.post(f"/sign-in/{secret}", headers=FORM)).status_code == 303
    assert (await http.post("/graphql", json=COME, headers=OURS)).json()["data"] == {
        "viewer": {"name": "Omar"}
    }
    assert (await http.post(f"/sign-in/{secret}", headers=FORM)).status_code == 410
    async with open_work(cast.place, Actor.system()) as work:
        theirs = select(StoredEvent.name).where(StoredEvent.subject_id == cast.omar.id)
        names = (await work.session.scalars(theirs.order_by(StoredEvent.id))).all()
    assert names[-3:] == ["person.link_asked", "person.link_sent", "person.signed_in"]


async def test_the_answer_is_the_same_for_a_stranger(http: httpx2.AsyncClient, cast: Cast) -> None:
    answers = [await ask(http, each) for each in (cast.omar.email, f"eve-{new_id()}@acme.test")]
    first, second = (
        (each.status_code, each.text.replace(each.text.split('nonce="')[1].split('"')[0], ""))
        for each in answers
    )
    assert first == second


async def test_it_is_given_before_anybody_is_looked_for(app: Starlette, cast: Cast) -> None:
    """While nobody can look into the directory, the answer comes all the same."""
    body = f"email={cast.omar.email}".encode()
    headers = {**FORM, "host": "127.0.0.1:8000"} | {
        "content-type": "application/x-www-form-urlencoded", "content-length": str(len(body)),
    }  # fmt: skip
    scope = {
        "type": "http", "method": "POST", "path": "/sign-in/mail", "raw_path": b"/sign-in/mail",
        "query_string": b"", "root_path": "", "scheme": "http", "http_version": "1.1",
        "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    ended = asyncio.Event()

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.body" and not message.get("more_body"):
            ended.set()

    owner = await asyncpg.connect(plain(owner_url()))
    async with owner.transaction():
        await owner.execute("LOCK TABLE platform.known_addresses IN ACCESS EXCLUSIVE MODE")
        asking = asyncio.create_task(app(scope, receive, send))
        await asyncio.wait_for(ended.wait(), 30)
        assert not asking.done()
    await asking
    await owner.close()
    await run_pending_jobs(cast.place)
    assert [mail.to for mail in newest()] == [cast.omar.email]


async def test_two_companies_are_two_links_in_one_mail(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    other = await hire_cast(await create_tenant(f"globex-{new_id()}", "Globex"))
    await known(other, cast.omar.email)
    await ask(http, cast.omar.email)
    for place in (cast.place, other.place):
        await run_pending_jobs(place)
    (mail,) = newest()
    assert ["Acme" in mail.text, "Globex" in mail.text] == [True, True]
    places = []
    for secret in secrets_in(mail):
        assert (await http.post(f"/sign-in/{secret}", headers=FORM)).status_code == 303
        session = http.cookies["tanlu_session"]
        verified = await verify_session(session, clock.now())
        assert verified is not None
        places.append(verified.place)
    assert places == [cast.place, other.place]


async def test_no_mail_for_whoever_left_has_another_address_or_whose_company_is_closed(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    former = cast.omar.email
    async with open_work(cast.place, acting(cast.wei)) as work:
        await amend_person(work, person_id=cast.omar.id, email=f"omar-{new_id()}@acme.test")
    await ask(http, former)  # the directory has yet to hear of it
    await run_pending_jobs(cast.place)
    async with open_work(cast.place, acting(cast.wei)) as work:
        await end_employment(work, person_id=cast.omar.id, on=work.now.date())
    await ask(http, cast.omar.email)
    await run_pending_jobs(cast.place)
    slug = (await tenant_of(cast.place.tenant_id)).slug or ""
    await suspend_tenant(slug)
    await ask(http, cast.mei.email)
    await resume_tenant(slug)
    await run_pending_jobs(cast.place)
    assert newest() == []


async def test_six_links_an_hour_and_no_word_of_it(http: httpx2.AsyncClient, cast: Cast) -> None:
    said = set()
    for _ in range(8):
        link_request.by_address.forget_all()
        said.add((await ask(http, cast.omar.email)).status_code)
        await run_pending_jobs(cast.place)
    assert (said, len(newest())) == ({200}, 6)


async def test_an_address_is_asked_for_five_times_in_a_quarter_of_an_hour(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    said = {(await ask(http, cast.omar.email)).status_code for _ in range(7)}
    async with open_work(cast.place, Actor.system()) as work:
        asked = select(StoredEvent.id).where(StoredEvent.name == "person.link_asked")
        assert len((await work.session.scalars(asked)).all()) == 5
    assert said == {200}


async def test_a_network_asks_thirty_times_an_hour(http: httpx2.AsyncClient) -> None:
    said = [(await ask(http, f"x{each}@nowhere.test")).status_code for each in range(31)]
    assert said == [200] * 30 + [429]


@pytest.mark.parametrize(
    "address", ["", "omar", "a@b.test\r\nBcc: eve@evil.test", "a@b.test,c@d.e"]
)
async def test_what_is_no_address(http: httpx2.AsyncClient, address: str) -> None:
    answer = await ask(http, address)
    assert (answer.status_code, "not an e-mail address" in answer.text) == (400, True)


async def test_no_other_site_asks(http: httpx2.AsyncClient, cast: Cast) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"}
    answer = await http.post("/sign-in/mail", data={"email": cast.omar.email}, headers=foreign)
    assert answer.status_code == 403


async def test_whoever_was_there_before_the_directory_is_in_it_within_a_day(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    owner = await asyncpg.connect(plain(owner_url()))
    await owner.execute(
        "DELETE FROM platform.known_addresses WHERE tenant_id = $1", cast.place.tenant_id
    )
    await owner.close()
    await keep_all_addresses.run(Run(cast.place, new_id()))
    await ask(http, cast.omar.email)
    await run_pending_jobs(cast.place)
    assert [mail.to for mail in newest()] == [cast.omar.email]


async def test_from_each_page_a_way_leads_back(http: httpx2.AsyncClient, cast: Cast) -> None:
    pages = [
        await ask(http, cast.omar.email),
        await ask(http, "nonsense"),
        await http.get("/sign-in/nonsense"),
        await http.get("/sign-in/oidc"),
        await http.get(f"/sign-in/oidc/{new_id()}"),
        await http.get("/operator/mail"),
        await http.get("/oauth/authorize"),
    ]
    assert ['href="/"' in each.text for each in pages] == [True] * len(pages)
