"""Heads of the chains, kept outside of PostgreSQL: whoever rewrites a trail there is found out.

A file of JSON lines that is only added to. Ship it elsewhere, or keep it on a disk that the
database's administrators do not reach; the log carries the same.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import structlog

from infra.settings import settings
from tenants.audit.seals import Seal, is_by_current_key, seal_of, sealed

FORMAT: Final = 1
_PRIVATE: Final = 0o600

log = structlog.get_logger()


@dataclass(frozen=True)
class Anchor:
    """So far had the company's chain come, and this was its head."""

    at: datetime
    tenant_id: UUID
    seq: int
    hash: str
    line: int = 0
    seal: Seal = Seal.GOOD
    by_current_key: bool = True


def anchors_file() -> Path:
    """Where they are kept, unless `TANLU_AUDIT_ANCHORS` names another place."""
    named = settings().audit_anchors
    return Path(named) if named else settings().data_dir / "audit" / "anchors.jsonl"


def write_anchor(anchor: Anchor) -> None:
    """Add the line, and come back only when it is on the disk. Raises OSError."""
    said = sealed(
        {
            "format": FORMAT,
            "at": anchor.at.astimezone(UTC).isoformat(),
            "tenant": str(anchor.tenant_id),
            "seq": anchor.seq,
            "hash": anchor.hash,
        }
    )
    path = anchors_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, _PRIVATE)
    try:
        # One write: lines of several workers do not mix.
        os.write(file, (json.dumps(said) + "\n").encode())
        os.fsync(file)
    finally:
        os.close(file)
    head = {name: said[name] for name in ("seq", "hash", "mac")}
    log.info("audit head", tenant_id=said["tenant"], **head)


def read_anchors() -> dict[UUID, list[Anchor]]:
    """Those of each company, in the order of the file; none, where there is no file."""
    found: dict[UUID, list[Anchor]] = {}
    for each in _lines():
        found.setdefault(each.tenant_id, []).append(each)
    return found


def _lines() -> Iterator[Anchor]:
    try:
        file = anchors_file().open(encoding="utf-8")
    except FileNotFoundError:
        return
    with file:
        for number, line in enumerate(file, start=1):
            anchor = _read(number, line)
            if anchor is not None:
                yield anchor


def _read(number: int, line: str) -> Anchor | None:
    """A line that was cut off by a crash says nothing; one that was changed has a broken seal."""
    try:
        said: dict[str, Any] = json.loads(line)
        return Anchor(
            at=datetime.fromisoformat(said["at"]),
            tenant_id=UUID(said["tenant"]),
            seq=int(said["seq"]),
            hash=str(said["hash"]),
            line=number,
            seal=seal_of(said),
            by_current_key=is_by_current_key(said),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
