"""What a company may take along, and a company that comes back from a file."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import cast

import asyncpg
import pytest
from sqlalchemy import Table

from domain.actor import Actor
from domain.base import new_id
from domain.conversations.preparation import Visibility
from domain.conversations.talking_point import TalkingPoint
from domain.errors import Conflict, Invalid
from domain.people.queries import person_by_email
from infra.database import Place
from tenants.directory import known_tenant_of
from tenants.export import restoring
from tenants.export.complete import export_complete
from tenants.export.plain import export_tenant
from tenants.export.restoring import import_tenant
from tenants.export.tables import holds_text, kinds
from tenants.lifecycle import delete_tenant
from tenants.operations.operator_log import newest_deeds
from tenants.vault import company_key, seal, unseal
from tenants.work import open_work
from tests.people import Cast

PRIVATE, SHARED, SECRET = "private-needle-7", "shared-needle-7", "secret-needle-7"
PHRASE = "correct horse battery"


@pytest.fixture
async def slug(cast: Cast) -> str:
    """A company in which two talk, one of them also to herself, and something is kept secret."""
    async with open_work(cast.place, Actor.system()) as work:
        for text, visibility in (
            (PRIVATE, Visibility.AUTHOR_ONLY),
            (SHARED, Visibility.PARTICIPANTS),
        ):
            work.session.add(
                TalkingPoint(
                    manager_id=cast.mei.id,
                    subject_id=cast.omar.id,
                    author_id=cast.mei.id,
                    visibility=visibility,
                    text=text,
                    raised_at=work.now,
                )
            )
        await seal(work, SECRET, about="here")
    return (await known_tenant_of(cast.place.tenant_id)).slug or ""


def test_every_table_says_what_of_it_is_exported() -> None:
    silent = [kind.__name__ for kind in kinds() if kind.exported is None]
    assert silent == []


def test_every_text_is_either_taken_along_or_withheld() -> None:
    """A new column that nobody has thought about fails here, and stays out until then."""
    unsaid, unknown = set(), set()
    for kind in kinds():
        mark, table = kind.exported, cast("Table", kind.__table__)
        if mark is None or mark.rows == "false":
            continue
        named = [*mark.texts, *mark.withheld]
        assert len(named) == len(set(named)), kind.__name__
        texts = {column.name for column in table.columns if holds_text(column)}
        unsaid |= {f"{kind.__name__}.{name}" for name in texts - set(named)}
        unknown |= {f"{kind.__name__}.{name}" for name in set(named) - texts}
    assert (unsaid, unknown) == (set(), set())


def test_no_secret_is_named_to_be_taken_along() -> None:
    words = ("sealed", "secret", "wrapped", "salt", "token", "verifier", "password")
    named = [
        f"{kind.__name__}.{name}"
        for kind in kinds()
        for name in (kind.exported.texts if kind.exported else ())
        if any(word in name for word in words)
    ]
    assert named == []


def test_whatever_may_be_its_author_s_alone_is_kept_back() -> None:
    """Rows that say who may read them are exported only if others may."""
    open_rows = [
        kind.__name__
        for kind in kinds()
        if "visibility" in cast("Table", kind.__table__).columns
        if kind.exported is None or kind.exported.rows != "visibility = 'PARTICIPANTS'"
    ]
    assert open_rows == []


async def test_an_export_holds_rows_hashes_and_nothing_private(slug: str, tmp_path: Path) -> None:
    path = tmp_path / "acme.zip"
    written = await export_tenant(slug, path, by="shell:tests")
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as zipped:
        manifest = json.loads(zipped.read("manifest.json"))
        files = {name: zipped.read(name) for name in zipped.namelist()}
    assert manifest["company"]["slug"] == slug
    for name, told in manifest["tables"].items():
        content = files[f"{name}.jsonl"]
        lines = [json.loads(line) for line in content.splitlines()]
        assert (len(lines), hashlib.sha256(content).hexdigest()) == (told["rows"], told["sha256"])
        assert all(list(line) == told["columns"] for line in lines)
    assert written.done == sum(told["rows"] for told in manifest["tables"].values())
    everything = b"".join(files.values())
    assert (SHARED.encode() in everything, PRIVATE.encode() in everything) == (True, False)
    assert b"Mei" in files["people.jsonl"]
    assert not any(word in everything for word in (SECRET.encode(), b"wrapped", b"v1."))
    with pytest.raises(Conflict, match="is there already"):
        await export_tenant(slug, path)
    (line,) = [each for each in await newest_deeds(5, slug) if each.deed == "EXPORT"]
    assert (line.by, line.details) == ("shell:tests", {"rows": written.done})


async def rows_of(owner: asyncpg.Connection, place: Place) -> dict[str, list[str]]:
    """Every row of every table of the company, but for its wrapped key."""
    found = {}
    for kind in kinds():
        table = cast("Table", kind.__table__)
        if table.name == "tenant_keys":
            continue
        where = f" WHERE tenant_id = '{place.tenant_id}'" if table.schema else ""
        name = table.fullname if table.schema else f"{place.schema}.{table.name}"
        rows = await owner.fetch(f"SELECT to_jsonb(each)::text AS row FROM {name} AS each{where}")
        found[table.fullname] = sorted(row["row"] for row in rows)
    return found


async def test_a_company_comes_back_row_by_row(
    slug: str, cast: Cast, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        sealed = await seal(work, SECRET, about="here")
        chain = await company_key(work, "a chain")
    before, path = await rows_of(owner, cast.place), tmp_path / "acme.tanlu"
    written = await export_complete(slug, path, PHRASE)
    assert written.done == sum(map(len, before.values()))
    with pytest.raises(Conflict, match="still lives"):
        await import_tenant(path, f"{slug}-2", PHRASE)
    await delete_tenant(slug)
    place = await import_tenant(path, slug, PHRASE)
    assert place == cast.place
    assert await rows_of(owner, place) == before
    async with open_work(place, Actor.system()) as work:
        assert await unseal(work, sealed, about="here") == SECRET
        assert await company_key(work, "a chain") == chain
        assert await person_by_email(work, cast.mei.email) is not None
    content = path.read_bytes()
    assert not any(word.encode() in content for word in (PRIVATE, SHARED, SECRET, "Mei"))


async def test_what_was_changed_or_is_not_opened_restores_nothing(
    slug: str, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    path = tmp_path / "acme.tanlu"
    await export_complete(slug, path, PHRASE)
    await delete_tenant(slug)
    whole = path.read_bytes()
    refused = {
        "another passphrase": (whole, "correct horse batterz"),
        "cut off": (whole[:-1], PHRASE),
        "longer": (whole + b"\0", PHRASE),
        "empty": (b"", PHRASE),
        "another file": (b"PK" + whole[2:], PHRASE),
    }
    for at in (0, 8, 9, 12, 27, 31, 40, len(whole) // 2, len(whole) - 1):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        refused[f"byte {at}"] = (bytes(flipped), PHRASE)
    for what, (content, phrase) in refused.items():
        path.write_bytes(content)
        with pytest.raises(Invalid, match="nothing was restored"):
            await import_tenant(path, slug, phrase)
        left = "SELECT count(*) FROM platform.tenants WHERE slug = $1"
        assert await owner.fetchval(left, slug) == 0, what
    path.write_bytes(whole)
    await import_tenant(path, slug, PHRASE)


async def test_a_failure_in_the_middle_leaves_nothing(
    slug: str,
    cast: Cast,
    owner: asyncpg.Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "acme.tanlu"
    await export_complete(slug, path, PHRASE)
    await delete_tenant(slug)

    def broken(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(restoring.Members, "compare", broken)
        with pytest.raises(RuntimeError):
            await import_tenant(path, slug, PHRASE)
    state = "SELECT state FROM platform.tenants WHERE id = $1"
    assert await owner.fetchval(state, cast.place.tenant_id) == "DELETED"
    assert await owner.fetchval("SELECT to_regnamespace($1)", cast.place.schema) is None
    await import_tenant(path, f"{slug}-{new_id().hex[:4]}", PHRASE)
