"""Tables that all tenants share, in the schema `platform`, each guarded by row-level security.

What belongs to a tenant is seen only by a transaction that has taken that tenant on
(`app.tenant`). What must be found before the tenant is known, such as an access token, can be
seen by whoever presents its hash, and by nobody else.
"""

from datetime import datetime
from enum import Enum as PyEnum
from typing import Any, dataclass_transform
from uuid import UUID

from sqlalchemy import DateTime, Enum, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, mapped_column

from domain.base import Stored


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column,))
class Shared(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """A table of the platform. Its schema is always named, never found by a search path."""

    metadata = MetaData(schema="platform", naming_convention=Stored.metadata.naming_convention)
    type_annotation_map = {
        datetime: DateTime(timezone=True),
        str: Text(),
        UUID: Uuid(),
        dict[str, Any]: JSONB(),
        list[str]: ARRAY(Text()),
        PyEnum: Enum(PyEnum, native_enum=False, create_constraint=True, length=40),
    }
