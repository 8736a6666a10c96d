"""What a mutation answers: the things the command gave back, or why it was refused."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLResolveInfo,
    get_named_type,
    is_object_type,
)
from orjson import Fragment

from api.graphql.errors import UserError
from api.graphql.planner.kept import KeptPlans
from api.graphql.planner.plan import Plan, Rights, Wanted, plan_of
from api.graphql.planner.planning import metadata_of, missing_scope, object_type
from api.graphql.planner.roots import by_id
from api.graphql.planner.selection import Document, Fields
from api.graphql.planner.sources import SCOPE
from api.refusals import Locale
from domain.errors import DomainError

Show = Callable[..., Awaitable[Fragment | None]]


@dataclass(frozen=True)
class Payload:
    """A mutation's payload: which fields are asked for, and how each is found."""

    info: GraphQLResolveInfo[Any]
    kind: GraphQLObjectType
    document: Document
    chosen: Fields
    plans: Mapping[str, Plan]

    @classmethod
    async def of(cls, info: GraphQLResolveInfo[Any], rights: Rights, kept: KeptPlans) -> Self:
        """Plans the reading before anything is changed. Raises Refused for lack of rights."""
        mutation = info.parent_type.fields[info.field_name]
        scope = metadata_of(mutation)[SCOPE]
        if scope not in rights.scopes:
            raise missing_scope(scope)
        variables: Any = info.variable_values
        document = Document(info.schema, info.fragments, variables)
        kind = object_type(mutation)
        chosen = document.fields_of(info.field_nodes, kind)
        plans = {
            key: await plan_of(
                Wanted(info, kind.fields[nodes[0].name.value], nodes, by_id), rights, kept
            )
            for key, nodes in chosen.items()
            if _is_view(kind, nodes)
        }
        return cls(info, kind, document, chosen, plans)

    async def of_result(self, result: object, show: Show) -> dict[str, Any]:
        """The payload of a command that was carried out."""
        answer: dict[str, Any] = {}
        for key, nodes in self.chosen.items():
            name = nodes[0].name.value
            if key in self.plans:
                ids = _ids(result, name)
                answer[key] = await show(self.plans[key], self.info.variable_values, **ids)
            else:
                answer[key] = self._plain(name, result)
        return answer

    def of_refusal(self, refused: DomainError, locale: Locale) -> dict[str, Any]:
        """The payload of a command that was refused: nothing but the reasons."""
        reasons = [vars(UserError.of(each, locale)) for each in refused.reasons]
        known = {"__typename": self.kind.name}
        return {
            key: self._errors(nodes, reasons)
            if nodes[0].name.value == "userErrors"
            else known.get(nodes[0].name.value)
            for key, nodes in self.chosen.items()
        }

    def _plain(self, name: str, result: object) -> Any:  # noqa: ANN401
        if name == "__typename":
            return self.kind.name
        if name == "userErrors":
            return []
        return getattr(result, _snake_case(name))

    def _errors(
        self, nodes: list[FieldNode], reasons: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        kind = object_type(self.kind.fields["userErrors"])
        asked = self.document.fields_of(nodes, kind)
        return [
            {
                key: {**reason, "__typename": kind.name}[same[0].name.value]
                for key, same in asked.items()
            }
            for reason in reasons
        ]


def _is_view(kind: GraphQLObjectType, nodes: list[FieldNode]) -> bool:
    field = kind.fields.get(nodes[0].name.value)
    named = get_named_type(field.type) if field else None
    if not is_object_type(named):
        return False
    return hasattr(named.extensions["strawberry-definition"].origin, "__view__")


def _ids(result: object, name: str) -> dict[str, UUID | list[UUID] | None]:
    shown = result
    if not hasattr(result, "id") and not isinstance(result, Sequence):
        shown = getattr(result, _snake_case(name))
    if isinstance(shown, Sequence):
        return {"result_ids": [each.id for each in shown]}
    return {"result_id": getattr(shown, "id", None)}


def _snake_case(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
