"""What the models say, as SQL files that are kept with the code.

A tenant is made from a file and not from the models, because the file is what was reviewed, it
needs no imports, and it travels to the database in one round trip.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from sqlalchemy import MetaData, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from domain.base import Stored
from tenants.migrations.steps import PLATFORM_STEPS, TENANT_STEPS
from tenants.shared import Shared, Verb, Wall

WALLS = PLATFORM_STEPS.parent / "walls.sql"
TEMPLATE = TENANT_STEPS.parent / "template.sql"
_FUNCTIONS = TENANT_STEPS.parent / "functions.sql"
"""Few and narrow: what a login may do that it has no right to do by itself."""

_FIRST = "0001_first.sql"
_SHUT = """DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'platform' LOOP
    EXECUTE format('DROP POLICY %I ON platform.%I', each.policyname, each.tablename);
  END LOOP;
END $$"""


def rendered() -> dict[Path, str]:
    """The files that follow from the models known now.

    The first migration is among them until there is a second one: from then on it is history.
    """
    tenant, platform = render(Stored.metadata), render(Shared.metadata)
    files = {TEMPLATE: tenant, WALLS: render_walls()}
    for folder, script in ((TENANT_STEPS, tenant), (PLATFORM_STEPS, platform)):
        if {path.name for path in folder.glob("*.sql")} <= {_FIRST}:
            files[folder / _FIRST] = f"-- phase: expand\n{script}"
    return files


def stale() -> list[Path]:
    """The files that no longer say what the models say."""
    return [path for path, script in rendered().items() if _kept(path) != script]


def render(metadata: MetaData) -> str:
    """All tables and indexes, and what is taken from the company's role, as one script."""
    made = [each for table in metadata.sorted_tables for each in made_of(table)]
    return as_script([*made, *_closed_to_changes(metadata)])


def made_of(table: Table) -> Iterator[str]:
    """The table, and then its indexes."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call] # SQLAlchemy's own
    yield str(CreateTable(table).compile(dialect=dialect))
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        yield str(CreateIndex(index).compile(dialect=dialect))


def as_script(statements: Iterable[str]) -> str:
    """One after the other, as they are laid out in files."""
    tidy = ("\n".join(line.rstrip() for line in each.strip().splitlines()) for each in statements)
    return "".join(f"{each.replace(chr(9), '    ')};\n\n" for each in tidy)


def _closed_to_changes(metadata: MetaData) -> Iterator[str]:
    """A company's role is named as its schema; what it may do with other tables is the default."""
    tables = [table.name for table in metadata.sorted_tables if table.info.get("append_only")]
    if tables:
        revoke = f"REVOKE UPDATE, DELETE ON {', '.join(sorted(tables))} FROM %I"
        yield f"DO $$ BEGIN EXECUTE format('{revoke}', current_schema()); END $$"


def render_walls() -> str:
    """All walls of all shared tables and the functions that lead through one; what none of them
    opens is shut. Logins as {app} …
    """
    lines = [_SHUT, 'GRANT USAGE ON SCHEMA platform TO "{app}", "{relay}", "{tenants}"']
    kinds = [cast("type[Shared]", mapper.class_) for mapper in Shared.registry.mappers]
    for kind in sorted(kinds, key=lambda kind: kind.__tablename__):
        table = f"platform.{kind.__tablename__}"
        lines.append(f'REVOKE ALL ON {table} FROM PUBLIC, "{{app}}", "{{relay}}", "{{tenants}}"')
        lines.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        lines.extend(_opened(table, kind.walls))
    return ";\n".join(lines) + ";\n" + _FUNCTIONS.read_text(encoding="utf-8")


def _kept(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _opened(table: str, walls: tuple[Wall, ...]) -> Iterator[str]:
    for wall in walls:
        columns = f" ({', '.join(wall.columns)})" if wall.columns else ""
        granted = ", ".join(f"{verb}{columns}" for verb in wall.verbs)
        yield f'GRANT {granted} ON {table} TO "{{{wall.who}}}"'
        for verb in wall.verbs:
            yield (
                f"CREATE POLICY {wall.who}_{verb.lower()} ON {table} FOR {verb}"
                f' TO "{{{wall.who}}}" {_condition(verb, wall)}'
            )


def _condition(verb: Verb, wall: Wall) -> str:
    checked = f"WITH CHECK ({wall.after or wall.rows})"
    seen = f"USING ({wall.rows})"
    return {"INSERT": checked, "UPDATE": f"{seen} {checked}"}.get(verb, seen)
