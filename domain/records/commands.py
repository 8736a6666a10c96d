"""Writing the record of a conversation, sharing it, amending it, sealing it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from domain.actor import Role
from domain.conversations.conversation import Conversation
from domain.conversations.events import ConversationRecorded
from domain.conversations.participants import own_conversation
from domain.conversations.states import Deed
from domain.errors import Conflict, NotAllowed
from domain.people.closed_text import require_open
from domain.people.queries import today
from domain.records.account import Account, StatedAction, StatedAgreement, StatedFact
from domain.records.chain import link
from domain.records.events import RecordAmended, RecordSealed, RecordShared
from domain.records.participants import own_record
from domain.records.promises import commit_both
from domain.records.record import Record, RecordState
from domain.records.version import RecordVersion
from domain.records.writing import account_of, version_of, write_version
from domain.wording import worded
from domain.work import UnitOfWork


async def record_conversation(
    work: UnitOfWork,
    *,
    conversation_id: UUID,
    facts: Sequence[StatedFact],
    agreements: Sequence[StatedAgreement] = (),
    actions: Sequence[StatedAction] = (),
) -> Record:
    """The manager writes down what happened, what was agreed, and who does what by when.

    It is a draft until it is shared.
    """
    actor_id, conversation = await own_conversation(work, conversation_id)
    _require_manager(actor_id, conversation.manager_id)
    stated = Account(facts, agreements, actions)
    account = stated.checked(between=conversation.participant_ids, today=today(work))
    if not conversation.move(Deed.RECORD, by=actor_id):
        return await _same_record(work, conversation, account)
    record = Record.of(conversation, now=work.now)
    work.add(record)
    await work.session.flush()
    await write_version(work, record, account, by=actor_id)
    work.announce(ConversationRecorded.of(conversation))
    return record


async def share_record(work: UnitOfWork, *, record_id: UUID) -> Record:
    """The manager shares it with the employee; from then on its actions are commitments."""
    actor_id, record = await own_record(work, record_id)
    _require_manager(actor_id, record.manager_id)
    version = await version_of(work, record)
    await require_open(work, version.author_id, version.written_at)
    if record.share(now=work.now):
        await _publish(work, record, version)
        work.announce(RecordShared.of(record))
    return record


async def amend_record(
    work: UnitOfWork,
    *,
    record_id: UUID,
    reason: str,
    facts: Sequence[StatedFact],
    agreements: Sequence[StatedAgreement] = (),
    actions: Sequence[StatedAction] = (),
) -> Record:
    """The manager writes another version, whole. The ones before it stay as they are."""
    actor_id, record = await own_record(work, record_id)
    _require_manager(actor_id, record.manager_id)
    reason = worded(reason, "reason", most=500)
    before = await account_of(work, (await version_of(work, record)).id)
    account = Account(facts, agreements, actions).checked(
        between=record.participant_ids, today=today(work), kept=before.actions
    )
    record.amend(now=work.now)
    version = await write_version(work, record, account, by=actor_id, reason=reason)
    if record.state is RecordState.SHARED:
        await _publish(work, record, version)
    work.announce(RecordAmended.of(record))
    return record


async def seal_record(work: UnitOfWork, *, record_id: UUID) -> Record:
    """The manager, HR, or the system at the end of a cycle; after that nothing is amended."""
    if work.actor.is_system:
        by = None
        record = await work.get(Record, record_id, lock=True, field="record_id")
    elif work.actor.has(Role.HR):
        by = work.actor.require_person()
        record = await work.get(Record, record_id, lock=True, field="record_id")
    else:
        by, record = await own_record(work, record_id)
        _require_manager(by, record.manager_id)
    if record.seal(by=by, now=work.now):
        work.announce(RecordSealed.of(record))
    return record


async def _publish(work: UnitOfWork, record: Record, version: RecordVersion) -> None:
    await link(work, record, version)
    await commit_both(work, record, version)


async def _same_record(work: UnitOfWork, conversation: Conversation, account: Account) -> Record:
    """For the same command sent twice. Other words need an amendment."""
    record = (
        await work.session.scalars(select(Record).where(Record.conversation_id == conversation.id))
    ).one()
    first = select(RecordVersion.id).where(
        RecordVersion.record_id == record.id, RecordVersion.number == 1
    )
    if await account_of(work, (await work.session.scalars(first)).one()) != account:
        raise Conflict(
            "This conversation has been recorded already: amend its record",
            zh="该沟通已有记录，请修订记录",
            field="conversation_id",
        )
    return record


def _require_manager(actor_id: UUID, manager_id: UUID) -> None:
    if actor_id != manager_id:
        raise NotAllowed("Only the manager writes the record", zh="只有管理者可以撰写记录")
