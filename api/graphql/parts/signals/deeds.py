"""What can be done with metrics and evidence, for GraphQL."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import strawberry
from strawberry.scalars import JSON

from api.graphql.errors import UserError
from api.graphql.inputs import given
from api.graphql.mutations import mutation
from api.scopes import Scope
from domain.signals import commands
from domain.signals.metric import Better
from domain.signals.pushed import PushedEvidence, PushedPoint


@strawberry.input(description="The value of a person's metric in one week. Name whom once.")
class MetricPointItemInput:
    person_id: strawberry.ID | None = None
    person_email: str | None = None
    key: str
    unit: str
    source: str
    period_start: date = strawberry.field(description="The Monday of the week.")
    value: float
    name: str | None = strawberry.field(
        default=None, description="What a new series is called; else its key."
    )
    better: Better = strawberry.field(
        default=Better.HIGHER,
        description="Which way a new series gets better; when it gets worse for weeks, the"
        " manager hears of it.",
    )


@strawberry.input(description="At most 500 points, each person, key and week once.")
class PushMetricPointsInput:
    points: list[MetricPointItemInput]


@strawberry.input(description="Something a person did, as another system tells it.")
class EvidenceItemInput:
    person_id: strawberry.ID | None = None
    person_email: str | None = None
    source: str
    external_id: str
    kind: str
    title: str
    occurred_at: datetime
    url: str | None = None
    details: JSON | None = strawberry.field(
        default=None, description="Up to 20 numbers, short texts, yes or no; no content."
    )


@strawberry.input(description="At most 500 pieces, each source and external id once.")
class PushEvidenceInput:
    items: list[EvidenceItemInput]


@strawberry.type
class _Pushed:
    """How many items were new, changed, or known already. All count, or none."""

    created: int | None
    updated: int | None
    unchanged: int | None
    user_errors: list[UserError]


@strawberry.type
class PushMetricPointsPayload(_Pushed):
    pass


@strawberry.type
class PushEvidencePayload(_Pushed):
    pass


def _points(input: object) -> dict[str, Any]:
    return {"points": [PushedPoint(**point) for point in given(input)["points"]]}


def _items(input: object) -> dict[str, Any]:
    return {"items": [_piece(item) for item in given(input)["items"]]}


def _piece(item: Mapping[str, Any]) -> PushedEvidence:
    details = {} if item["details"] is None else item["details"]
    return PushedEvidence(**{**item, "details": details})


@strawberry.type
class SignalMutations:
    push_metric_points: PushMetricPointsPayload = mutation(
        commands.push_metric_points,
        PushMetricPointsInput,
        scope=Scope.SIGNALS_WRITE,
        arguments=_points,
    )
    push_evidence: PushEvidencePayload = mutation(
        commands.push_evidence, PushEvidenceInput, scope=Scope.SIGNALS_WRITE, arguments=_items
    )
