"""What the pair still owes each other comes first on the agenda of their next conversation."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert

from domain.base import new_id
from domain.commitments.commitment import UNSETTLED, Commitment
from domain.commitments.queries import unsettled_between
from domain.conversations.conversation import Conversation
from domain.conversations.loaded_commitment import LoadedCommitment
from domain.errors import Conflict
from domain.work import UnitOfWork


async def load_commitments(work: UnitOfWork, conversation: Conversation) -> None:
    """Put what is unsettled between the two on the agenda. Repeating adds only what is new."""
    owed = await unsettled_between(work, conversation.manager_id, conversation.subject_id)
    if not owed:
        return
    rows = [
        {
            "id": new_id(),
            "conversation_id": conversation.id,
            "commitment_id": commitment.id,
            "loaded_at": work.now,
        }
        for commitment in owed
    ]
    once = insert(LoadedCommitment).on_conflict_do_nothing(
        index_elements=["conversation_id", "commitment_id"]
    )
    await work.session.execute(once, rows)


async def require_all_dealt_with(work: UnitOfWork, conversation_id: UUID) -> None:
    """Each one loaded has since been kept, broken, dropped by both, or given a later date."""
    untouched = (
        select(Commitment.text)
        .join(LoadedCommitment, LoadedCommitment.commitment_id == Commitment.id)
        .where(
            LoadedCommitment.conversation_id == conversation_id,
            Commitment.state.in_(UNSETTLED),
            or_(
                Commitment.dealt_with_at.is_(None),
                Commitment.dealt_with_at < LoadedCommitment.loaded_at,
            ),
        )
        .order_by(Commitment.due_on, Commitment.id)
    )
    waiting = (await work.session.scalars(untouched)).all()
    if waiting:
        raise Conflict(
            f"{len(waiting)} commitments on the agenda have not been dealt with: {waiting[0]}",
            zh=f"议程上还有 {len(waiting)} 项承诺未处理：{waiting[0]}",
            field="conversation_id",
        )
