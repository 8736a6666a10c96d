"""Handing a mail to the operator's SMTP server, never in the clear but on the machine itself."""

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Self
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog

from infra.mail.envelope import Undeliverable
from infra.trouble import Trouble

TIMEOUT = 20.0
"""Seconds for each step of the exchange."""
_PORTS = {"smtp": 587, "smtps": 465}
_FOR_GOOD = 500

log = structlog.get_logger()


@dataclass(frozen=True)
class SmtpServer:
    """Where mail is handed over, as in `smtp://user:password@mail.example:587`.

    `smtps` speaks TLS from the first byte; `smtp` turns to it by STARTTLS, and to a server that
    is not on this machine it says nothing without.
    """

    host: str
    port: int
    implicit_tls: bool
    username: str | None
    password: str | None

    @classmethod
    def at(cls, url: str) -> Self:
        """Raises Trouble: the address cannot be one; what it holds is not repeated."""
        wrong = Trouble(
            "The setting TANLU_SMTP_URL cannot be used: write smtp://user:password@host:587,"
            " or smtps://… for TLS from the first byte."
        )
        try:
            parts = urlsplit(url)
            port = parts.port or _PORTS[parts.scheme]
        except (ValueError, KeyError):
            raise wrong from None
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
            raise wrong
        return cls(
            host=parts.hostname,
            port=port,
            implicit_tls=parts.scheme == "smtps",
            username=None if parts.username is None else unquote(parts.username),
            password=None if parts.password is None else unquote(parts.password),
        )

    async def deliver(self, message: EmailMessage) -> None:
        """Hand it over.

        Raises:
            Undeliverable: the server will not have it, ever.
            aiosmtplib.SMTPException, OSError: not now; it may be tried again.
        """
        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            use_tls=self.implicit_tls,
            # None: if the server can. True: or not at all.
            start_tls=None if self.implicit_tls or self._is_loopback else True,
            username=self.username,
            password=self.password,
            timeout=TIMEOUT,
        )
        try:
            await client.connect()
            await client.send_message(message)
            with suppress(aiosmtplib.SMTPException):
                await client.quit()
        except aiosmtplib.SMTPException as error:
            raise _told(error) from error
        finally:
            client.close()

    @property
    def _is_loopback(self) -> bool:
        with suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return self.host == "localhost"


def _told(error: aiosmtplib.SMTPException) -> Exception:
    """For good, if it is this mail that the server will not have; a wrong password is not."""
    status = _status_of(error)
    log.warning("mail refused", status=status, error=type(error).__name__)
    about_the_mail = isinstance(
        error,
        aiosmtplib.SMTPRecipientsRefused
        | aiosmtplib.SMTPRecipientRefused
        | aiosmtplib.SMTPDataError
        | aiosmtplib.SMTPNotSupported,
    )
    # A server without SMTPUTF8 cannot be told of such an address; without STARTTLS it may learn.
    if isinstance(error, aiosmtplib.SMTPNotSupported) and "SMTPUTF8" not in error.message:
        return error
    lasting = status == 0 or status >= _FOR_GOOD
    return Undeliverable(status) if about_the_mail and lasting else error


def _status_of(error: aiosmtplib.SMTPException) -> int:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return error.recipients[0].code
    return error.code if isinstance(error, aiosmtplib.SMTPResponseException) else 0
