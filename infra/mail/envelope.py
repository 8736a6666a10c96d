"""A mail as machines hand it on: headers that nobody can add to, lines that are never too long."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from infra.mail.letter import Mail

_LONGEST_ADDRESS = 254


class Undeliverable(Exception):
    """Sending it again would end the same way. `status` is what the server answered, if any."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(status)
        self.status = status


def message_of(mail: Mail, *, sender: str, message_id: str, now: datetime) -> EmailMessage:
    """The mail, ready to be sent.

    Args:
        mail: what is said to whom.
        sender: an address, or `Name <address>`.
        message_id: the same for every attempt, by which a mail server knows a repeated one.
        now: its date.

    Raises:
        Undeliverable: the recipient's or the sender's address cannot be one.
    """
    name, sent_from = parseaddr(sender)
    own = _address(sent_from, name)
    message = EmailMessage(policy=SMTP)
    message["From"] = own
    message["To"] = _address(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}@{own.domain}>"
    # Nobody's absence note is to answer a machine.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text, cte="base64")
    message.add_alternative(mail.html, subtype="html", cte="base64")
    return message


def _address(text: str, name: str = "") -> Address:
    """One address and nothing else. Raises Undeliverable."""
    user, _, domain = text.rpartition("@")
    odd = not text.isprintable() or any(each in text for each in " ,;<>\"'()[]\\:")
    if odd or not user or not domain or len(text) > _LONGEST_ADDRESS:
        raise Undeliverable
    try:
        known = domain.encode("idna").decode() if not domain.isascii() else domain
        return Address(display_name=name, username=user, domain=known)
    except (ValueError, UnicodeError) as error:
        raise Undeliverable from error
