"""Who did what, for admins; and who read one's own words, for everybody."""

from datetime import datetime
from enum import Enum
from functools import partial
from typing import Annotated

import strawberry
from sqlalchemy import Integer, cast, func
from sqlalchemy.dialects.postgresql import array
from strawberry.scalars import JSON

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.mutations import mutation
from api.graphql.nodes import Node
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import SCOPE, Order
from api.graphql.views import connection, many, one, value, view
from api.scopes import Scope
from domain.actor import Role
from tenants.audit.entry import AuditEntry
from tenants.audit.export import export_audit
from tenants.audit.period import SHORTEST, audit_period, change_audit_period, period_of_plan
from tenants.audit.readings import visible_readings
from tenants.audit.trail import visible_entries
from tenants.work import open_work

_SCOPE = Scope.AUDIT_MANAGE


@view(AuditEntry, name="AuditEntry", scope=_SCOPE, visible=visible_entries)
class AuditEntryView(Node):
    """Who did or read what, when, and from where. Nobody can change it or take it away."""

    seq: int = value(
        lambda entry: cast(entry.seq, Integer),
        description="Its place in the company's trail, from 1 on without a gap.",
    )
    at: datetime
    actor_kind: str
    via_id: strawberry.ID | None
    program_id: strawberry.ID | None
    deed: str
    subject: str
    subject_id: strawberry.ID | None
    details: JSON
    network: str | None
    hash: str
    actor: PersonView | None = one(lambda entry, person: person.id == entry.actor_id)
    about: list[PersonView] = many(
        lambda entry, person: person.id == func.any(entry.about),
        order=lambda person: [person.name],
    )


@view(AuditEntry, name="ContentReading", scope=_SCOPE, visible=visible_readings)
class ContentReadingView(Node):
    """Somebody who took no part, or a plugin, read what was said with you."""

    at: datetime
    subject: str
    subject_id: strawberry.ID | None
    via_id: strawberry.ID | None
    reader: PersonView | None = one(lambda entry, person: person.id == entry.actor_id)


@strawberry.enum(description="Orders for what was done.")
class AuditOrder(Enum):
    SEQ_DESC = "SEQ_DESC"
    SEQ_ASC = "SEQ_ASC"


_ORDERS = {
    AuditOrder.SEQ_DESC: Order(lambda entry: entry.seq, descending=True),
    AuditOrder.SEQ_ASC: Order(lambda entry: entry.seq),
}


@filtering
class AuditFilter:
    """Conditions on entries; all that are given must hold."""

    actor_id: strawberry.ID | None
    about_id: strawberry.ID | None = where(
        lambda entry, person: entry.about.contains(array([person]))
    )
    deeds: list[str] | None = where(lambda entry, deeds: entry.deed == func.any(deeds))
    since: datetime | None = where(lambda entry, moment: entry.at >= moment)
    until: datetime | None = where(lambda entry, moment: entry.at < moment)


@strawberry.type(name="AuditPeriod", description="How long the audit trail is kept, in days.")
class AuditPeriodFacts:
    days: int = strawberry.field(description="As it counts now.")
    longest: int = strawberry.field(description="What the company's plan allows.")
    shortest: int = strawberry.field(description="Nobody may have it gone sooner.")


async def _period(info: strawberry.Info) -> AuditPeriodFacts | None:
    asker = info.context.principal
    if _SCOPE not in asker.scopes or not asker.actor.has(Role.ADMIN):
        return None
    async with open_work(asker.place, asker.actor) as work:
        return AuditPeriodFacts(
            days=await audit_period(work), longest=await period_of_plan(work), shortest=SHORTEST
        )


@strawberry.type
class AuditQueries:
    audit_period: AuditPeriodFacts | None = strawberry.field(
        resolver=_period,
        metadata={SCOPE: _SCOPE},
        description="For admins, with the scope audit:manage; null for everybody else.",
    )
    audit_entries: Connection[AuditEntryView] = connection(
        _ORDERS, filtered_by=AuditFilter, description="For admins: the company's trail."
    )
    content_readings: Connection[ContentReadingView] = connection(
        _ORDERS, description="Who read what was said with you, and took no part in it."
    )


_writing = partial(mutation, scope=_SCOPE)


@strawberry.type
class AuditMutations:
    export_audit = _writing(
        export_audit,
        {"csv": Annotated[str, "A line for each entry, the oldest first."], "entries": int},
        says="As the filter of `auditEntries`; at most 10,000 entries.",
    )
    change_audit_period = _writing(change_audit_period, {"days": int})
