"""Where mail lies while there is no server to send it: one file a mail, for the operator alone."""

import email
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from infra.settings import settings

MOST = 1000
"""Older ones are removed: a laptop's folder is no archive."""


@dataclass(frozen=True)
class Kept:
    """A mail as it lies there."""

    name: str
    to: str
    subject: str
    sent_at: datetime | None
    text: str


def mail_folder() -> Path:
    return settings().data_dir / "mail"


def keep(message: EmailMessage, *, name: str) -> Path:
    """Write it down; the same name again is the same mail."""
    folder = mail_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.eml"
    unfinished = path.with_suffix(".unfinished")
    how = os.O_CREAT | os.O_WRONLY | os.O_TRUNC
    with os.fdopen(os.open(unfinished, how, 0o600), "wb") as file:
        file.write(message.as_bytes())
    unfinished.replace(path)
    for each in _newest_first()[MOST:]:
        each.unlink(missing_ok=True)
    return path


def newest(most: int = 50) -> Sequence[Kept]:
    """What was written last comes first."""
    return [_read(path) for path in _newest_first()[:most]]


def _newest_first() -> list[Path]:
    """By name: it begins with the id of the job that wrote it, and ids grow with time."""
    folder = mail_folder()
    return sorted(folder.glob("*.eml"), reverse=True) if folder.is_dir() else []


def _read(path: Path) -> Kept:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    body = message.get_body(("plain",))
    date = message["Date"]
    return Kept(
        name=path.name,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=getattr(date, "datetime", None),
        text="\n".join(str(body.get_content()).splitlines()) if body else "",
    )
