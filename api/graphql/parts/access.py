"""Access tokens and invitations, for GraphQL."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from api.graphql.connection import Connection
from api.graphql.mutations import mutation
from api.graphql.nodes import Node
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Order, Row
from api.graphql.roles import Role
from api.graphql.views import TODAY, connection, one, value, view
from api.scopes import Scope
from domain.people.person import Person
from domain.work import UnitOfWork
from tenants.access.events import PersonInvited
from tenants.access.second_factor.standing import is_demanded
from tenants.access.token_approval import approve_token
from tenants.credential import TokenKind
from tenants.sign_in import create_sign_in_link, link_address
from tenants.token import AccessToken, create_token, revoke_token, visible_tokens

strawberry.enum(TokenKind, description="Whose token it is: a person's, a program's, an operator's.")


def _rests(token: Row) -> ColumnElement[bool]:
    answering = aliased(Person)
    stands = (
        select(answering.id)
        .where(answering.id == token.approved_by_id, answering.roles.contains([Role.ADMIN.value]))
        .where(answering.left_on.is_(None) | (answering.left_on > TODAY))
        .correlate_except(answering)
        .exists()
    )
    may = stands & (token.confirmed | ~is_demanded())
    rests: ColumnElement[bool] = (token.kind == TokenKind.APP) & ~may
    return rests


@view(AccessToken, name="AccessToken", scope=Scope.TOKENS_MANAGE, visible=visible_tokens)
class AccessTokenView(Node):
    """What a token is good for. The token itself is shown once, when it is made."""

    kind: TokenKind
    name: str
    last_four: str
    scopes: list[str]
    roles: list[Role]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_on: date | None
    created_by: PersonView | None = one(lambda token, person: person.id == token.created_by_id)
    approved_by: PersonView | None = one(
        lambda token, person: person.id == token.approved_by_id,
        description="Who answers for a program's token: it may do what they may do, no more.",
    )
    rests: bool = value(
        _rests,
        description="A program's token that is refused, because whoever answers for it has left or"
        " is no admin any more, or had not shown the second factor that the company demands by now,"
        " until an admin approves it.",
    )


@strawberry.enum(description="Orders for access tokens.")
class AccessTokenOrder(Enum):
    CREATED_AT_DESC = "CREATED_AT_DESC"


_ORDERS = {AccessTokenOrder.CREATED_AT_DESC: Order(lambda token: token.created_at, descending=True)}


@strawberry.type
class AccessQueries:
    access_tokens: Connection[AccessTokenView] = connection(
        _ORDERS, description="One's own; for admins all of the company's."
    )


@dataclass(frozen=True)
class Invitation:
    url: str


async def invite_person(work: UnitOfWork, *, person_id: UUID) -> Invitation:
    """A link to hand over, for whoever has never signed in; `invite` sends one by mail."""
    link = await create_sign_in_link(work, person_id=person_id)
    work.announce(PersonInvited(subject_id=person_id))
    return Invitation(link_address(link))


_HELD = {"held": lambda asker: asker.scopes}
_TOKEN = {"token": AccessTokenView}


@strawberry.type
class AccessMutations:
    create_token = mutation(
        create_token,
        {"token": AccessTokenView, "secret": Annotated[str, "Shown this once, and kept nowhere."]},
        scope=Scope.TOKENS_MANAGE,
        says="A user token is the asker's own; an app token is a program's.",
        known=_HELD,
        signed_in_only=True,
    )
    approve_token = mutation(
        approve_token, _TOKEN, scope=Scope.TOKENS_MANAGE, known=_HELD, signed_in_only=True
    )
    revoke_token = mutation(revoke_token, _TOKEN, scope=Scope.TOKENS_MANAGE, signed_in_only=True)
    invite_person = mutation(
        invite_person,
        {"url": Annotated[str, "Good for one sign-in within 15 minutes."]},
        scope=Scope.PEOPLE_WRITE,
        signed_in_only=True,
    )
