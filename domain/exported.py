"""What of a table goes into the export that a company may take along, said beside the table.

A table that says nothing stays out, and a test asks that each says something. Ids, numbers, dates
and states always go with a row; text goes only if it is named here.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Exported:
    """How a table is exported.

    Args:
        texts: the columns of text that go along.
        withheld: those that do not: secrets, and what is its author's alone.
        rows: an SQL condition, made of constants only: the rows that are for more than their
            author. What is private stays out whole.
    """

    texts: Sequence[str] = ()
    withheld: Sequence[str] = ()
    rows: str = "true"


NOT_AT_ALL = Exported(rows="false")
"""What only keeps the machine going, or lets somebody in."""
