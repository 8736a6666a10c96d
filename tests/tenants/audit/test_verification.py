"""Whatever the owner of the database does to a trail behind its back is found, and said."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from domain.actor import Actor
from domain.base import new_id
from infra.database import Place
from infra.settings import settings
from tenants.audit.anchoring import anchor
from tenants.audit.anchors import read_anchors
from tenants.audit.chain import hash_of
from tenants.audit.notes import ANCHOR, ANCHORED_WITHIN, note
from tenants.audit.verification import Findings, verify
from tenants.jobs import JOBS, Run
from tenants.work import open_work
from tests.people import NOON

SWAP = (
    "UPDATE {0} SET seq = CASE seq WHEN 7 THEN 108 WHEN 8 THEN 7 END WHERE seq IN (7, 8);"
    "UPDATE {0} SET seq = 8 WHERE seq = 108"
)


async def happen(place: Place, times: int, *, at_once: int = 1) -> None:
    for _ in range(times):
        async with open_work(place, Actor.system(), now=NOON) as work:
            for _ in range(at_once):
                note(work, "token.revoked", subject="token", subject_id=new_id())


async def anchored(place: Place) -> None:
    await JOBS[ANCHOR].start(Run(place, new_id(), now=NOON), {})


async def found(place: Place) -> Findings:
    return await verify(place, read_anchors().get(place.tenant_id, []))


@pytest.fixture
async def kept(acme: Place, anchors: Path) -> Place:
    """Twenty entries, the head anchored at the tenth and at the twentieth."""
    assert not _is_there(anchors)
    for _ in range(2):
        await happen(acme, 10)
        await anchored(acme)
    return acme


async def test_what_was_left_alone_is_as_it_was_written(kept: Place) -> None:
    assert await found(kept) == Findings(entries=20, first=1, last=20, anchors=2)
    await happen(kept, 3)
    assert (await found(kept)).remarks == ["the last 3 entries have no anchor yet"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE {0} SET deed = 'x' WHERE seq = 7", "entry 7 is not what was written here"),
        ("UPDATE {0} SET actor_kind = 'AI' WHERE seq = 7", "entry 7 is not what was written here"),
        ("UPDATE {0} SET at = at + interval '1 s' WHERE seq = 7", "entry 7 is not what was"),
        ("UPDATE {0} SET details = '{{\"a\": 1}}' WHERE seq IN (3, 4)", "entries 3 to 4 are not"),
        ("UPDATE {0} SET salt = 'x' WHERE seq = 20", "entry 20 is not what was written here"),
        ("DELETE FROM {0} WHERE seq = 7", "entry 7 is missing"),
        ("DELETE FROM {0} WHERE seq BETWEEN 7 AND 9", "entries 7 to 9 are missing"),
        ("DELETE FROM {0} WHERE seq < 4", "entries 1 to 3 are missing"),
        ("DELETE FROM {0} WHERE seq > 18", "the end is cut off: the trail ends with entry 18"),
        ("DELETE FROM {0}", "the end is cut off: the trail ends with entry 0"),
        (
            SWAP,
            "entry 7 does not follow from the one before it",
        ),
    ],
)
async def test_what_the_owner_does_is_found(
    kept: Place, owner: asyncpg.Connection, change: str, said: str
) -> None:
    await owner.execute(change.format(f"{kept.schema}.audit_entries"))
    assert (await found(kept)).problems[0].startswith(said)


async def test_an_entry_slipped_in_is_found(kept: Place, owner: asyncpg.Connection) -> None:
    table = f"{kept.schema}.audit_entries"
    await owner.execute(f"DELETE FROM {table} WHERE seq = 7")
    await owner.execute(
        f"INSERT INTO {table} SELECT gen_random_uuid(), 7, at, actor_kind, actor_id, via_id,"
        f" program_id, deed, subject, subject_id, about, details, network, format, salt,"
        f" previous_hash, hash FROM {table} WHERE seq = 6"
    )
    problems = (await found(kept)).problems
    assert "entry 7 does not follow from the one before it: one was exchanged" in problems


async def test_a_history_written_anew_from_some_entry_on_is_found(
    kept: Place, owner: asyncpg.Connection
) -> None:
    """Every hash fits the other: only what was anchored elsewhere knows better."""
    await _rewrite(owner, kept, first=13)
    (problem,) = (await found(kept)).problems
    assert problem == (
        "entries 11 to 20 are another history: the head of entry 20 was anchored on"
        " 2026-06-10 12:00 UTC with another hash"
    )


async def test_a_history_written_anew_as_a_whole_is_found(
    kept: Place, owner: asyncpg.Connection
) -> None:
    await _rewrite(owner, kept, first=1)
    assert (await found(kept)).problems[0].startswith("entries 1 to 10 are another history")


async def test_a_backup_of_yesterday_is_found(kept: Place, owner: asyncpg.Connection) -> None:
    """As good as the day it was made, but the trail had come further since."""
    await owner.execute(f"DELETE FROM {kept.schema}.audit_entries WHERE seq > 10")
    assert (await found(kept)).problems == [
        "the end is cut off: the trail ends with entry 10, and on 2026-06-10 12:00 UTC it had 20"
    ]
    await happen(kept, 15)
    assert (await found(kept)).problems[0].startswith("entries 11 to 20 are another history")


async def test_two_companies_whose_trails_were_swapped_are_found(
    kept: Place, rival: Place, owner: asyncpg.Connection
) -> None:
    await happen(rival, 20)
    await anchored(rival)
    mine, theirs = f"{kept.schema}.audit_entries", f"{rival.schema}.audit_entries"
    await owner.execute(
        f"CREATE TEMPORARY TABLE aside AS TABLE {mine}; DELETE FROM {mine};"
        f"INSERT INTO {mine} TABLE {theirs}; DELETE FROM {theirs};"
        f"INSERT INTO {theirs} TABLE aside; DROP TABLE aside"
    )
    for place in (kept, rival):
        assert "entries 1 to 20 are not what was written here" in (await found(place)).problems


async def test_an_anchor_that_was_changed_is_found(kept: Place, anchors: Path) -> None:
    _edit(anchors, '"seq": 10', '"seq": 9')
    assert (await found(kept)).problems == ["line 1 of the anchors was changed"]


async def test_an_anchor_of_another_key_says_nothing(
    kept: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANLU_SECRET_KEY", "another key for tests")
    settings.cache_clear()
    findings = await found(kept)
    monkeypatch.undo()
    settings.cache_clear()
    assert (findings.problems, findings.anchors) == ([], 0)
    assert findings.remarks[0] == "2 anchors were made with another secret key"


async def test_a_line_that_a_crash_cut_off_is_passed_over(kept: Place, anchors: Path) -> None:
    with anchors.open("a") as file:
        file.write('{"format": 1, "at": "2026')
    assert (await found(kept)).good


async def test_whoever_notes_something_asks_for_an_anchor(
    acme: Place, owner: asyncpg.Connection
) -> None:
    await happen(acme, 3)
    waiting = await owner.fetch(
        "SELECT run_at FROM platform.pending_jobs WHERE tenant_id = $1 AND name = $2",
        acme.tenant_id,
        anchor.name,
    )
    assert [str(row["run_at"] - NOON) for row in waiting] == ["0:05:00"]


def _is_there(path: Path) -> bool:
    return path.exists()


def _edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new))


async def _rewrite(owner: asyncpg.Connection, place: Place, *, first: int) -> None:
    """As somebody would who owns the database, knows this code and does not know the key."""
    table = f"{place.schema}.audit_entries"
    previous: str | None = None
    for row in await _rows(owner, table):
        if row["seq"] >= first:
            row |= {"deed": "session.ended", "previous_hash": previous}
            row["hash"] = hash_of(place.tenant_id, row)
            await owner.execute(
                f"UPDATE {table} SET deed = $2, previous_hash = $3, hash = $4 WHERE seq = $1",
                row["seq"],
                row["deed"],
                row["previous_hash"],
                row["hash"],
            )
        previous = row["hash"]


async def _rows(owner: asyncpg.Connection, table: str) -> Sequence[dict[str, Any]]:
    await owner.set_type_codec("jsonb", schema="pg_catalog", encoder=str, decoder=json.loads)
    return [dict(row) for row in await owner.fetch(f"SELECT * FROM {table} ORDER BY seq")]


async def test_each_full_thousand_of_entries_is_anchored_at_once(
    acme: Place, owner: asyncpg.Connection
) -> None:
    """However few each transaction leaves."""
    waits = "SELECT run_at FROM platform.pending_jobs WHERE tenant_id = $1 AND name = $2"
    await happen(acme, 3, at_once=333)
    assert await owner.fetchval(waits, acme.tenant_id, ANCHOR) == NOON + ANCHORED_WITHIN
    await happen(acme, 1)
    assert await owner.fetchval(waits, acme.tenant_id, ANCHOR) == NOON
