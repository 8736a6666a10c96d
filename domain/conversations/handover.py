"""When the employee's manager changes, talks that have not begun go to the new one."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from domain.conversations.conversation import TIME_TO_ANSWER, Conversation
from domain.conversations.events import ConversationCancelled, ConversationPlanned
from domain.conversations.states import AHEAD, Deed
from domain.people.queries import holds_on, manager_of, today
from domain.people.reporting_line import ReportingLine
from domain.work import UnitOfWork


async def hand_over_talks(work: UnitOfWork, person_ids: Collection[UUID]) -> list[Conversation]:
    """Those of these employees with whoever is not their manager today, in no order.

    Each is called off, and what was prepared stays with the two who prepared it. Whoever manages
    the employee now owes a talk of the same kind, and gathers anew; where nobody does, it is over.
    """
    holds = (
        select(ReportingLine.id)
        .where(
            ReportingLine.person_id == Conversation.subject_id,
            ReportingLine.manager_id == Conversation.manager_id,
            holds_on(ReportingLine, today(work)),
        )
        .exists()
    )
    stale = (
        select(Conversation)
        .where(Conversation.subject_id.in_(person_ids), Conversation.state.in_(AHEAD), ~holds)
        .order_by(Conversation.id)
        .with_for_update()
    )
    talks = list(await work.session.scalars(stale))
    for talk in talks:
        talk.leave(Deed.CANCEL, None, by=None, now=work.now)
        work.announce(ConversationCancelled.of(talk))
        # Of a touchpoint one conversation is live at a time.
        await work.session.flush()
        await _plan_again(work, talk)
    return talks


async def _plan_again(work: UnitOfWork, talk: Conversation) -> None:
    manager_id = await manager_of(work, talk.subject_id)
    if manager_id is None:
        return
    planned = Conversation(
        kind=talk.kind,
        channel=talk.channel,
        subject_id=talk.subject_id,
        manager_id=manager_id,
        touchpoint_id=talk.touchpoint_id,
        planned_by_id=None,
        planned_at=work.now,
        answer_due_on=today(work) + TIME_TO_ANSWER,
    )
    work.add(planned)
    await work.session.flush()
    work.announce(ConversationPlanned.of(planned))
