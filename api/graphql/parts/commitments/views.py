"""What the two of a pair promised each other, for GraphQL."""

from datetime import date, datetime
from enum import Enum

import strawberry
from sqlalchemy import func

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.nodes import Node
from api.graphql.parts import words
from api.graphql.parts.conversations.enums import CommitmentState
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Order
from api.graphql.views import connection, found, many, one, value, view
from api.scopes import Scope
from domain.commitments.carry_over import CarryOver
from domain.commitments.commitment import UNSETTLED, Commitment
from domain.commitments.queries import visible_carry_overs, visible_commitments


@strawberry.enum(description="Orders for commitments.")
class CommitmentOrder(Enum):
    DUE_ON_ASC = "DUE_ON_ASC"
    DUE_ON_DESC = "DUE_ON_DESC"
    MADE_AT_DESC = "MADE_AT_DESC"


COMMITMENT_ORDERS = {
    CommitmentOrder.DUE_ON_ASC: Order(lambda promise: promise.due_on),
    CommitmentOrder.DUE_ON_DESC: Order(lambda promise: promise.due_on, descending=True),
    CommitmentOrder.MADE_AT_DESC: Order(lambda promise: promise.made_at, descending=True),
}


@filtering
class CommitmentFilter:
    """Conditions on commitments; all that are given must hold."""

    owner_id: strawberry.ID | None
    counterpart_id: strawberry.ID | None
    conversation_id: strawberry.ID | None
    states: list[CommitmentState] | None = where(
        lambda promise, states: promise.state == func.any(states)
    )
    due_before: date | None = where(lambda promise, day: promise.due_on < day)


@view(
    CarryOver,
    name="CarryOver",
    scope=Scope.RECORDS_READ,
    visible=visible_carry_overs,
    content=words.of_carry_over,
)
class CarryOverView(Node):
    """One time a promise got a later date, and why."""

    carried_at: datetime
    from_on: date
    to_on: date
    reason: str
    by: PersonView = one(lambda carried, person: person.id == carried.by_id)


@view(
    Commitment,
    name="Commitment",
    scope=Scope.RECORDS_READ,
    visible=visible_commitments,
    content=words.of_promise,
)
class CommitmentView(Node):
    """A promise of one side to the other, seen by these two."""

    text: str
    due_on: date
    made_at: datetime
    state: CommitmentState
    settled: bool = value(lambda promise: promise.state.not_in(UNSETTLED))
    times_carried_over: int
    dealt_with_at: datetime | None
    conversation_id: strawberry.ID
    owner: PersonView = one(lambda promise, person: person.id == promise.owner_id)
    counterpart: PersonView = one(lambda promise, person: person.id == promise.counterpart_id)
    release_wanted_by: PersonView | None = one(
        lambda promise, person: person.id == promise.release_wanted_by_id,
        description="Who would drop it; it is dropped when the other says so too.",
    )
    carry_overs: list[CarryOverView] = many(
        lambda promise, carried: carried.commitment_id == promise.id,
        order=lambda carried: [carried.carried_at, carried.id],
    )


@strawberry.type
class CommitmentQueries:
    commitment: CommitmentView | None = found(
        lambda promise, given, _: promise.id == given["id"], by={"id": strawberry.ID}
    )
    commitments: Connection[CommitmentView] = connection(
        COMMITMENT_ORDERS, filtered_by=CommitmentFilter
    )
