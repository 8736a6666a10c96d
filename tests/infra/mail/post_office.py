"""A mail server that is played: what it offers, what it refuses, and what it was handed."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class PostOffice:
    """Answers `refusal` to whatever it is handed, while there is one."""

    refusal: str = ""
    at: str = "DATA"
    password: bytes = b"secret"
    port: int = 0
    handed: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    over_tls: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _s: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusal and self.at == "RCPT":
            return self.refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        if self.refusal:
            return self.refusal
        content = envelope.content
        assert isinstance(content, bytes)
        assert max(map(len, content.splitlines())) <= 998
        self.handed.append(message_from_bytes(content, _class=EmailMessage, policy=default))  # type: ignore[arg-type]  # typeshed knows only Message
        self.recipients += envelope.rcpt_tos
        self.over_tls.append(session.ssl is not None or server._tls_protocol is not None)  # noqa: SLF001 - said nowhere else
        return "250 OK"

    def authenticate(
        self, _s: SMTP, _session: Session, _e: Envelope, _mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=data.password == self.password, handled=False)


@asynccontextmanager
async def open_office(
    office: PostOffice, *, tls: ssl.SSLContext | None = None, from_the_start: bool = False
) -> AsyncIterator[PostOffice]:
    """Serve on a port of this machine."""
    loop = asyncio.get_running_loop()
    protocol: Callable[[], SMTP] = lambda: SMTP(  # noqa: E731 - reads best here
        office,
        loop=loop,
        enable_SMTPUTF8=True,
        tls_context=None if from_the_start else tls,
        authenticator=office.authenticate,
        auth_require_tls=False,
    )
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls if from_the_start else None)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()


def certificate(folder: Path) -> ssl.SSLContext:
    """For 127.0.0.1 and mail.test; `folder / 'cert.pem'` is also who vouches for it."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-subj", "/CN=mail.test",
         "-addext", "subjectAltName=IP:127.0.0.1,DNS:mail.test"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
