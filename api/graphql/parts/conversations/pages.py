"""In which orders and under which conditions conversations are listed, wherever they are."""

from datetime import UTC, datetime
from enum import Enum

import strawberry
from sqlalchemy import func

from api.graphql.filters import filtering, where
from api.graphql.parts.conversations.enums import ConversationState, Kind, Weight
from api.graphql.planner.sources import Order

_NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@strawberry.enum(description="Orders for conversations. Those without a time come last.")
class ConversationOrder(Enum):
    PLANNED_AT_DESC = "PLANNED_AT_DESC"
    PLANNED_AT_ASC = "PLANNED_AT_ASC"
    STARTS_AT_ASC = "STARTS_AT_ASC"


CONVERSATION_ORDERS = {
    ConversationOrder.PLANNED_AT_DESC: Order(lambda talk: talk.planned_at, descending=True),
    ConversationOrder.PLANNED_AT_ASC: Order(lambda talk: talk.planned_at),
    ConversationOrder.STARTS_AT_ASC: Order(lambda talk: func.coalesce(talk.starts_at, _NEVER)),
}


@filtering
class ConversationFilter:
    """Conditions on conversations; all that are given must hold."""

    subject_id: strawberry.ID | None
    manager_id: strawberry.ID | None
    participant_id: strawberry.ID | None = where(
        lambda talk, person: (talk.subject_id == person) | (talk.manager_id == person)
    )
    touchpoint_id: strawberry.ID | None
    kind: Kind | None
    weight: Weight | None
    states: list[ConversationState] | None = where(
        lambda talk, states: talk.state == func.any(states)
    )
    starts_before: datetime | None = where(lambda talk, moment: talk.starts_at < moment)
    starts_after: datetime | None = where(lambda talk, moment: talk.starts_at > moment)
