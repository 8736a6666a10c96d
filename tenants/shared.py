"""Tables that all tenants share, in the schema `platform`, each guarded by row-level security.

What belongs to a tenant is seen only by a transaction that has taken that tenant on
(`app.tenant`). What must be found before the tenant is known, such as an access token, can be
seen by whoever presents its hash, and by nobody else. Each table says so itself, in `walls`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum as PyEnum
from typing import Any, ClassVar, Literal, dataclass_transform
from uuid import UUID

from sqlalchemy import DateTime, Enum, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, mapped_column

from domain.base import Stored, VisibleText
from domain.exported import Exported

Verb = Literal["SELECT", "INSERT", "UPDATE", "DELETE"]
ALL_VERBS: tuple[Verb, ...] = ("SELECT", "INSERT", "UPDATE", "DELETE")

_TENANT = "nullif(current_setting('app.tenant', true), '')::uuid"
OWN = f"tenant_id = {_TENANT}"
"""The rows of the tenant that is taken on. Nobody taken on: no rows."""
ITSELF = f"id = {_TENANT}"
EVERY = "true"
TAKEN_ON = f"{_TENANT} IS NOT NULL"
"""Any row, for whoever has taken any tenant on: what says nothing of a single company."""


def presented(column: str) -> str:
    """The rows whose hash the transaction shows: `set_config('app.presented', hash, true)`."""
    return f"{column} = nullif(current_setting('app.presented', true), '')"


@dataclass(frozen=True)
class Wall:
    """Who may do what with which rows of a shared table; whatever no wall opens is shut.

    Args:
        who: `tenants` is whoever has taken a tenant on; `app` and `relay` are the logins.
        verbs: what is granted.
        rows: an SQL condition on the table's columns, made of constants only.
        after: the condition that a row must meet once it is changed; `rows`, if not given.
        columns: which may be changed; all, if none is named.
    """

    who: Literal["app", "relay", "tenants"]
    verbs: Sequence[Verb]
    rows: str
    after: str | None = None
    columns: Sequence[str] = ()


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column,))
class Shared(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """A table of the platform. Its schema is always named, never found by a search path."""

    metadata = MetaData(schema="platform", naming_convention=Stored.metadata.naming_convention)
    type_annotation_map = {
        datetime: DateTime(timezone=True),
        str: VisibleText(),
        UUID: Uuid(),
        dict[str, Any]: JSONB(),
        list[str]: ARRAY(Text()),
        PyEnum: Enum(PyEnum, native_enum=False, create_constraint=True, length=40),
    }
    walls: ClassVar[tuple[Wall, ...]] = ()
    exported: ClassVar[Exported | None] = None
    """What of a company's rows goes into its export. Not said: nothing."""
