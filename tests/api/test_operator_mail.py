"""Without a mail server, an operator reads the mail that lies in the folder, and nobody else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from domain.base import new_id
from infra.mail.letter import Mail
from infra.mail.sending import send
from tenants.operations.operator_log import Deed, newest_deeds
from tests.api.conftest import FORM, bearer
from tests.mailbox import mail_in
from tests.people import Cast

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def mailbox(tmp_path: Path) -> AsyncIterator[None]:
    with mail_in(tmp_path):
        for to in ("omar@acme.test", "ana@acme.test"):
            mail = Mail(to=to, subject="登录", text="<b>/sign-in/x</b>\n", html="")
            await send(mail, job_id=new_id(), now=NOW)
        yield


async def test_a_token_in_the_header_shows_it(
    http: httpx2.AsyncClient, operator: dict[str, str]
) -> None:
    page = await http.get("/operator/mail", headers=operator)
    assert page.status_code == 200
    assert page.text.index("ana@acme.test") < page.text.index("omar@acme.test")
    assert "&lt;b&gt;/sign-in/x&lt;/b&gt;" in page.text


async def test_a_token_typed_into_the_page_shows_it(
    http: httpx2.AsyncClient, operator: dict[str, str]
) -> None:
    form = await http.get("/operator/mail")
    assert (form.status_code, "omar@acme.test" in form.text) == (200, False)
    token = operator["Authorization"].removeprefix("Bearer ")
    page = await http.post("/operator/mail", data={"token": token}, headers=FORM)
    assert (page.status_code, "omar@acme.test" in page.text) == (200, True)
    assert "set-cookie" not in page.headers
    assert token not in page.text


async def test_who_read_it_stands_in_their_log(
    http: httpx2.AsyncClient, operator: dict[str, str]
) -> None:
    before = len(await newest_deeds(1000))
    await http.get("/operator/mail")
    token = operator["Authorization"].removeprefix("Bearer ")
    await http.post("/operator/mail", data={"token": f"{token}x"}, headers=FORM)
    assert len(await newest_deeds(1000)) == before
    await http.get("/operator/mail", headers=operator)
    await http.post("/operator/mail", data={"token": token}, headers=FORM)
    posted, sent = await newest_deeds(2)
    assert (posted.deed, posted.by, posted.details) == (Deed.READ_MAIL, sent.by, {"mails": 2})
    assert sent.by.startswith("token:")


@pytest.mark.parametrize("token", ["", "nonsense", None])
async def test_nobody_else_reads_it(
    http: httpx2.AsyncClient, cast: Cast, token: str | None
) -> None:
    of_an_admin = await bearer(cast, cast.wei)
    shown = token if token is not None else of_an_admin["Authorization"].removeprefix("Bearer ")
    typed = await http.post("/operator/mail", data={"token": shown}, headers=FORM)
    assert (typed.status_code, "omar@acme.test" in typed.text) == (401, False)
    sent = await http.get("/operator/mail", headers=of_an_admin)
    assert (sent.status_code, "omar@acme.test" in sent.text) == (403, False)


async def test_another_site_cannot_ask(http: httpx2.AsyncClient, operator: dict[str, str]) -> None:
    token = operator["Authorization"].removeprefix("Bearer ")
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"}
    answer = await http.post("/operator/mail", data={"token": token}, headers=foreign)
    assert answer.status_code == 403
