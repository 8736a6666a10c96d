"""The accounts of conversations, for GraphQL: that there is one, and for the two what it says."""

from datetime import date, datetime
from enum import Enum

import strawberry
from sqlalchemy import func
from strawberry.scalars import JSON

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.nodes import Node
from api.graphql.parts import words
from api.graphql.parts.commitments.views import CommitmentView
from api.graphql.parts.conversations.views import ConversationView
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Order
from api.graphql.views import connection, found, many, one, view
from api.scopes import Scope
from domain.records.queries import (
    visible_record_actions,
    visible_record_agreements,
    visible_record_facts,
    visible_record_responses,
    visible_record_versions,
    visible_records,
)
from domain.records.record import Record, RecordState
from domain.records.version import (
    RecordAction,
    RecordAgreement,
    RecordFact,
    RecordResponse,
    RecordVersion,
    ResponseKind,
)

strawberry.enum(RecordState, description="Where a record stands between the two.")
strawberry.enum(ResponseKind, description="What the employee said to a version.")

_READ = Scope.RECORDS_READ


@view(
    RecordFact,
    name="RecordFact",
    scope=_READ,
    visible=visible_record_facts,
    content=words.of_record,
)
class RecordFactView(Node):
    """What happened, with its evidence as it stood when this was written."""

    text: str
    occurred_on: date | None
    evidence_id: strawberry.ID | None
    snapshot: JSON | None


@view(
    RecordAgreement,
    name="RecordAgreement",
    scope=_READ,
    visible=visible_record_agreements,
    content=words.of_record,
)
class RecordAgreementView(Node):
    """What the two concluded or promised."""

    text: str


@view(
    RecordAction,
    name="RecordAction",
    scope=_READ,
    visible=visible_record_actions,
    content=words.of_record,
)
class RecordActionView(Node):
    """Who does what by when. Once it was shared, it is a commitment."""

    text: str
    due_on: date
    owner: PersonView = one(lambda action, person: person.id == action.owner_id)
    commitment: CommitmentView | None = one(
        lambda action, promise: promise.id == action.commitment_id
    )


@view(
    RecordResponse,
    name="RecordResponse",
    scope=_READ,
    visible=visible_record_responses,
    content=words.of_record,
)
class RecordResponseView(Node):
    """The employee's word on a version. An acknowledgement is not an agreement."""

    kind: ResponseKind
    statement: str | None
    responded_at: datetime


@view(
    RecordVersion,
    name="RecordVersion",
    scope=_READ,
    visible=visible_record_versions,
    content=words.of_version,
)
class RecordVersionView(Node):
    """What a record said at one time. It never changes; shared, it is a link of a chain."""

    number: int
    reason: str | None
    written_at: datetime
    shared_at: datetime | None
    position: int | None
    previous_hash: str | None
    hash: str | None
    author: PersonView = one(lambda version, person: person.id == version.author_id)
    facts: list[RecordFactView] = many(
        lambda version, fact: fact.version_id == version.id, order=lambda fact: [fact.position]
    )
    agreements: list[RecordAgreementView] = many(
        lambda version, agreement: agreement.version_id == version.id,
        order=lambda agreement: [agreement.position],
    )
    actions: list[RecordActionView] = many(
        lambda version, action: action.version_id == version.id,
        order=lambda action: [action.position],
    )
    responses: list[RecordResponseView] = many(
        lambda version, response: response.version_id == version.id,
        order=lambda response: [response.responded_at, response.id],
    )


@view(Record, name="Record", scope=_READ, visible=visible_records)
class RecordView(Node):
    """The account of one conversation, and where it stands."""

    state: RecordState
    version: int
    occurred_at: datetime
    recorded_at: datetime
    late: bool
    shared_at: datetime | None
    sealed_at: datetime | None
    conversation: ConversationView | None = one(
        lambda record, talk: talk.id == record.conversation_id
    )
    subject: PersonView = one(lambda record, person: person.id == record.subject_id)
    manager: PersonView = one(lambda record, person: person.id == record.manager_id)
    current: RecordVersionView | None = one(
        lambda record, version: (
            (version.record_id == record.id) & (version.number == record.version)
        ),
        description="Its newest version; null for those who may not read it.",
    )
    versions: list[RecordVersionView] = many(
        lambda record, version: version.record_id == record.id,
        order=lambda version: [version.number],
    )


@strawberry.enum(description="Orders for records.")
class RecordOrder(Enum):
    OCCURRED_AT_DESC = "OCCURRED_AT_DESC"
    OCCURRED_AT_ASC = "OCCURRED_AT_ASC"


RECORD_ORDERS = {
    RecordOrder.OCCURRED_AT_DESC: Order(lambda record: record.occurred_at, descending=True),
    RecordOrder.OCCURRED_AT_ASC: Order(lambda record: record.occurred_at),
}


@filtering
class RecordFilter:
    """Conditions on records; all that are given must hold."""

    subject_id: strawberry.ID | None
    manager_id: strawberry.ID | None
    conversation_id: strawberry.ID | None
    late: bool | None
    states: list[RecordState] | None = where(
        lambda record, states: record.state == func.any(states)
    )


@strawberry.type
class RecordQueries:
    record: RecordView | None = found(
        lambda record, given, _: record.id == given["id"], by={"id": strawberry.ID}
    )
    records: Connection[RecordView] = connection(RECORD_ORDERS, filtered_by=RecordFilter)
