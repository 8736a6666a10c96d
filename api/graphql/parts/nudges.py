"""Nudges, for GraphQL."""

from datetime import date, datetime
from enum import Enum
from functools import partial

import strawberry
from sqlalchemy import func

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.mutations import mutation
from api.graphql.nodes import Node
from api.graphql.parts.people.views import PersonView
from api.graphql.parts.policy.views import TouchpointView
from api.graphql.planner.sources import Order
from api.graphql.views import connection, found, localised, one, view
from api.scopes import Scope
from domain.nudges import commands
from domain.nudges.nudge import Nudge, NudgeState
from domain.nudges.queries import visible_nudges

strawberry.enum(NudgeState, description="How far a nudge has got with whom it is for.")


@view(Nudge, name="Nudge", scope=Scope.NUDGES_READ, visible=visible_nudges)
class NudgeView(Node):
    """A word to somebody: why, what, and by when. Without a recipient it is for HR."""

    why: str = localised(lambda nudge: nudge.why)
    what: str = localised(lambda nudge: nudge.what)
    due_on: date
    state: NudgeState
    created_at: datetime
    seen_at: datetime | None
    ended_at: datetime | None
    dismissed_because: str | None
    withdrawn_because: str | None = localised(lambda nudge: nudge.withdrawn_because)
    recipient: PersonView | None = one(lambda nudge, person: person.id == nudge.recipient_id)
    touchpoint: TouchpointView | None = one(
        lambda nudge, touchpoint: touchpoint.id == nudge.touchpoint_id
    )


@strawberry.enum(description="Orders for nudges.")
class NudgeOrder(Enum):
    DUE_ON_ASC = "DUE_ON_ASC"
    CREATED_AT_DESC = "CREATED_AT_DESC"


_ORDERS = {
    NudgeOrder.DUE_ON_ASC: Order(lambda nudge: nudge.due_on),
    NudgeOrder.CREATED_AT_DESC: Order(lambda nudge: nudge.created_at, descending=True),
}


@filtering
class NudgeFilter:
    """Conditions on nudges; all that are given must hold."""

    state: NudgeState | None
    states: list[NudgeState] | None = where(lambda nudge, states: nudge.state == func.any(states))
    due_by: date | None = where(lambda nudge, day: nudge.due_on <= day)


@strawberry.type
class NudgeQueries:
    nudge: NudgeView | None = found(
        lambda nudge, given, _: nudge.id == given["id"], by={"id": strawberry.ID}
    )
    nudges: Connection[NudgeView] = connection(_ORDERS, filtered_by=NudgeFilter)


_writing = partial(mutation, scope=Scope.NUDGES_WRITE)
_NUDGE = {"nudge": NudgeView}


@strawberry.type
class NudgeMutations:
    mark_nudge_seen = _writing(commands.mark_nudge_seen, _NUDGE)
    dismiss_nudge = _writing(commands.dismiss_nudge, _NUDGE)
