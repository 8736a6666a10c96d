"""Documents by their hash: only what the console's build wrote down, and as it wrote it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.graphql.serving.limits import TRUSTED_COST
from api.graphql.serving.trusted import operation_in
from api.middleware import Watched
from infra.settings import settings
from infra.telemetry import metrics
from infra.trouble import Trouble
from operate import documents as checking
from tests.api.graphql.small import client, small

WORD = "query Word{word}"
RENAME = 'mutation Rename{rename(title:"x")}'
GOALS = "query Goals($n:Int!){goals(first:$n){nodes{children(first:48){title}}}}"
"""One connection, its goals, and 48 children of each: 1 + n × 49 points."""


def id_of(document: str) -> str:
    return "sha256:" + hashlib.sha256(document.encode()).hexdigest()


def write(manifest: Path, *documents: str) -> None:
    put(manifest, orjson.dumps({id_of(each): each for each in documents}))


def put(manifest: Path, content: bytes | None) -> None:
    """No content: no file."""
    if content is None:
        manifest.unlink()
    else:
        manifest.write_bytes(content)


@pytest.fixture
def manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The manifest of this test's own."""
    path = tmp_path / "documents.json"
    monkeypatch.setenv("TANLU_CONSOLE_DIR", str(tmp_path))
    settings.cache_clear()
    yield path
    monkeypatch.undo()
    settings.cache_clear()


async def send(**body: Any) -> httpx2.Response:  # noqa: ANN401 - JSON
    media = {"Accept": "application/graphql-response+json"}
    async with client() as http:
        return await http.post("/graphql", content=orjson.dumps(body), headers=media)


def code_of(answer: httpx2.Response) -> str:
    code: str = answer.json()["errors"][0]["extensions"]["code"]
    return code


async def test_a_document_by_its_id(manifest: Path) -> None:
    write(manifest, WORD)
    for named in (id_of(WORD), id_of(WORD).removeprefix("sha256:")):
        assert (await send(documentId=named)).json()["data"] == {"word": "hello"}


async def test_by_get_too(manifest: Path) -> None:
    write(manifest, WORD, RENAME)
    async with client() as http:
        read = await http.get("/graphql", params={"documentId": id_of(WORD)})
        written = await http.get("/graphql", params={"documentId": id_of(RENAME)})
    assert read.json()["data"] == {"word": "hello"}
    assert (written.status_code, written.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("named", [id_of("{goal{title}}"), "sha256:", "", "word", "sha256:" + WORD])
async def test_an_unknown_id(manifest: Path, named: str) -> None:
    write(manifest, WORD)
    answer = await send(documentId=named)
    assert (answer.status_code, code_of(answer)) == (404, "DOCUMENT_NOT_FOUND")
    assert "data" not in answer.json()


@pytest.mark.usefixtures("manifest")
async def test_no_console_no_document() -> None:
    assert code_of(await send(documentId=id_of(WORD))) == "DOCUMENT_NOT_FOUND"
    assert (await send(query=WORD)).status_code == 200


@pytest.mark.parametrize("named", [7, [id_of(WORD)], {"id": id_of(WORD)}, True])
async def test_an_id_that_is_no_text(manifest: Path, named: object) -> None:
    write(manifest, WORD)
    answer = await send(documentId=named)
    assert (answer.status_code, code_of(answer)) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    ("query", "status"), [(WORD, 200), (None, 200), (WORD + " ", 400), ("", 400), ([WORD], 400)]
)
async def test_id_and_text_must_agree(manifest: Path, query: object, status: int) -> None:
    write(manifest, WORD)
    assert (await send(documentId=id_of(WORD), query=query)).status_code == status


@pytest.mark.parametrize("size", [100])
async def test_only_what_is_trusted_may_cost_more(manifest: Path, size: int) -> None:
    write(manifest, GOALS)
    points = 1 + size * 49
    assert points <= TRUSTED_COST
    assert (await send(documentId=id_of(GOALS), variables={"n": size})).status_code == 200
    other = GOALS.replace("Goals", "Mine")
    refused = (await send(query=other, variables={"n": size})).json()["errors"][0]["extensions"]
    assert (refused["code"], refused["allowed"], refused["found"]) == (
        "MAX_COST_EXCEEDED",
        1_000,
        points,
    )


async def test_what_is_trusted_has_its_limit_too(manifest: Path) -> None:
    dear = GOALS.replace("48", "50")
    write(manifest, dear)
    assert (await send(documentId=id_of(dear), variables={"n": 98})).status_code == 200
    answer = (await send(documentId=id_of(dear), variables={"n": 99})).json()
    assert answer["errors"][0]["extensions"]["allowed"] == TRUSTED_COST
    assert answer["errors"][0]["extensions"]["found"] == 1 + 99 * 51


async def test_what_is_trusted_is_charged_a_tenth(manifest: Path) -> None:
    """What it was charged; one point more than full tenths is charged as one more."""
    write(manifest, GOALS)
    trusted = (await send(documentId=id_of(GOALS), variables={"n": 20})).json()
    assert trusted["extensions"]["cost"]["requested"] == 99  # of 1 + 20 * 49 points
    other = (await send(query=GOALS.replace("Goals", "Mine"), variables={"n": 20})).json()
    assert other["extensions"]["cost"]["requested"] == 981


async def test_ours_go_by_their_own_name_and_others_by_none(manifest: Path) -> None:
    write(manifest, WORD)
    for body in (
        {"documentId": id_of(WORD)},
        {"documentId": id_of(WORD), "operationName": "Written"},
        {"query": "query Written{word}", "operationName": "Written"},
        {"query": "query Other{word}", "operationName": "Other"},
    ):
        transport = httpx2.ASGITransport(app=Watched(small))
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            await http.post("/graphql", json=body, headers={"Authorization": "Bearer x"})
    figures = text_string_to_metric_families(metrics().decode())
    named = {
        sample.labels["operation"]
        for each in figures
        if each.name == "tanlu_request_seconds"
        for sample in each.samples
    }
    assert {"Word", "unnamed"} <= named
    assert not {"Written", "Other"} & named


async def test_a_new_build_is_noticed(manifest: Path) -> None:
    write(manifest, WORD)
    assert (await send(documentId=id_of(WORD))).status_code == 200
    write(manifest, RENAME)
    assert (await send(documentId=id_of(WORD))).status_code == 404
    assert (await send(documentId=id_of(RENAME))).status_code == 200
    put(manifest, None)
    assert (await send(documentId=id_of(RENAME))).status_code == 404


@pytest.mark.parametrize(
    "broken", [b"", b"[]", b'{"sha256:', orjson.dumps({id_of(WORD): "query Word{wort}"})]
)
async def test_a_broken_manifest_changes_nothing(manifest: Path, broken: bytes) -> None:
    write(manifest, WORD)
    assert (await send(documentId=id_of(WORD))).status_code == 200
    put(manifest, broken)
    assert (await send(documentId=id_of(WORD))).status_code == 200
    forged = await send(documentId=id_of("query Word{wort}"))
    assert forged.status_code == 404


async def test_a_manifest_broken_from_the_first_is_none(manifest: Path) -> None:
    put(manifest, orjson.dumps({id_of(WORD): WORD, id_of(RENAME): "{word}"}))
    assert (await send(documentId=id_of(WORD))).status_code == 404


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ("{viewer{name}}", "a document holds one operation, and it has a name"),
        ("query A{viewer{name}} query B{viewer{name}}", "a document holds one operation"),
        ("query A{viewer{nam}}", "Cannot query field 'nam' on type 'Person'."),
        ("query A{viewer{name}", "Syntax Error"),
        ("query A{people(first:500){totalCount}}", "A page holds 0 to 100 items"),
    ],
)
def test_the_check_names_what_cannot_be_served(document: str, fault: str) -> None:
    (line,) = checking.faults({id_of(document).removeprefix("sha256:"): document})
    assert fault in line


def test_the_check_reads_the_manifest(manifest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(manifest, "query A{viewer{name}}")
    assert checking.run(None) == 0  # type: ignore[arg-type] - it has no arguments
    assert capsys.readouterr().out == "Documents of the console, all valid: 1\n"
    manifest.write_bytes(orjson.dumps({id_of(WORD): "query Word{wort}"}))
    with pytest.raises(Trouble, match="is not the hash of its document"):
        checking.run(None)  # type: ignore[arg-type] - as above


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("query Home { viewer { id } }", "Home"),
        ("fragment Line on Word { text } mutation Rename($x: Int) { rename }", "Rename"),
        ("fragment query on Word { query mutation } query Last{word}", "Last"),
        ("{ word }", None),
    ],
)
def test_the_name_that_a_document_goes_by(text: str, name: str | None) -> None:
    assert operation_in(text) == name
