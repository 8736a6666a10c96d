"""Writing, sharing, answering and sealing records, for GraphQL."""

from datetime import date
from functools import partial
from typing import Any

import strawberry

from api.graphql.errors import UserError
from api.graphql.inputs import given
from api.graphql.mutations import mutation
from api.graphql.parts.records.views import RecordView
from api.scopes import Scope
from domain.records import answering, commands
from domain.records.account import StatedAction, StatedAgreement, StatedFact

_writing = partial(mutation, scope=Scope.RECORDS_WRITE)


@strawberry.input(description="What happened.")
class StatedFactInput:
    text: str
    occurred_on: date | None = None
    evidence_id: strawberry.ID | None = None


@strawberry.input(description="What was concluded or promised.")
class StatedAgreementInput:
    text: str


@strawberry.input(description="Who does what by when; either side may.")
class StatedActionInput:
    text: str
    owner_id: strawberry.ID
    due_on: date


@strawberry.input(description="At least one fact; at most 50 of each.")
class RecordConversationInput:
    conversation_id: strawberry.ID
    facts: list[StatedFactInput]
    agreements: list[StatedAgreementInput] = strawberry.field(default_factory=list)
    actions: list[StatedActionInput] = strawberry.field(default_factory=list)


@strawberry.input
class ShareRecordInput:
    record_id: strawberry.ID


@strawberry.input(description="The whole of what it shall say now, and why.")
class AmendRecordInput:
    record_id: strawberry.ID
    reason: str
    facts: list[StatedFactInput]
    agreements: list[StatedAgreementInput] = strawberry.field(default_factory=list)
    actions: list[StatedActionInput] = strawberry.field(default_factory=list)


@strawberry.input(description="`version` is the one that was read.")
class AcknowledgeRecordInput:
    record_id: strawberry.ID
    version: int
    statement: str | None = None


@strawberry.input(description="`version` is the one that was read.")
class ContestRecordInput:
    record_id: strawberry.ID
    version: int
    statement: str


@strawberry.input
class AttachStatementInput:
    record_id: strawberry.ID
    statement: str


@strawberry.input
class SealRecordInput:
    record_id: strawberry.ID


@strawberry.type
class _Record:
    record: RecordView | None
    user_errors: list[UserError]


@strawberry.type
class RecordConversationPayload(_Record):
    pass


@strawberry.type
class ShareRecordPayload(_Record):
    pass


@strawberry.type
class AmendRecordPayload(_Record):
    pass


@strawberry.type
class AcknowledgeRecordPayload(_Record):
    pass


@strawberry.type
class ContestRecordPayload(_Record):
    pass


@strawberry.type
class AttachStatementPayload(_Record):
    pass


@strawberry.type
class SealRecordPayload(_Record):
    pass


def _account(input: object) -> dict[str, Any]:
    known = given(input)
    return known | {
        "facts": [StatedFact(**fact) for fact in known["facts"]],
        "agreements": [StatedAgreement(**agreement) for agreement in known["agreements"]],
        "actions": [StatedAction(**action) for action in known["actions"]],
    }


@strawberry.type
class RecordMutations:
    record_conversation: RecordConversationPayload = _writing(
        commands.record_conversation, RecordConversationInput, arguments=_account
    )
    share_record: ShareRecordPayload = _writing(commands.share_record, ShareRecordInput)
    amend_record: AmendRecordPayload = _writing(
        commands.amend_record, AmendRecordInput, arguments=_account
    )
    acknowledge_record: AcknowledgeRecordPayload = _writing(
        answering.acknowledge_record, AcknowledgeRecordInput
    )
    contest_record: ContestRecordPayload = _writing(answering.contest_record, ContestRecordInput)
    attach_statement: AttachStatementPayload = _writing(
        answering.attach_statement, AttachStatementInput
    )
    seal_record: SealRecordPayload = _writing(commands.seal_record, SealRecordInput)
