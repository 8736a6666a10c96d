"""How managers converse, for GraphQL: figures, and what each was counted from."""

from datetime import date, datetime
from enum import Enum

import strawberry

from api.graphql.connection import Connection
from api.graphql.filters import filtering, where
from api.graphql.mutations import mutation
from api.graphql.nodes import Node
from api.graphql.parts.conversations.views import ConversationView
from api.graphql.parts.people.views import PersonView
from api.graphql.planner.sources import Order
from api.graphql.views import connection, found, many, one, view
from api.scopes import Scope
from domain.scorecards.commands import recompute_scorecard
from domain.scorecards.period import Grain
from domain.scorecards.queries import visible_scorecard_sources, visible_scorecards
from domain.scorecards.scorecard import Indicator, ManagerScorecard, ScorecardSource

strawberry.enum(Grain, name="ScorecardGrain", description="How long a scorecard's period is.")
strawberry.enum(Indicator, name="ScorecardIndicator", description="A number of a scorecard.")


@view(
    ScorecardSource,
    name="ScorecardSource",
    scope=Scope.SCORECARDS_READ,
    visible=visible_scorecard_sources,
)
class ScorecardSourceView(Node):
    """A touchpoint (coverage) or a commitment (follow-through) that was counted."""

    indicator: Indicator
    source_id: strawberry.ID
    favourable: bool
    conversation: ConversationView | None = one(
        lambda source, talk: talk.id == source.conversation_id
    )


@view(
    ManagerScorecard,
    name="ManagerScorecard",
    scope=Scope.SCORECARDS_READ,
    visible=visible_scorecards,
)
class ManagerScorecardView(Node):
    """A manager's figures for a month or a quarter. What is unknown is null, never nought."""

    grain: Grain
    period_start: date
    period_end: date
    formula_version: int
    coverage: float | None
    talks_required: int
    talks_held_and_recorded: int
    follow_through: float | None
    commitments_due: int
    commitments_kept: int
    computed_at: datetime
    manager: PersonView = one(lambda card, person: person.id == card.manager_id)
    sources: list[ScorecardSourceView] = many(
        lambda card, source: source.scorecard_id == card.id,
        order=lambda source: [source.indicator, source.source_id],
    )


@strawberry.enum(description="Orders for scorecards.")
class ScorecardOrder(Enum):
    PERIOD_START_DESC = "PERIOD_START_DESC"
    PERIOD_START_ASC = "PERIOD_START_ASC"


SCORECARD_ORDERS = {
    ScorecardOrder.PERIOD_START_DESC: Order(lambda card: card.period_start, descending=True),
    ScorecardOrder.PERIOD_START_ASC: Order(lambda card: card.period_start),
}


@filtering
class ScorecardFilter:
    """Conditions on scorecards; all that are given must hold."""

    manager_id: strawberry.ID | None
    grain: Grain | None
    on: date | None = where(lambda card, day: (card.period_start <= day) & (card.period_end > day))


@strawberry.type
class ScorecardQueries:
    scorecard: ManagerScorecardView | None = found(
        lambda card, given, _: card.id == given["id"], by={"id": strawberry.ID}
    )
    scorecards: Connection[ManagerScorecardView] = connection(
        SCORECARD_ORDERS, filtered_by=ScorecardFilter
    )


@strawberry.type
class ScorecardMutations:
    recompute_scorecard = mutation(
        recompute_scorecard, {"scorecard": ManagerScorecardView}, scope=Scope.SCORECARDS_WRITE
    )
