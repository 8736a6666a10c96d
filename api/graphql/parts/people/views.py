"""People and who manages whom, for GraphQL."""

from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.nodes import Node
from api.graphql.parts.conversations.pages import CONVERSATION_ORDERS, ConversationFilter
from api.graphql.parts.goals.pages import GOAL_ORDERS, GoalFilter
from api.graphql.planner.sources import Order, Row
from api.graphql.roles import Role
from api.graphql.views import (
    NOW,
    TODAY,
    connection,
    found,
    many,
    one,
    value,
    view,
)
from api.scopes import Scope
from domain.events import StoredEvent
from domain.language import Language
from domain.people.person import Person
from domain.people.queries import holds_on, own_id, visible_people
from domain.people.reporting_line import ReportingLine
from tenants.access.entry import EntryState, came_at, entry_state, invited_at
from tenants.sign_in import signing_in_of

if TYPE_CHECKING:
    from api.graphql.parts.conversations.views import ConversationView
    from api.graphql.parts.goals.views import GoalView


@view(ReportingLine, name="ReportingLine", scope=Scope.PEOPLE_READ)
class ReportingLineView:
    """Who manages a person from one day until before another."""

    valid_from: date
    valid_to: date | None
    person: "PersonView" = one(lambda line, person: person.id == line.person_id)
    manager: "PersonView" = one(lambda line, person: person.id == line.manager_id)


strawberry.enum(Language, description="A language that Tanlu speaks.")
strawberry.enum(EntryState, description="How far somebody has got on the way in.")


def works_today(person: Row) -> ColumnElement[bool]:
    """Whether they have not left."""
    stays: ColumnElement[bool] = person.left_on.is_(None) | (person.left_on > TODAY)
    return stays


@strawberry.enum(description="Orders for people.")
class PersonOrder(Enum):
    NAME_ASC = "NAME_ASC"
    NAME_DESC = "NAME_DESC"
    JOINED_ON_DESC = "JOINED_ON_DESC"


ORDERS = {
    PersonOrder.NAME_ASC: Order(lambda person: person.name),
    PersonOrder.NAME_DESC: Order(lambda person: person.name, descending=True),
    PersonOrder.JOINED_ON_DESC: Order(lambda person: person.joined_on, descending=True),
}


@filtering
class PersonFilter:
    """Conditions on people; all that are given must hold."""

    email: str | None = where(lambda person, given: person.email == func.lower(given))
    name_contains: str | None = where(
        lambda person, part: func.strpos(func.lower(person.name), func.lower(part)) > 0
    )
    entry: EntryState | None = where(
        lambda person, state: (entry_state(person.id, NOW) == state) & works_today(person)
    )
    role: Role | None = where(lambda person, role: role == func.any(person.roles))


@view(Person, name="Person", scope=Scope.PEOPLE_READ, visible=visible_people)
class PersonView(Node):
    """Somebody who works, or worked, in the company."""

    name: str
    email: str
    title: str | None
    roles: list[Role]
    joined_on: date
    left_on: date | None
    language: Language | None = value(
        lambda person: person.language,
        description="In which mail to them is written; null: they have not chosen, and it is the"
        " company's.",
    )
    email_confirmed: bool = value(
        lambda person: person.email_confirmed,
        scope=Scope.PEOPLE_WRITE,
        description="False where the address was changed by others than an admin: until an admin"
        " confirms it, nobody comes in by it.",
    )
    has_signed_in: bool = value(
        lambda person: signing_in_of(person.id).correlate_except(StoredEvent).exists(),
        scope=Scope.PEOPLE_WRITE,
        description="Whether they ever have; until then an admin may invite them.",
    )
    entry: EntryState = value(
        lambda person: entry_state(person.id, NOW),
        scope=Scope.PEOPLE_WRITE,
        description="How far they have got on the way in.",
    )
    invited_at: datetime | None = value(
        lambda person: invited_at(person.id),
        scope=Scope.PEOPLE_WRITE,
        description="When they were invited last.",
    )
    came_at: datetime | None = value(
        lambda person: came_at(person.id),
        scope=Scope.PEOPLE_WRITE,
        description="When they signed in for the first time.",
    )
    reporting_lines: list[ReportingLineView] = many(
        lambda person, line: line.person_id == person.id,
        order=lambda line: [line.valid_from],
    )
    manager: "PersonView | None" = one(
        lambda person, manager: manager.id.in_(_managers_of(person)),
        description="Who manages them today.",
    )
    reports: Connection["PersonView"] = connection(
        ORDERS,
        on=lambda person, report: report.id.in_(_reports_of(person)),
        filtered_by=PersonFilter,
        description="Whom they manage today.",
    )
    goals: Connection[Annotated["GoalView", strawberry.lazy("api.graphql.parts.goals.views")]] = (
        connection(
            GOAL_ORDERS, on=lambda person, goal: goal.owner_id == person.id, filtered_by=GoalFilter
        )
    )
    conversations: Connection[
        Annotated["ConversationView", strawberry.lazy("api.graphql.parts.conversations.views")]
    ] = connection(
        CONVERSATION_ORDERS,
        on=lambda person, talk: talk.subject_id == person.id,
        filtered_by=ConversationFilter,
        description="Those about their own work, with whoever manages or managed them.",
    )


def _managers_of(person: Row) -> Select[UUID]:
    line = aliased(ReportingLine)
    today = select(line.manager_id).where(line.person_id == person.id, holds_on(line, TODAY))
    return today.correlate_except(line)


def _reports_of(person: Row) -> Select[UUID]:
    line = aliased(ReportingLine)
    today = select(line.person_id).where(line.manager_id == person.id, holds_on(line, TODAY))
    return today.correlate_except(line)


@strawberry.type
class PeopleQueries:
    viewer: PersonView | None = found(
        lambda person, _, viewer: person.id == own_id(viewer),
        description="The person who asks; null for an app.",
    )
    person: PersonView | None = found(
        lambda person, given, _: person.id == given["id"], by={"id": strawberry.ID}
    )
    people: Connection[PersonView] = connection(ORDERS, filtered_by=PersonFilter)
