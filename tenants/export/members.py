"""The members of a complete export in their order, read once and never whole in memory."""

import hashlib
import tarfile
from collections.abc import AsyncIterator, Mapping
from typing import Any

import orjson

from infra.encryption import Unreadable


class Members:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._next = tar.next()
        self._hashes: dict[str, str] = {}

    def json(self, name: str) -> dict[str, Any]:
        """The member that must come now. Raises Unreadable."""
        if self._next is None or self._next.name != name:
            raise Unreadable(f"The part {name} of the file")
        told: dict[str, Any] = orjson.loads(self._take(self._next))
        return told

    async def parts(self, table: str) -> AsyncIterator[bytes]:
        """The table's rows, as they were written."""
        hashed = hashlib.sha256()
        while self._next is not None and self._next.name.startswith(f"{table}/"):
            part = self._take(self._next)
            hashed.update(part)
            yield part
        self._hashes[table] = hashed.hexdigest()

    def compare(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        """With what was written down when they were. Raises Unreadable."""
        if {name: told["sha256"] for name, told in tables.items()} != self._hashes:
            raise Unreadable("The tables of the file")

    def _take(self, member: tarfile.TarInfo) -> bytes:
        file = self._tar.extractfile(member)
        data = file.read() if file else b""
        self._next = self._tar.next()
        return data
