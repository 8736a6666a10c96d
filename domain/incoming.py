"""Many values as a relation: one array a column, so the statement is the same for any number."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, TableValuedAlias, column, func, literal
from sqlalchemy.types import TypeEngine


def incoming(**columns: tuple[TypeEngine[Any], Sequence[Any]]) -> TableValuedAlias:
    """A row source called `incoming` with these columns: name=(type, values)."""
    arrays = [literal(list(values), ARRAY(kind)) for kind, values in columns.values()]
    named = [column(name, kind) for name, (kind, _) in columns.items()]
    return func.unnest(*arrays).table_valued(*named).render_derived("incoming")
