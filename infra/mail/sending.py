"""The one way out for mail: to the operator's server, or into the folder where there is none."""

from datetime import datetime
from uuid import UUID

from infra.mail.envelope import message_of
from infra.mail.folder import keep
from infra.mail.letter import Mail
from infra.mail.smtp import SmtpServer
from infra.settings import settings


def has_server() -> bool:
    return bool(settings().smtp_url.get_secret_value())


async def send(mail: Mail, *, job_id: UUID, now: datetime) -> None:
    """Send it. The job's id makes every attempt one and the same mail.

    Raises:
        Undeliverable: never, however often it is tried.
        Exception: not now.
    """
    message = message_of(mail, sender=settings().mail_sender, message_id=str(job_id), now=now)
    if has_server():
        await SmtpServer.at(settings().smtp_url.get_secret_value()).deliver(message)
    else:
        keep(message, name=str(job_id))
