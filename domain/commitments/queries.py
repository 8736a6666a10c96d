"""Whose promises may be seen, and which are still unsettled."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, and_, or_, select

from domain.commitments.carry_over import CarryOver
from domain.commitments.commitment import UNSETTLED, Commitment
from domain.people.queries import own_id
from domain.viewer import Viewer
from domain.work import UnitOfWork


def visible_commitments(viewer: Viewer) -> Select[Commitment]:
    """Those of one's own pairs, whichever side one is on: they are what was said in private."""
    return select(Commitment).where(
        or_(
            Commitment.owner_id == own_id(viewer),
            Commitment.counterpart_id == own_id(viewer),
        )
    )


def visible_carry_overs(viewer: Viewer) -> Select[CarryOver]:
    own = visible_commitments(viewer).with_only_columns(Commitment.id)
    return select(CarryOver).where(CarryOver.commitment_id.in_(own))


async def unsettled_between(work: UnitOfWork, one: UUID, other: UUID) -> Sequence[Commitment]:
    """What these two still owe each other, the longest due first. Rule-free: for our own use."""
    longest_due = (
        select(Commitment)
        .where(
            Commitment.state.in_(UNSETTLED),
            or_(
                and_(Commitment.owner_id == one, Commitment.counterpart_id == other),
                and_(Commitment.owner_id == other, Commitment.counterpart_id == one),
            ),
        )
        .order_by(Commitment.due_on, Commitment.id)
    )
    return (await work.session.scalars(longest_due)).all()
