"""Accounts in other systems, and whose each is here, for GraphQL: admins only."""

from datetime import datetime
from enum import Enum

import strawberry
from sqlalchemy import Integer, case, cast, func, select

from api.graphql.filters import filtering, where
from api.graphql.nodes import Node
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Order
from api.graphql.views import one, value, view
from api.scopes import Scope
from integrations.external_identity import ExternalAccount, MatchedBy
from integrations.observed import ObservedItem
from integrations.queries import visible_accounts

COUNT = cast(func.count(), Integer())

strawberry.enum(MatchedBy, description="How it is known who an account is.")


@view(
    ExternalAccount,
    name="ExternalAccount",
    scope=Scope.CONNECTIONS_MANAGE,
    visible=visible_accounts,
)
class ExternalAccountView(Node):
    """Somebody over there. Until it is known who that is here, their work waits."""

    external_id: str
    name: str
    email: str | None
    matched_by: MatchedBy | None
    matched_at: datetime | None
    first_seen_at: datetime
    items: int = value(
        lambda account: (
            select(COUNT).where(ObservedItem.account_id == account.id).scalar_subquery()
        ),
        description="Pieces of work of theirs.",
    )
    person: PersonView | None = one(lambda account, person: person.id == account.person_id)
    suggestion: PersonView | None = one(
        lambda account, person: person.id == account.suggested_id,
        description="Has the same name, for an admin to confirm.",
    )


@strawberry.enum(description="Orders for accounts.")
class ExternalAccountOrder(Enum):
    NAME_ASC = "NAME_ASC"
    SUGGESTED_FIRST = "SUGGESTED_FIRST"


ORDERS_OF_ACCOUNTS = {
    ExternalAccountOrder.NAME_ASC: Order(lambda account: account.name),
    # Those that wait for no more than a yes, and each group by name.
    ExternalAccountOrder.SUGGESTED_FIRST: Order(
        lambda account: func.coalesce(
            case((account.suggested_id.is_not(None), "0"), else_="1") + account.name, ""
        )
    ),
}


@filtering
class ExternalAccountFilter:
    """Conditions on accounts; all that are given must hold."""

    matched: bool | None = where(
        lambda account, matched: account.matched_by.is_not(None) == matched
    )
    name_contains: str | None = where(
        lambda account, part: func.strpos(func.lower(account.name), func.lower(part)) > 0
    )
