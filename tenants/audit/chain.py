"""The chain: each entry is numbered, and hashed together with the one before it."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import Table, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.base import new_id
from domain.work import UnitOfWork
from tenants.audit.entry import AuditEntry
from tenants.audit.notes import Note, ask_anchor, taken_notes
from tenants.audit.origin import Origin, origin
from tenants.pending import store_asked

FORMAT: Final = 1
ANCHORED_EACH: Final = 1_000
"""Entries, so that never more than these can be lost unseen."""
_HASHED: Final = (
    "id",
    "seq",
    "actor_kind",
    "actor_id",
    "via_id",
    "program_id",
    "deed",
    "subject",
    "subject_id",
    "about",
    "details",
    "network",
    "format",
    "salt",
    "previous_hash",
)

_ENTRIES = cast("Table", AuditEntry.__table__)
# No row to lock: the company's role may not change any. The number is unique all the same.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:chain, 0))")
_HEAD = select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)


def hash_of(tenant_id: UUID, entry: Mapping[str, Any]) -> str:
    """SHA-256 over format 1: the columns in canonical JSON, whose chain it is, and the salt.

    Without the salt a head that was handed to others would let them try out what it stands for.
    """
    content = {name: entry[name] for name in _HASHED}
    content |= {"tenant_id": tenant_id, "at": entry["at"].astimezone(UTC).isoformat()}
    canonical = json.dumps(
        content, default=str, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


async def append_noted(work: UnitOfWork) -> bool:
    """Write down what the unit noted. The last thing it does, so that others wait least.

    At each full thousand the head is anchored at once, and nobody waits for the minutes to pass.
    Says whether that was asked for.
    """
    notes = taken_notes(work)
    if not notes:
        return False
    await work.session.flush()
    rows = await append(await work.session.connection(), work.tenant_id, notes, work.now)
    if (rows[0]["seq"] - 1) // ANCHORED_EACH == rows[-1]["seq"] // ANCHORED_EACH:
        return False
    ask_anchor(work, at=work.now)
    return await store_asked(work)


async def append(
    connection: AsyncConnection, tenant_id: UUID, notes: Sequence[Note], now: datetime
) -> Sequence[Mapping[str, Any]]:
    """Add entries in a transaction that acts for the company; until it ends, nobody else does.

    Gives them as they are kept.
    """
    await connection.execute(_ONE_AT_A_TIME, {"chain": f"audit {tenant_id}"})
    head = (await connection.execute(_HEAD)).first()
    seq, previous = (head.seq, head.hash) if head else (0, None)
    rows = []
    for number, each in enumerate(notes, start=seq + 1):
        row = _row(each, origin(), now) | {"seq": number, "previous_hash": previous}
        row["hash"] = previous = hash_of(tenant_id, row)
        rows.append(row)
    await connection.execute(insert(_ENTRIES), rows)
    return rows


def _row(note: Note, origin: Origin, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "at": now,
        "actor_kind": note.kind,
        "actor_id": note.person_id,
        "via_id": note.via_id,
        "program_id": origin.program_id,
        "deed": note.deed,
        "subject": note.subject,
        "subject_id": note.subject_id,
        "about": list(note.about),
        "details": dict(note.details),
        "network": origin.network,
        "format": FORMAT,
        "salt": secrets.token_hex(16),
    }
