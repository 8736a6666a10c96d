"""The trail as admins read it, filter it and take it out; and other people's sessions."""

import csv
import io
from typing import Any

from domain.actor import Actor
from domain.people.commands import amend_person
from domain.people.person import Person
from tenants.audit.export import defused
from tenants.session import open_session
from tenants.work import open_work
from tests.asking import Asking
from tests.people import NOON, Cast, acting

ENTRIES = """query ($filter: AuditFilter) { auditEntries(first: 3, filter: $filter) { totalCount
    nodes { seq deed actorKind actor { name } about { name } details network } } }"""
EXPORT = """mutation ($input: ExportAuditInput!) { exportAudit(input: $input) {
    csv entries userErrors { message } } }"""
END = """mutation ($input: EndSessionsOfInput!) { endSessionsOf(input: $input) {
    userErrors { code message } } }"""
THEIRS = """query ($id: ID) { personSessions(first: 9, filter: {personId: $id}) {
    nodes { browser person { name } } } }"""


async def ask(cast: Cast, who: Person, document: str, **variables: Any) -> Any:  # noqa: ANN401 - JSON
    return await Asking(cast.place, acting(who)).ask(document, **variables)


async def test_admins_read_the_trail_and_nobody_else_does(cast: Cast) -> None:
    seen = (await ask(cast, cast.wei, ENTRIES))["auditEntries"]
    assert seen["totalCount"] == 8
    newest = seen["nodes"][0]
    assert (newest["seq"], newest["deed"], newest["actorKind"]) == (8, "person.added", "SYSTEM")
    assert newest["about"] == [{"name": "Wei"}]
    for who in (cast.hua, cast.mei, cast.omar):
        assert (await ask(cast, who, ENTRIES))["auditEntries"]["totalCount"] == 0


async def test_it_is_filtered_by_who_what_when_and_about_whom(cast: Cast) -> None:
    async def count(**filter: object) -> int:
        seen = await ask(cast, cast.wei, ENTRIES, filter=filter)
        total: int = seen["auditEntries"]["totalCount"]
        return total

    assert await count(deeds=["person.added"]) == 6
    assert await count(deeds=["person.added"], aboutId=str(cast.ana.id)) == 1
    assert await count(actorId=str(cast.ana.id)) == 0
    assert await count(since=NOON.isoformat()) == 8
    assert await count(until=NOON.isoformat()) == 0


async def test_an_export_is_a_table_in_which_nothing_is_computed_and_stands_in_the_trail(
    cast: Cast,
) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await amend_person(work, person_id=cast.ana.id, name='=HYPERLINK("http://x")')
    told = (await ask(cast, cast.wei, EXPORT, input={"deeds": ["person.added"]}))["exportAudit"]
    assert (told["entries"], told["userErrors"]) == (6, [])
    rows = list(csv.DictReader(io.StringIO(told["csv"].removeprefix("\ufeff"))))
    assert [row["about"] for row in rows] == [
        "Mei", "Omar", """'=HYPERLINK("http://x")""", "Ivan", "Hua", "Wei",
    ]  # fmt: skip
    newest = (await ask(cast, cast.wei, ENTRIES))["auditEntries"]["nodes"][0]
    assert (newest["deed"], newest["actor"]) == ("audit.exported", {"name": "Wei"})
    assert newest["details"]["entries"] == 6


async def test_only_admins_take_it_out(cast: Cast) -> None:
    told = (await ask(cast, cast.hua, EXPORT, input={}))["exportAudit"]
    assert told == {
        "csv": None, "entries": None, "userErrors": [{"message": "Only an admin can do this"}],
    }  # fmt: skip


def test_cells_that_a_spreadsheet_would_compute_are_defused() -> None:
    cells = ["=1", "+1", "-1", "@x", "\tx", "\rx", "x=1", None, 7]
    assert [defused(each) for each in cells] == [
        "'=1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "x=1", "", "7",
    ]  # fmt: skip


async def test_an_admin_sees_where_somebody_is_signed_in_and_signs_them_out(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        open_session(work, cast.omar.id, browser="Firefox")
        open_session(work, cast.mei.id, browser="Chrome")
    mine = {"browser": "Firefox", "person": {"name": "Omar"}}
    omar = str(cast.omar.id)
    assert (await ask(cast, cast.wei, THEIRS, id=omar))["personSessions"]["nodes"] == [mine]
    assert (await ask(cast, cast.hua, THEIRS, id=omar))["personSessions"]["nodes"] == []
    refused = await ask(cast, cast.hua, END, input={"personId": omar})
    assert refused["endSessionsOf"]["userErrors"][0]["code"] == "NOT_ALLOWED"
    ended = await ask(cast, cast.wei, END, input={"personId": omar, "tokensToo": True})
    assert ended["endSessionsOf"]["userErrors"] == []
    assert (await ask(cast, cast.wei, THEIRS, id=omar))["personSessions"]["nodes"] == []
    newest = (await ask(cast, cast.wei, ENTRIES))["auditEntries"]["nodes"][0]
    assert (newest["deed"], newest["about"]) == ("session.ended", [{"name": "Omar"}])
