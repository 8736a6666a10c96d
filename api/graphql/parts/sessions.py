"""Where one is signed in, for GraphQL."""

from datetime import datetime
from enum import Enum

import strawberry

from api.graphql.connection import Connection
from api.graphql.errors import UserError
from api.graphql.mutations import mutation
from api.graphql.nodes import Node
from api.graphql.planner.sources import Order
from api.graphql.views import connection, view
from api.scopes import Scope
from tenants.session import Session, revoke_sessions, visible_sessions


@view(Session, name="Session", scope=Scope.SESSIONS_MANAGE, visible=visible_sessions)
class SessionView(Node):
    """A browser in which one is signed in. It ends after eight hours without use."""

    browser: str
    created_at: datetime
    seen_at: datetime


@strawberry.enum(description="Orders for sessions.")
class SessionOrder(Enum):
    SEEN_AT_DESC = "SEEN_AT_DESC"


_ORDERS = {SessionOrder.SEEN_AT_DESC: Order(lambda session: session.seen_at, descending=True)}


@strawberry.type
class SessionQueries:
    sessions: Connection[SessionView] = connection(
        _ORDERS, description="One's own that have not ended; nobody sees another's."
    )


@strawberry.input
class RevokeSessionsInput:
    session_ids: list[strawberry.ID]


@strawberry.type
class RevokeSessionsPayload:
    user_errors: list[UserError]


@strawberry.type
class SessionMutations:
    revoke_sessions: RevokeSessionsPayload = mutation(
        revoke_sessions, RevokeSessionsInput, scope=Scope.SESSIONS_MANAGE
    )
