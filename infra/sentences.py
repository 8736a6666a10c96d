"""One sentence for what went wrong with a folder or its server, from what the machine said."""

import errno
import re
from pathlib import Path

_KNOWN = (
    (
        ("No space left on device", "Disk quota exceeded", "Check free disk space"),
        "The disk is full: nothing more can be written to {folder}.",
    ),
    (
        ("Read-only file system",),
        "{folder} cannot be written to: its file system is read-only.",
    ),
    (
        ("Address already in use",),
        "Another program took the port that PostgreSQL was to use; start again.",
    ),
    (
        ("Permission denied", "Operation not permitted"),
        "This user may not use {folder} ({reason}); choose another with --data.",
    ),
)
_GRAVE = ("FATAL:", "PANIC:", "could not find the database system")
_DAMAGED = (
    "PostgreSQL cannot start on {folder}, which seems damaged ({reason});"
    " restore it from a backup, or choose another folder with --data."
)


def sentence_for(said: OSError | str, folder: Path) -> str:
    """Say what to do about it where we know, and else repeat the machine's own reason."""
    text = said if isinstance(said, str) else f"{said.strerror}: {said.filename}"
    sentence = "{folder} cannot be used ({reason})."
    if any(words in text for words in _GRAVE):
        sentence = _DAMAGED
    for signs, known in _KNOWN:
        if any(words in text for words in signs):
            sentence = known
            break
    return sentence.format(folder=folder, reason=_reason(text))


def sentence_if_full(error: OSError) -> str | None:
    """For whatever could not be written because nothing can be."""
    if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}:
        return None
    return sentence_for(error, Path(error.filename or "this disk"))


def _reason(text: str) -> str:
    """The line that counts: the last FATAL or error, else the last of all."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    grave = [line for line in lines if re.search(r"FATAL:|PANIC:|error:", line)]
    last = (grave or lines or ["it said nothing"])[-1]
    return re.sub(r"^.*?(?:FATAL|PANIC|error):\s*", "", last).rstrip(".")
