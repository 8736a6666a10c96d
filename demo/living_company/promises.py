"""What becomes of promises when the two talk again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from domain.commitments.commands import carry_over_commitment, fulfil_commitment
from domain.commitments.commitment import UNSETTLED, Commitment
from domain.conversations.loaded_commitment import LoadedCommitment
from domain.work import UnitOfWork


@dataclass(frozen=True)
class Later:
    """A promise that needs more time: until which day, counted back from today, and why."""

    until: int
    reason: str


async def settle_agenda(
    work: UnitOfWork, talk_id: UUID, later: Mapping[str, tuple[date, str]]
) -> None:
    """Whoever acts says of what they were promised that it was kept, or gives it a later day."""
    promised = (
        select(Commitment)
        .join(LoadedCommitment, LoadedCommitment.commitment_id == Commitment.id)
        .where(
            LoadedCommitment.conversation_id == talk_id,
            Commitment.counterpart_id == work.actor.require_person(),
            Commitment.state.in_(UNSETTLED),
        )
        .order_by(Commitment.due_on, Commitment.id)
    )
    for one in (await work.session.scalars(promised)).all():
        if one.text in later:
            until, reason = later[one.text]
            await carry_over_commitment(work, commitment_id=one.id, due_on=until, reason=reason)
        else:
            await fulfil_commitment(work, commitment_id=one.id)


async def promise(work: UnitOfWork, owner_id: UUID, text: str) -> Commitment:
    """The newest that they made in those words."""
    newest_first = (
        select(Commitment)
        .where(Commitment.owner_id == owner_id, Commitment.text == text)
        .order_by(Commitment.made_at.desc())
        .limit(1)
    )
    return (await work.session.scalars(newest_first)).one()
