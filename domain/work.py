"""The unit of work: one tenant, one actor, one moment, one transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.actor import Actor
from domain.base import Entity
from domain.errors import NotFound
from domain.events import Event
from domain.viewer import Viewer

E = TypeVar("E", bound=Entity)


@dataclass(kw_only=True)
class UnitOfWork:
    """What a command is given. Opened only by `tenants.work.open_work`, which also commits it."""

    tenant_id: UUID
    actor: Actor
    now: datetime
    session: AsyncSession
    causation_id: UUID | None = None
    announced: list[Event] = field(default_factory=list)

    @property
    def viewer(self) -> Viewer:
        return Viewer.of(self.actor, self.now)

    def add(self, *entities: Entity) -> None:
        self.session.add_all(entities)

    async def get(self, kind: type[E], id: UUID, *, lock: bool = False, field: str = "id") -> E:
        """The entity with that id, whoever asks: the command decides who may.

        Args:
            kind: the entity's class.
            id: its id.
            lock: lock the row until the end of the transaction, to decide on what was read.
            field: the command's argument that held the id, for the refusal.

        Raises:
            NotFound: there is none in this tenant.
        """
        found = await self.session.get(kind, id, with_for_update=True if lock else None)
        if found is None:
            raise NotFound(
                f"There is no {_in_words(kind.__name__)} with that id",
                zh="找不到该编号对应的内容",
                field=field,
            )
        return found

    def announce(self, event: Event) -> None:
        """Keep the event with the change: both commit together, or neither does."""
        self.announced.append(event)


def _in_words(class_name: str) -> str:
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in class_name)
    return spaced.strip()
