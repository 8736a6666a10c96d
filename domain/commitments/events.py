"""What happens to promises."""

from datetime import date
from uuid import UUID

from domain.events import Event


class CommitmentMade(Event):
    name = "commitment.made"
    subject = "commitment"

    owner_id: UUID
    counterpart_id: UUID
    conversation_id: UUID
    due_on: date


class CommitmentFulfilled(Event):
    name = "commitment.fulfilled"
    subject = "commitment"

    owner_id: UUID
    due_on: date


class CommitmentCarriedOver(Event):
    name = "commitment.carried_over"
    subject = "commitment"

    owner_id: UUID
    from_on: date
    due_on: date
    times: int


class CommitmentEscalated(Event):
    """Carried over once too often: somebody should look at it."""

    name = "commitment.escalated"
    subject = "commitment"

    owner_id: UUID
    counterpart_id: UUID
    times: int


class ReleaseProposed(Event):
    """One side would drop the commitment; the other has not answered."""

    name = "commitment.release_proposed"
    subject = "commitment"

    owner_id: UUID
    proposed_by_id: UUID


class CommitmentReleased(Event):
    name = "commitment.released"
    subject = "commitment"

    owner_id: UUID
    due_on: date


class CommitmentBroken(Event):
    name = "commitment.broken"
    subject = "commitment"

    owner_id: UUID
    due_on: date
