"""A guard: a piece of code that keeps something out, and the tests that miss it when it is gone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """Found by what it is called and what stands in it, so that moving lines hides nothing.

    `without` takes `code` out: an argument, one side of `and`, `or`, `&` and `|`, an `if`, a
    decorator, a statement. With `instead` other code takes its place.
    """

    name: str
    """What holds while it is there, in few words."""
    at: str
    """`module:qualname` of the function or class in which it stands."""
    code: str
    """The expression, the keyword (`name=value`) or the statement that is taken out."""
    tests: tuple[str, ...]
    """Few and quick; at least one turns red without the guard."""
    instead: str | None = None
    rendered: bool = False
    """It stands in a model, and in the database by way of what `./tanlu migrate render` writes."""

    @property
    def module(self) -> str:
        return self.at.partition(":")[0]

    @property
    def qualname(self) -> str:
        return self.at.partition(":")[2]
