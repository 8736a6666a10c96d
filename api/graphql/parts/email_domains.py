"""The domains of a company's addresses, for GraphQL."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from functools import partial
from typing import TypedDict
from uuid import UUID

import strawberry
from sqlalchemy import func

from api.graphql.connection import Connection
from api.graphql.mutations import mutation
from api.graphql.nodes import Node
from api.graphql.planner.sources import Order
from api.graphql.views import connection, localised, value, view
from api.principal import Principal
from api.scopes import Scope
from tenants.access.email_domains.claim import DomainClaim, visible_domain_claims
from tenants.access.email_domains.lookup import found_at
from tenants.access.email_domains.proof import check_domain, claim_domain, give_domain_up


@view(DomainClaim, name="EmailDomain", scope=Scope.SIGN_IN_MANAGE, visible=visible_domain_claims)
class EmailDomainView(Node):
    """A domain that the company says is theirs, and the record in its DNS that shows it."""

    domain: str
    record_name: str = value(
        lambda claim: func.concat("_tanlu.", claim.domain), description="Of the TXT record."
    )
    record_value: str = value(lambda claim: claim.value)
    created_at: datetime
    checked_at: datetime | None
    proven_at: datetime | None
    lost_at: datetime | None = value(
        lambda claim: claim.lost_at, description="When a record that had been there was missed."
    )
    problem: str | None = localised(
        lambda claim: claim.problem, description="What the last check found, if anything."
    )


@strawberry.enum(description="Orders for e-mail domains.")
class EmailDomainOrder(Enum):
    DOMAIN_ASC = "DOMAIN_ASC"


_ORDERS = {EmailDomainOrder.DOMAIN_ASC: Order(lambda claim: claim.domain)}


@strawberry.type
class EmailDomainQueries:
    email_domains: Connection[EmailDomainView] = connection(_ORDERS, description="For admins.")


class _Answer(TypedDict):
    found: Sequence[str] | None


async def _looked_for(asker: Principal, *, domain_id: UUID) -> _Answer:
    return {"found": await found_at(asker.place, asker.actor, domain_id)}


_managing = partial(mutation, scope=Scope.SIGN_IN_MANAGE)
_EMAIL_DOMAIN = {"email_domain": EmailDomainView}


@strawberry.type
class EmailDomainMutations:
    claim_domain = _managing(claim_domain, _EMAIL_DOMAIN, signed_in_only=True)
    check_domain = _managing(
        check_domain, _EMAIL_DOMAIN, beforehand=_looked_for, signed_in_only=True
    )
    give_domain_up = _managing(give_domain_up, signed_in_only=True)
