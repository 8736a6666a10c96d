"""From one shape to another: the statements that lead there.

Where a statement by itself may be wrong for rows that are there, a line before it says what the
author must decide. While such a line stands, nobody reads the step.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import MetaData, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import AddConstraint, CreateColumn, CreateIndex

from tenants.migrations.rendering import made_of
from tenants.migrations.shape import Rule, Shape
from tenants.migrations.steps import DECIDE

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call] # SQLAlchemy's own
_VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")
_VALUES = re.compile(r"'\w*'(::[\w ]+)?(, )?")


@dataclass
class Altered:
    """What happens to a table that stays, and what is to be decided about it."""

    table: Table
    before: Shape
    after: Shape
    actions: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    def statement(self) -> Iterator[str]:
        if self.actions:
            actions = self.actions if len(self.actions) == 1 else ["", *self.actions]
            listed = ",\n    ".join(actions[1:]) if len(actions) > 1 else actions[0]
            head = f"ALTER TABLE {self.table.fullname}" + ("\n    " if len(actions) > 1 else " ")
            asked = "".join(f"{DECIDE} {each}\n" for each in self.questions)
            yield f"{asked}{head}{listed}"

    @property
    def new_columns(self) -> set[str]:
        there = {column for table, column in self.before.columns if table == self.table.name}
        return {column.name for column in self.table.columns} - there

    @property
    def lost_columns(self) -> set[str]:
        there = {column for table, column in self.before.columns if table == self.table.name}
        return there - {column.name for column in self.table.columns}

    def add_columns(self) -> None:
        for column in self.table.columns:
            if column.name not in self.new_columns:
                continue
            wanted = self.after.columns[self.table.name, column.name]
            if wanted.required and wanted.default is None:
                self.questions.append(
                    f"rows that are there need a value for {column.name}: give it a default, or add"
                    " it without NOT NULL, fill it in a backfill, and require it in a step after"
                )
            self.actions.append(f"ADD COLUMN {CreateColumn(column).compile(dialect=_DIALECT)}")

    def add_constraints(self) -> None:
        for (table, name), rule in self.after.constraints.items():
            if table == self.table.name and (table, name) not in self.before.constraints:
                if not rule.columns <= self.new_columns:
                    self.questions.append(f"do all rows that are there keep to {name}?")
                self.actions.append(self._adding(name))

    def drop_columns(self) -> None:
        for name in sorted(self.lost_columns):
            if self.new_columns:
                came = ", ".join(sorted(self.new_columns))
                self.questions.append(f"{name} goes and {came} came: was it renamed?")
            self.actions.append(f"DROP COLUMN {name}")

    def change_columns(self) -> None:
        """Of what was there and stays."""
        for (table, name), was in self.before.columns.items():
            now = self.after.columns.get((table, name))
            if table != self.table.name or now is None:
                continue
            if now.type != was.type:
                self.questions.append(f"is each {was.type} in {name} a {now.type}?")
                self._alter(name, f"TYPE {now.type} USING {name}::{now.type}")
            if now.default != was.default:
                set_ = "DROP DEFAULT" if now.default is None else f"SET DEFAULT {now.default}"
                self._alter(name, set_)
            if now.required and not was.required:
                self.questions.append(f"has each row that is there a value for {name}?")
            if now.required != was.required:
                self._alter(name, "SET NOT NULL" if now.required else "DROP NOT NULL")

    def change_constraints(self) -> None:
        """Those that went, and those that say something else now."""
        for (table, name), was in self.before.constraints.items():
            now = self.after.constraints.get((table, name))
            if table != self.table.name or now == was or was.columns & self.lost_columns:
                continue
            self.actions.append(f"DROP CONSTRAINT {name}")
            if now is not None:
                if not _is_wider(was, now):
                    self.questions.append(f"do all rows that are there keep to the new {name}?")
                self.actions.append(self._adding(name))

    def _alter(self, column: str, how: str) -> None:
        self.actions.append(f"ALTER COLUMN {column} {how}")

    def _adding(self, name: str) -> str:
        spelled = _DIALECT.identifier_preparer.format_constraint
        (made,) = (each for each in self.table.constraints if spelled(each) == name)
        whole = str(AddConstraint(made, isolate_from_table=False).compile(dialect=_DIALECT))
        return whole.partition(" ADD ")[1].strip() + " " + whole.partition(" ADD ")[2]


def expanding(metadata: MetaData, before: Shape, after: Shape) -> Iterator[str]:
    """What adds."""
    for table in metadata.sorted_tables:
        if table.name not in before.rights:
            yield from made_of(table)
    for table in metadata.sorted_tables:
        if table.name in before.rights:
            altered = Altered(table, before, after)
            altered.add_columns()
            altered.add_constraints()
            yield from altered.statement()
            yield from _new_indexes(altered)
    yield from _rights(before, after)


def contracting(metadata: MetaData, before: Shape, after: Shape) -> Iterator[str]:
    """What takes away, or stands in the place of what was there."""
    kept = [table for table in metadata.sorted_tables if table.name in before.rights]
    came = ", ".join(sorted(after.rights.keys() - before.rights.keys()))
    home = f"{kept[0].schema}." if kept and kept[0].schema else ""
    for gone in sorted(before.rights.keys() - after.rights.keys()):
        asked = f"{DECIDE} {gone} goes and {came} came: was it renamed?\n" if came else ""
        yield f"{asked}DROP TABLE {home}{gone}"
    for table in kept:
        altered = Altered(table, before, after)
        altered.change_constraints()
        altered.change_columns()
        altered.drop_columns()
        yield from altered.statement()
        yield from _changed_indexes(altered, home)


def _new_indexes(altered: Altered) -> Iterator[str]:
    for index in sorted(altered.table.indexes, key=lambda each: str(each.name)):
        rule = altered.after.indexes[str(index.name)]
        if index.name not in altered.before.indexes:
            risky = rule.unique and not rule.columns <= altered.new_columns
            asked = f"{DECIDE} is each row that is there alone by {index.name}?\n" if risky else ""
            yield f"{asked}{CreateIndex(index).compile(dialect=_DIALECT)}"


def _changed_indexes(altered: Altered, home: str) -> Iterator[str]:
    made = {str(index.name): index for index in altered.table.indexes}
    for name, was in altered.before.indexes.items():
        now = altered.after.indexes.get(name)
        if was.table != altered.table.name or now == was or was.columns & altered.lost_columns:
            continue
        yield f"DROP INDEX {home}{name}"
        if now is not None:
            asked = f"{DECIDE} is each row that is there alone by {name}?\n" if now.unique else ""
            yield f"{asked}{CreateIndex(made[name]).compile(dialect=_DIALECT)}"


def _rights(before: Shape, after: Shape) -> Iterator[str]:
    """What a company's role may do with its tables, where that is not what it may by default."""
    for name in sorted(after.rights):
        was, now = before.rights.get(name, ", ".join(_VERBS)), after.rights[name]
        lost = [verb for verb in _VERBS if verb in was and verb not in now]
        won = [verb for verb in _VERBS if verb in now and verb not in was]
        for change, verbs, towards in (("REVOKE", lost, "FROM"), ("GRANT", won, "TO")):
            if verbs:
                told = f"{change} {', '.join(verbs)} ON {name} {towards} %I"
                yield f"DO $$ BEGIN EXECUTE format('{told}', current_schema()); END $$"


def _is_wider(was: Rule, now: Rule) -> bool:
    """Whether it is a list of values, and more of them are good now."""
    before, after = (set(re.findall(r"'(\w*)'", rule.text)) for rule in (was, now))
    same = _VALUES.sub("", was.text) == _VALUES.sub("", now.text)
    return same and bool(before) and before <= after
