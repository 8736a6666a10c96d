"""Documents that the console's build wrote down: known by their hash, and allowed to cost more.

The manifest is an object of documents by `sha256:` and the 64 hex digits of their text's hash.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

import orjson
import structlog

from infra.log_lines import where
from infra.settings import settings

PREFIX = "sha256:"
_OPERATION = re.compile(r"(?:^|\})\s*(?:query|mutation)\s+(\w+)")

log = structlog.get_logger()


class TrustedDocuments:
    """What one manifest holds; read anew when the file changes, and nothing while there is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._texts: dict[str, str] = {}
        self._operations: dict[str | None, str | None] = {}

    def text_of(self, document_id: str) -> str | None:
        """The document with that id, which is its hash, with or without the prefix."""
        self._look()
        return self._texts.get(document_id.removeprefix(PREFIX))

    def operation_of(self, text: str | None) -> str | None:
        """The name of the operation, if that is the text of one of them."""
        self._look()
        return self._operations.get(text)

    def _look(self) -> None:
        try:
            found = self._path.stat()
        except OSError:
            self._seen, self._texts, self._operations = None, {}, {}
            return
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        if seen == self._seen:
            return
        self._seen = seen
        try:
            self._texts = documents_in(self._path.read_bytes())
            self._operations = {text: operation_in(text) for text in self._texts.values()}
        except (OSError, ValueError) as error:
            # What was trusted before stays so: a build may be writing the file this moment.
            log.warning("trusted documents refused", error=type(error).__name__, where=where(error))


def documents_in(content: bytes) -> dict[str, str]:
    """Texts by hash. Raises ValueError unless every text is what its hash says."""
    held = orjson.loads(content)
    if not isinstance(held, dict):
        raise ValueError("The manifest must be an object of documents by their hash")  # noqa: TRY004 - of a file, not of an argument
    texts = {name.removeprefix(PREFIX): text for name, text in held.items()}
    for digest, text in texts.items():
        if not isinstance(text, str) or hashlib.sha256(text.encode()).hexdigest() != digest:
            raise ValueError(f"{digest} is not the hash of its document")
    return texts


def operation_in(text: str) -> str | None:
    """The name of the operation of a trusted document, which has one, and perhaps fragments."""
    found = _OPERATION.search(text)
    return found and found[1]


def trusted_documents() -> TrustedDocuments:
    """This process's own, of the console that its settings name now."""
    return _held_in(manifest())


@cache
def _held_in(path: Path) -> TrustedDocuments:
    return TrustedDocuments(path)


def manifest() -> Path:
    """Where the console's build writes it."""
    return settings().console_dir / "documents.json"
