"""Mail goes out whole, to one address, over TLS; what a server says decides what comes next."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import aiosmtplib
import pytest

from domain.base import new_id
from infra.mail import smtp
from infra.mail.envelope import Undeliverable, message_of
from infra.mail.folder import keep, mail_folder, newest
from infra.mail.letter import Button, Letter, Mail, mail_of
from infra.mail.sending import send
from infra.mail.smtp import SmtpServer
from infra.settings import settings
from infra.trouble import Trouble
from tests.infra.mail.post_office import PostOffice, certificate, open_office

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
MAIL = Mail(to="omar@acme.test", subject="Sign in", text="Come in\n", html="<p>Come in</p>")


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate that this process believes."""
    context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    return context


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.setenv("TANLU_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TANLU_MAIL_SENDER", "谈录 <tanlu@acme.test>")
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


async def handed_over(office: PostOffice, mail: Mail = MAIL, user: str = "") -> None:
    await SmtpServer.at(f"smtp://{user}127.0.0.1:{office.port}").deliver(
        message_of(mail, sender="Tanlu <tanlu@acme.test>", message_id="1", now=NOW)
    )


async def test_a_mail_arrives_as_it_was_written(configured: pytest.MonkeyPatch) -> None:
    long = "一次" * 5000 + "x" * 3000
    letters = [
        Letter(
            "zh-CN", "登录谈录", [f"您好，{long}"], [Button("登录", "https://t.test/a?b=1&c=2")]
        ),
        Letter("en", "Sign in to Tanlu", ["Hello <b>Omar</b>"], small="Not you? Ignore this."),
    ]
    job_id = UUID(int=7)
    async with open_office(PostOffice()) as office:
        configured.setenv("TANLU_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        settings.cache_clear()
        await send(mail_of("Omär@acme.test", letters), job_id=job_id, now=NOW)
    (got,) = office.handed
    assert office.recipients == ["Omär@acme.test"]
    assert got["Subject"] == "登录谈录 · Sign in to Tanlu"
    assert got["From"] == "谈录 <tanlu@acme.test>"
    assert got["Message-ID"] == f"<{job_id}@acme.test>"
    assert got["Auto-Submitted"] == "auto-generated"
    text, html = (got.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert f"您好，{long}" in text.get_content()
    assert "https://t.test/a?b=1&c=2" in text.get_content()
    assert "Hello &lt;b&gt;Omar&lt;/b&gt;" in html.get_content()
    assert 'href="https://t.test/a?b=1&amp;c=2"' in html.get_content()
    loading = ("src=", "url(", "<img", "<link", "@import")
    assert [each for each in loading if each in html.get_content()] == []


async def test_starttls_is_used_where_the_server_offers_it(tls: ssl.SSLContext) -> None:
    async with open_office(PostOffice(), tls=tls) as office:
        await handed_over(office)
    assert office.over_tls == [True]


async def test_smtps_speaks_tls_from_the_first_byte(tls: ssl.SSLContext) -> None:
    async with open_office(PostOffice(), tls=tls, from_the_start=True) as office:
        server = SmtpServer.at(f"smtps://127.0.0.1:{office.port}")
        await server.deliver(message_of(MAIL, sender="t@acme.test", message_id="1", now=NOW))
    assert len(office.handed) == 1


async def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    async with open_office(PostOffice(), tls=certificate(tmp_path)) as office:
        with pytest.raises(ssl.SSLCertVerificationError):
            await handed_over(office)
    assert office.handed == []


async def test_elsewhere_nothing_is_said_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the password nor the mail: here the server is taken for one that is elsewhere."""
    monkeypatch.setattr(smtp.SmtpServer, "_is_loopback", property(lambda _: False))
    async with open_office(PostOffice()) as office:
        with pytest.raises(aiosmtplib.SMTPException):
            await handed_over(office, user="tanlu:secret@")
    assert office.handed == []


@pytest.mark.parametrize("host", ["mail.acme.test", "10.0.0.1", "128.0.0.1", "localhost.test"])
def test_what_is_elsewhere(host: str) -> None:
    assert not SmtpServer.at(f"smtp://{host}")._is_loopback  # noqa: SLF001 - the guard itself


async def test_a_password_is_given(tls: ssl.SSLContext) -> None:
    async with open_office(PostOffice(password=b"p@ss/word"), tls=tls) as office:
        await handed_over(office, user="tanlu:p%40ss%2Fword@")
        with pytest.raises(aiosmtplib.SMTPAuthenticationError):
            await handed_over(office, user="tanlu:wrong@")
    assert len(office.handed) == 1


@pytest.mark.parametrize("at", ["RCPT", "DATA"])
async def test_no_for_good_is_not_asked_again(at: str) -> None:
    async with open_office(PostOffice("550 no such mailbox", at)) as office:
        with pytest.raises(Undeliverable) as refused:
            await handed_over(office)
    assert refused.value.status == 550


@pytest.mark.parametrize("at", ["RCPT", "DATA"])
async def test_not_now_may_be_asked_again(at: str) -> None:
    async with open_office(PostOffice("451 try later", at)) as office:
        with pytest.raises(aiosmtplib.SMTPException):
            await handed_over(office)
        office.refusal = ""
        await handed_over(office)
    assert len(office.handed) == 1


async def test_nobody_there_may_be_asked_again() -> None:
    async with open_office(PostOffice()) as office:
        pass
    with pytest.raises((aiosmtplib.SMTPException, OSError)):
        await handed_over(office)


@pytest.mark.parametrize(
    "to",
    [
        "omar@acme.test\nBcc: eve@evil.test", "omar@acme.test\r\n\r\nhello", "a@b.test, c@d.test",
        "Omar <omar@acme.test>", "omar", "@acme.test", "omar@", "", "o\0mar@acme.test",
        "x" * 250 + "@acme.test", "<omar@acme.test>", "omar@acme.test ", "o\u2028mar@acme.test",
    ],
)  # fmt: skip
def test_an_address_is_one_address(to: str) -> None:
    with pytest.raises(Undeliverable):
        message_of(replace(MAIL, to=to), sender="t@acme.test", message_id="1", now=NOW)


def test_nothing_that_is_said_becomes_a_header() -> None:
    subject = "Hello\r\nBcc: eve@evil.test\r\n\r\nbody"
    letter = Letter("en", subject, ["Dear Omar\nBcc: eve@evil.test"])
    mail = mail_of("omar@acme.test", [letter])
    got = message_of(mail, sender="t@acme.test", message_id="1", now=NOW)
    assert got["Bcc"] is None
    assert got["Subject"] == "Hello Bcc: eve@evil.test body"


@pytest.mark.usefixtures("configured")
async def test_without_a_server_each_mail_lies_in_the_folder() -> None:
    ids = [new_id(), new_id()]
    for each, to in zip(ids, ("first@acme.test", "second@acme.test"), strict=True):
        await send(replace(MAIL, to=to), job_id=each, now=NOW)
    await send(replace(MAIL, to="second@acme.test"), job_id=ids[1], now=NOW)
    assert [(each.to, each.text) for each in newest()] == [
        ("second@acme.test", "Come in"),
        ("first@acme.test", "Come in"),
    ]
    assert newest(1)[0].sent_at == NOW
    modes = [path.stat().st_mode & 0o777 for path in mail_folder().iterdir()]
    assert (mail_folder().stat().st_mode & 0o777, modes) == (0o700, [0o600, 0o600])


@pytest.mark.usefixtures("configured")
async def test_the_folder_keeps_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.mail.folder.MOST", 2)
    message = message_of(MAIL, sender="t@acme.test", message_id="1", now=NOW)
    for name in ("1", "2", "3"):
        keep(message, name=name)
    assert sorted(each.name for each in mail_folder().iterdir()) == ["2.eml", "3.eml"]


@pytest.mark.parametrize(
    "url", ["mail.test", "http://mail.test", "smtp://", "smtp://h:x", "smtp://h/path", "smtp://h?x"]
)
def test_an_address_of_a_server_that_cannot_be(url: str) -> None:
    with pytest.raises(Trouble, match="TANLU_SMTP_URL"):
        SmtpServer.at(url)
