"""A document that shapes what is sent: a GraphQL query of `$id`, the subject of the event.

GraphQL lives above this layer, so whoever knows the schema makes itself known here.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any, Protocol
from uuid import UUID

from domain.actor import Role
from domain.work import UnitOfWork

COST = 200
"""Points that a document may cost."""


class Documents(Protocol):
    """Checks documents when they are saved and answers them when something happens."""

    def scopes_of(self, document: str) -> frozenset[str]:
        """What its fields ask for. Raises Invalid: it is no query of `$id`, or costs too much.

        It may take some milliseconds, so it has no place in an event loop.
        """

    async def scopes_beside(self, document: str, payer: Hashable) -> frozenset[str]:
        """As `scopes_of`, beside the loop, at the cost of whoever sent the document."""

    async def answer(
        self,
        work: UnitOfWork,
        document: str,
        subject_id: UUID,
        *,
        scopes: Collection[str],
        roles: Collection[Role],
        overview: bool,
    ) -> Mapping[str, Any]:
        """`data` and, if anything could not be told, `errors`; in the work's transaction."""


_knows: list[Callable[[], Documents]] = []


def know_documents(whose: Callable[[], Documents]) -> None:
    """Called once by whoever has the schema, or knows where it is when it is needed."""
    _knows[:] = [whose]


def documents() -> Documents:
    (whose,) = _knows
    return whose()
