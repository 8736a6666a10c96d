"""What every stored thing has in common."""

from datetime import datetime
from enum import Enum as PyEnum
from typing import Any, ClassVar, Final, dataclass_transform
from uuid import UUID

from sqlalchemy import DateTime, Dialect, Enum, MetaData, Text, TypeDecorator, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    mapped_column,
    relationship,
)
from uuid_utils.compat import uuid7

from domain.exported import Exported
from domain.letters import visible

APPEND_ONLY: Final = {"append_only": True}
"""In a table's `info`: the company's own role may add rows and read them, and nothing else."""


def new_id() -> UUID:
    """A UUIDv7: made here, unique across tenants, and larger than any made here before.

    Its time is the clock's, however many are made in a millisecond, so ids of several processes
    sort by time, too.
    """
    return uuid7()


class VisibleText(TypeDecorator[str]):
    """Text as `visible` leaves it, whichever way it came: typed, imported or told by a vendor."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return visible(value) if isinstance(value, str) else value


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column, relationship))
class Stored(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """A table of a tenant. It names no schema: the transaction's search path does."""

    exported: ClassVar[Exported | None] = None
    """What of it goes into the company's export. Not said: nothing."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # Enums are text with a check: a PostgreSQL type would exist once per tenant schema and break
    # every cached statement that meets a second tenant.
    type_annotation_map = {
        datetime: DateTime(timezone=True),
        str: VisibleText(),
        UUID: Uuid(),
        dict[str, Any]: JSONB(),
        PyEnum: Enum(PyEnum, native_enum=False, create_constraint=True, length=40),
    }


class Entity(Stored):
    """A thing with an identity that outlives its changes."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id, sort_order=-1)
