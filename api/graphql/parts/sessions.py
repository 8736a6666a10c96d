"""Where one is signed in, for GraphQL."""

from datetime import datetime
from enum import Enum
from functools import partial

import strawberry

from api.graphql.connection import Connection
from api.graphql.filters import filtering
from api.graphql.mutations import mutation
from api.graphql.nodes import Node
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Order
from api.graphql.views import connection, one, view
from api.scopes import Scope
from tenants.access.others_sessions import end_sessions_of, visible_sessions_of_all
from tenants.session import Session, revoke_sessions, visible_sessions


@view(Session, name="Session", scope=Scope.SESSIONS_MANAGE, visible=visible_sessions)
class SessionView(Node):
    """A browser in which one is signed in. It ends after eight hours without use."""

    browser: str
    created_at: datetime
    seen_at: datetime


@view(Session, name="PersonSession", scope=Scope.SESSIONS_MANAGE, visible=visible_sessions_of_all)
class PersonSessionView(Node):
    """A browser in which somebody of the company is signed in."""

    browser: str
    created_at: datetime
    seen_at: datetime
    person: PersonView = one(lambda session, person: person.id == session.person_id)


@strawberry.enum(description="Orders for sessions.")
class SessionOrder(Enum):
    SEEN_AT_DESC = "SEEN_AT_DESC"


_ORDERS = {SessionOrder.SEEN_AT_DESC: Order(lambda session: session.seen_at, descending=True)}


@filtering
class PersonSessionFilter:
    """Conditions on sessions; all that are given must hold."""

    person_id: strawberry.ID | None


@strawberry.type
class SessionQueries:
    sessions: Connection[SessionView] = connection(
        _ORDERS, description="One's own that have not ended; nobody sees another's."
    )
    person_sessions: Connection[PersonSessionView] = connection(
        _ORDERS,
        filtered_by=PersonSessionFilter,
        description="For admins: where the company's people are signed in.",
    )


_managing = partial(mutation, scope=Scope.SESSIONS_MANAGE)


@strawberry.type
class SessionMutations:
    end_sessions_of = _managing(end_sessions_of, signed_in_only=True)
    revoke_sessions = _managing(revoke_sessions, signed_in_only=True)
