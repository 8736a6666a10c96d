"""Whoever reads the words of others leaves an entry, and those whose words they are see it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, select

from api.graphql.parts.records import views
from api.graphql.schema import schema
from api.scopes import Scope
from domain.actor import Actor, Role
from domain.base import new_id
from domain.records.record import Record
from domain.records.version import RecordFact, RecordVersion
from domain.viewer import Viewer
from infra.database import app_engine
from tenants.audit.entry import AuditEntry
from tenants.audit.readings import READ
from tenants.work import open_work
from tests.asking import Asking
from tests.people import NOON, Cast, acting
from tests.talks import shared

READING = "{ record(id: $id) { state current { number facts { text } } } }"
CONTENT = {Scope.CONVERSATIONS_CONTENT_READ, Scope.RECORDS_READ}


@pytest.fixture
def hr_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the policy's form lets HR read: what HR may see of records is widened."""

    def widen(view: type, table: Any) -> None:  # noqa: ANN401 - a table's class
        known = view.__view__  # type: ignore[attr-defined]

        def visible(viewer: Viewer) -> Any:  # noqa: ANN401 - a statement
            return select(table) if viewer.has(Role.HR) else known.visible(viewer)

        monkeypatch.setattr(view, "__view__", replace(known, visible=visible))

    widen(views.RecordVersionView, RecordVersion)
    widen(views.RecordFactView, RecordFact)


async def entries(cast: Cast) -> list[AuditEntry]:
    async with open_work(cast.place, Actor.system()) as work:
        of = select(AuditEntry).where(AuditEntry.deed == READ).order_by(AuditEntry.seq)
        return list(await work.session.scalars(of))


def reading(name: str) -> str:
    """A document of its own, so that no plan of another test is met."""
    return f"query {name}($id: ID!) {READING}"


async def read(cast: Cast, actor: Actor, record: Record, name: str) -> Any:  # noqa: ANN401 - JSON
    answer = await Asking(cast.place, actor).ask(reading(name), id=str(record.id))
    return answer["record"]


@pytest.mark.usefixtures("hr_may")
async def test_hr_reads_a_record_of_others_and_they_are_told(cast: Cast) -> None:
    record = await shared(cast)
    seen = await read(cast, acting(cast.hua), record, "HrReads")
    assert seen["current"] == {"number": 1, "facts": [{"text": "The import takes an hour"}]}
    assert list(seen) == ["state", "current"]
    (entry,) = await entries(cast)
    assert (entry.actor_kind, entry.actor_id) == ("PERSON", cast.hua.id)
    assert (entry.subject, entry.subject_id) == ("record", record.id)
    assert set(entry.about) == {cast.mei.id, cast.omar.id}
    told = "{ contentReadings(first: 5) { nodes { subject subjectId reader { name } } } }"
    for who in (cast.mei, cast.omar):
        answer = await Asking(cast.place, acting(who)).ask(told)
        assert answer["contentReadings"]["nodes"] == [
            {"subject": "record", "subjectId": str(record.id), "reader": {"name": "Hua"}}
        ]
    for who in (cast.ana, cast.hua, cast.wei):
        answer = await Asking(cast.place, acting(who)).ask(told)
        assert answer["contentReadings"]["nodes"] == []


@pytest.mark.usefixtures("hr_may")
async def test_hr_looks_at_what_is_no_content_and_leaves_nothing(cast: Cast) -> None:
    record = await shared(cast)
    document = "query HrLooks($id: ID!) { record(id: $id) { state current { id } } }"
    await Asking(cast.place, acting(cast.hua)).ask(document, id=str(record.id))
    assert await entries(cast) == []


@pytest.mark.usefixtures("hr_may")
async def test_whoever_takes_part_reads_in_one_statement_and_leaves_nothing(cast: Cast) -> None:
    record = await shared(cast)
    statements: list[str] = []
    heard = lambda *each: statements.append(each[2])  # noqa: E731 - a listener has a name
    event.listen(app_engine().sync_engine, "before_cursor_execute", heard)
    for who in (cast.mei, cast.omar):
        assert (await read(cast, acting(who), record, "TheyRead"))["current"] is not None
    event.remove(app_engine().sync_engine, "before_cursor_execute", heard)
    # Readings go to the driver itself: whatever is heard here would be the trail's.
    assert statements == []
    assert await entries(cast) == []


@pytest.mark.usefixtures("hr_may")
async def test_hr_reads_its_own_and_leaves_nothing(cast: Cast) -> None:
    record = await shared(cast)
    hr_herself = Actor.person(cast.omar.id, Role.HR)
    assert (await read(cast, hr_herself, record, "HrReadsOwn"))["current"] is not None
    assert await entries(cast) == []


async def test_a_plugin_that_reads_for_somebody_is_seen(cast: Cast) -> None:
    record, plugin = await shared(cast), new_id()
    for_omar = Actor.person(cast.omar.id, via_id=plugin)
    assert (await read(cast, for_omar, record, "PluginReads"))["current"] is not None
    (entry,) = await entries(cast)
    assert (entry.actor_id, entry.via_id) == (cast.omar.id, plugin)
    assert set(entry.about) == {cast.mei.id, cast.omar.id}


def test_every_view_of_what_was_said_says_whose_it_is() -> None:
    silent = {
        name for name, view in _views().items() if view.scope in CONTENT and view.content is None
    }
    assert silent == {"Record"}, "A record is where it stands; what it says is in its versions"


async def test_without_a_role_nobody_sees_what_is_not_their_own(cast: Cast) -> None:
    """Were it otherwise, the plans of people without a role would have to be marked, too."""
    await shared(cast)
    async with open_work(cast.place, Actor.system()) as work:
        for who in (cast.ana, cast.ivan, cast.wei):
            viewer = Viewer.of(Actor.person(who.id), NOON)
            for view in _views().values():
                if view.content is not None:
                    rows = await work.session.scalars(view.visible(viewer))
                    assert rows.all() == [], (who.name, view.model)


def _views() -> dict[str, Any]:
    kinds = schema._schema.type_map.values()  # noqa: SLF001 - strawberry keeps it there
    made = {
        kind.name: getattr(kind.extensions.get("strawberry-definition"), "origin", None)
        for kind in kinds
    }
    return {name: each.__view__ for name, each in made.items() if hasattr(each, "__view__")}
