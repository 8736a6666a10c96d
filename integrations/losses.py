"""What can no longer be seen over there, and how much of it may go at once.

Out of sight is not undone: archived, or closed to the account that reads, a piece of work was
done all the same. Its evidence is marked, and the weeks that are over stay as they were counted.
Only what they say was deleted is forgotten.

However much is missing, one run lets go of no more than a tenth of what a connection holds (of
twenty pieces always): more is as likely a permission that was taken away. Then nothing is let
go of, the connection says so, and an admin may say that it is right (`accept_losses`).
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from domain.work import UnitOfWork
from integrations.observed import ObservedItem
from integrations.troubles import Unusable

PART = 10
"""One in so many."""
ALWAYS = 20


@dataclass
class Allowance:
    """What one run may still let go of."""

    held: int
    left: int

    @classmethod
    async def of(cls, work: UnitOfWork, connection_id: UUID) -> "Allowance":
        in_sight = select(func.count()).where(
            ObservedItem.connection_id == connection_id, ObservedItem.out_of_sight_at.is_(None)
        )
        held = await work.session.scalar(in_sight) or 0
        return cls(held, max(ALWAYS, held // PART))

    def take(self, pieces: int) -> bool:
        """Whether these may go; all of them or none."""
        if pieces > self.left:
            return False
        self.left -= pieces
        return True


def too_many(missing: int, held: int) -> Unusable:
    return Unusable(
        f"{missing:,} of {held:,} pieces of work can no longer be seen: more than Tanlu lets go of"
        " unasked. See what the account may read; if that is right, say so",
        zh=f"{held:,} 项工作中有 {missing:,} 项已不可见，超出自动处理的上限。请检查该账户的读取"
        "权限；如情况属实，请予以确认",
    )
