"""A step that was drafted from what differs makes what the models say."""

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.naming import conv

from domain.base import APPEND_ONLY, Stored, new_id
from infra.database import owner_url
from infra.trouble import Trouble
from tenants.migrations.draft import draft, draft_steps
from tenants.migrations.rendering import render
from tenants.migrations.steps import DECIDE, PLATFORM_STEPS, TENANT_STEPS, read_steps
from tenants.shared import Shared
from tests.server import another_database
from tests.tenants.catalog import picture, plain

Change = Callable[[MetaData], object]


@pytest.fixture
async def empty() -> AsyncIterator[asyncpg.Connection]:
    """An empty database, as the one that the command starts."""
    async with another_database():
        owner = await asyncpg.connect(plain(owner_url()))
        yield owner
        await owner.close()


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TENANT_STEPS, tmp_path / "tenant"))


async def test_what_was_added_is_drafted(empty: asyncpg.Connection, steps: Path) -> None:
    models = _models()
    _add_moods(models)
    people = models.tables["people"]
    people.append_column(Column("nickname", Text, index=True))
    people.append_column(Column("mood_id", Uuid, ForeignKey("moods.id")))
    people.append_column(Column("visits", Integer, nullable=False, server_default="0"))
    (path, sql), *rest = (await _drafted(empty, steps, models)).items()
    assert rest == []
    assert path.name == f"{len(read_steps(TENANT_STEPS)) + 1:04}_moods.sql"
    assert sql == ADDED
    await _leads_there(empty, steps, models)


ADDED = """\
-- phase: expand
CREATE TABLE moods (
    id UUID NOT NULL,
    said TEXT NOT NULL,
    said_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_moods PRIMARY KEY (id),
    CONSTRAINT ck_moods_said CHECK (said <> '')
);

CREATE INDEX ix_moods_said_at ON moods (said_at);

ALTER TABLE people
    ADD COLUMN nickname TEXT,
    ADD COLUMN mood_id UUID,
    ADD COLUMN visits INTEGER DEFAULT '0' NOT NULL,
    ADD CONSTRAINT fk_people_mood_id FOREIGN KEY(mood_id) REFERENCES moods (id);

CREATE INDEX ix_people_nickname ON people (nickname);

DO $$ BEGIN EXECUTE format('REVOKE UPDATE, DELETE ON moods FROM %I', current_schema()); END $$;
"""


async def test_a_wider_check_and_what_goes_are_steps_after(
    empty: asyncpg.Connection, steps: Path
) -> None:
    models = _models()
    goals = models.tables["goals"]
    _wider(goals, "ck_goals_goaltype")
    models.tables["events"].append_column(Column("note", Text))
    for index in list(models.tables["events"].indexes):
        if index.name == "ix_events_name":
            models.tables["events"].indexes.remove(index)
    drafted = await _drafted(empty, steps, models)
    assert [path.name[5:] for path in drafted] == ["moods.sql", "moods_replaced.sql"]
    added, replaced = drafted.values()
    assert added == "-- phase: expand\nALTER TABLE events ADD COLUMN note TEXT;\n"
    assert replaced.startswith("-- phase: contract\n")
    assert "DROP INDEX ix_events_name;" in replaced
    assert "DROP CONSTRAINT ck_goals_goaltype,\n    ADD CONSTRAINT ck_goals_goaltype" in replaced
    assert DECIDE not in replaced
    await _leads_there(empty, steps, models)


def _required(models: MetaData) -> None:
    models.tables["people"].append_column(Column("nickname", Text, nullable=False))


def _renamed(models: MetaData) -> None:
    events = models.tables["events"]
    events._columns.remove(events.c.causation_id)  # noqa: SLF001 - there is no other way
    events.append_column(Column("because_of_id", Uuid))


def _retyped(models: MetaData) -> None:
    models.tables["events"].c.causation_id.type = Text()


def _stricter(models: MetaData) -> None:
    models.tables["events"].c.causation_id.nullable = False


def _checked(models: MetaData) -> None:
    check = CheckConstraint("subject <> ''", name="subject")
    models.tables["events"].append_constraint(check)


def _unique(models: MetaData) -> None:
    events = models.tables["events"]
    Index("uq_events_occurred_at", events.c.occurred_at, unique=True)


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        (_required, "rows that are there need a value for nickname"),
        (_renamed, "causation_id goes and because_of_id came: was it renamed?"),
        (_retyped, "is each uuid in causation_id a text?"),
        (_stricter, "has each row that is there a value for causation_id?"),
        (_checked, "do all rows that are there keep to ck_events_subject?"),
        (_unique, "is each row that is there alone by uq_events_occurred_at?"),
    ],
)
async def test_what_rows_decide_is_asked_and_refused_until_it_is_answered(
    empty: asyncpg.Connection, steps: Path, change: Change, asks: str
) -> None:
    models = _models()
    change(models)
    drafted = await _drafted(empty, steps, models)
    (asked,) = [
        line for sql in drafted.values() for line in sql.splitlines() if line.startswith(DECIDE)
    ]
    assert asked.startswith(f"{DECIDE} {asks}")
    with pytest.raises(Trouble, match=f"has something left to decide: {DECIDE}"):
        read_steps(steps)
    for path, sql in drafted.items():
        path.write_text("".join(each for each in sql.splitlines(True) if DECIDE not in each))
    await _leads_there(empty, steps, models)


async def test_where_nothing_differs_nothing_is_drafted(empty: asyncpg.Connection) -> None:
    with pytest.raises(Trouble, match="there is nothing to draft"):
        await draft(empty, "moods")


async def test_a_shared_table_is_drafted_in_its_place(
    empty: asyncpg.Connection, tmp_path: Path
) -> None:
    steps = Path(shutil.copytree(PLATFORM_STEPS, tmp_path / "platform"))
    models = _models(Shared.metadata)
    models.tables["platform.ticks"].append_column(Column("note", Text))
    drafted = await draft_steps(empty, steps, models, "noted", "platform")
    assert list(drafted.values()) == [
        "-- phase: expand\nALTER TABLE platform.ticks ADD COLUMN note TEXT;\n"
    ]


@pytest.mark.parametrize("name", ["", "Moods", "two words", "../moods", "1st"])
async def test_a_name_that_is_none_is_refused(empty: asyncpg.Connection, name: str) -> None:
    with pytest.raises(Trouble, match="is no name for a step"):
        await draft(empty, name)


def _models(of: MetaData = Stored.metadata) -> MetaData:
    """A copy that may be changed."""
    copy = MetaData(naming_convention=of.naming_convention)
    for table in of.sorted_tables:
        table.to_metadata(copy)
    return copy


def _add_moods(models: MetaData) -> None:
    Table(
        "moods",
        models,
        Column("id", Uuid, primary_key=True),
        Column("said", Text, nullable=False),
        Column("said_at", DateTime(timezone=True), index=True),
        CheckConstraint("said <> ''", name="said"),
        info=APPEND_ONLY,
    )


def _wider(table: Table, name: str) -> None:
    """The check takes one value more."""
    called = postgresql.dialect().identifier_preparer.format_constraint
    (check,) = (each for each in table.constraints if called(each) == name)
    table.constraints.remove(check)
    wider = CheckConstraint("type IN ('OKR', 'KPI', 'WISH')", name=conv(name))
    table.append_constraint(wider)


async def _drafted(owner: asyncpg.Connection, steps: Path, models: MetaData) -> dict[Path, str]:
    drafted = await draft_steps(owner, steps, models, "moods", _a_schema())
    for path, sql in drafted.items():
        path.write_text(sql)
    return drafted


async def _leads_there(owner: asyncpg.Connection, steps: Path, models: MetaData) -> None:
    replayed = "\n;\n".join(each.sql.strip().removesuffix(";") for each in read_steps(steps))
    made = [await _picture(owner, script) for script in (replayed, render(models))]
    assert made[0] == made[1]


async def _picture(owner: asyncpg.Connection, script: str) -> list[str]:
    schema = _a_schema()
    await owner.execute(f"""
        CREATE ROLE {schema} NOLOGIN;
        CREATE SCHEMA {schema};
        ALTER DEFAULT PRIVILEGES IN SCHEMA {schema}
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {schema};
        SET search_path = {schema};
    """)
    await owner.execute(script)
    seen = await picture(owner, schema)
    await owner.execute(f"DROP OWNED BY {schema}; DROP SCHEMA {schema} CASCADE; DROP ROLE {schema}")
    return seen


def _a_schema() -> str:
    return f"t_{new_id().hex}"
