"""What happens to promises."""

from datetime import date
from uuid import UUID

from domain.events import Event, Public


class CommitmentMade(Event):
    name = "commitment.made"
    subject = "commitment"
    public = Public("records:read", "A commitment was made", zh="作出了承诺")

    owner_id: UUID
    due_on: date
    counterpart_id: UUID
    conversation_id: UUID


class CommitmentFulfilled(Event):
    name = "commitment.fulfilled"
    subject = "commitment"
    public = Public("records:read", "A commitment was kept", zh="承诺已完成")

    owner_id: UUID
    due_on: date


class CommitmentCarriedOver(Event):
    name = "commitment.carried_over"
    subject = "commitment"
    public = Public("records:read", "A commitment was carried over", zh="承诺已顺延")

    owner_id: UUID
    due_on: date
    from_on: date
    times: int


class CommitmentEscalated(Event):
    """Carried over once too often: somebody should look at it."""

    name = "commitment.escalated"
    subject = "commitment"
    public = Public(
        "records:read", "A commitment was carried over too often", zh="承诺顺延次数过多"
    )

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
    public = Public("records:read", "A commitment was given up by agreement", zh="双方同意取消承诺")

    owner_id: UUID
    due_on: date


class CommitmentBroken(Event):
    name = "commitment.broken"
    subject = "commitment"
    public = Public("records:read", "A commitment was broken", zh="承诺未完成")

    owner_id: UUID
    due_on: date
