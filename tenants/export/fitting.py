"""Whether what a complete export holds can be filled in here."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Column, Table

from domain.errors import Invalid
from tenants.export.complete import FORMAT
from tenants.export.tables import kinds
from tenants.migrations.steps import Step

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def steps_to(begin: Mapping[str, Any], steps: Sequence[Step]) -> Sequence[Step]:
    """Those that lead to the file's version. Raises Invalid for a history that is not ours."""
    version = int(begin["schemaVersion"])
    if begin["format"] != FORMAT or version > len(steps):
        raise Invalid(
            "This file was made by a later Tanlu: restore it with that one",
            zh="此文件由更新版本的谈录生成，请使用该版本恢复",
            field="file",
        )
    if version < 1 or steps[version - 1].checksum != begin["schemaChecksum"]:
        raise Invalid(
            "This file was made by another Tanlu, whose tables are not known here: restore it with"
            " that one",
            zh="此文件由其他谈录生成，其数据表结构在此未知，请使用原系统恢复",
            field="file",
        )
    return steps[:version]


def require_fit(tables: Mapping[str, Sequence[str]], made: Collection[str]) -> None:
    """Names go into statements, and rows into the tables of the file's version, or into those that
    all companies share, which have that of today.

    Args:
        tables: those of the file, with their columns.
        made: the company's own, as the steps to the file's version make them.

    Raises:
        KeyError: there has never been such a table.
        Invalid: a shared one is no longer what it was.
    """
    known = [cast("Table", each.__table__) for each in kinds()]
    shared = {str(table.fullname): table for table in known}
    for table, columns in tables.items():
        if not all(map(_NAME.fullmatch, [*table.split("."), *columns])):
            raise KeyError(table)
        if "." in table:
            _require_same(shared.get(table), columns)
        elif table not in made:
            raise KeyError(table)


def _require_same(table: Table | None, columns: Sequence[str]) -> None:
    known = [] if table is None else [each for each in table.columns if each.name != "tenant_id"]
    gone = set(columns) - {each.name for each in known}
    missing = [each for each in known if _must_be_filled(each) and each.name not in columns]
    if gone or missing:
        raise Invalid(
            "This file was made by an earlier Tanlu, and what companies share has changed since:"
            " restore it with the Tanlu that made it, bring that to this version and export it"
            " again",
            zh="此文件由较早版本的谈录生成，此后共享数据表已变更：请使用原版本恢复，升级到当前版本后重新导出",
            field="file",
        )


def _must_be_filled(column: Column[Any]) -> bool:
    return not column.nullable and column.server_default is None
