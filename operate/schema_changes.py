"""What a change of the schema means for those who call the API."""

from dataclasses import dataclass
from typing import Self

from graphql import build_schema, find_breaking_changes, find_dangerous_changes


@dataclass(frozen=True)
class SchemaChanges:
    """Sentences of graphql-core: an old document may fail, or may meet what it did not expect."""

    breaking: list[str]
    dangerous: list[str]

    @classmethod
    def between(cls, former: str, now: str) -> Self:
        """From one schema to the next, both as they are written down."""
        before, after = build_schema(former), build_schema(now)
        return cls(
            [each.description for each in find_breaking_changes(before, after)],
            [each.description for each in find_dangerous_changes(before, after)],
        )

    def told(self) -> str:
        """A line for each, or one that there is none."""
        lines = [f"BREAKING  {each}" for each in self.breaking]
        lines += [f"dangerous {each}" for each in self.dangerous]
        return "\n".join(lines) or "No document that was valid breaks."
