"""Documents that shape what others are told: checked when saved, answered when it happens."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import orjson
import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLOutputType,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    print_ast,
    visit,
)
from orjson import Fragment

from api.graphql.context import Context
from api.graphql.errors import presented
from api.graphql.planner.plan import plan_of
from api.graphql.planner.planning import metadata_of
from api.graphql.planner.roots import root
from api.graphql.planner.sources import SCOPE
from api.graphql.schema import schema
from api.graphql.serving.budget import Charge
from api.graphql.serving.document import read
from api.principal import Principal
from api.refusals import Refused
from domain.actor import Actor, ActorKind, Role
from domain.errors import Invalid
from domain.work import UnitOfWork
from infra.database import Place
from webhooks.documents import COST

_FIELD = "document"
_CORE = schema._schema  # noqa: SLF001 - strawberry has no public way to it


class Shaping:
    """The schema, as `webhooks.documents` wants to know it."""

    def scopes_of(self, document: str) -> frozenset[str]:
        """Raises Invalid for what is no query of `$id` alone, or costs more than it may."""
        tree = _understood(document)
        _require_one_query(tree)
        found = _Scopes(TypeInfo(_CORE))
        visit(tree, TypeInfoVisitor(found.info, found))
        return frozenset(found.scopes)

    async def answer(
        self,
        work: UnitOfWork,
        document: str,
        subject_id: UUID,
        *,
        scopes: Collection[str],
        roles: Collection[Role],
    ) -> Mapping[str, Any]:
        actor = Actor(kind=ActorKind.PLUGIN, roles=frozenset(roles))
        principal = Principal(Place.of(work.tenant_id), actor, frozenset(scopes))
        result = await schema.execute(
            document,
            variable_values={"id": str(subject_id)},
            context_value=_InTheWork(principal, work),
        )
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            told = [
                presented(each, principal.locale, str(work.causation_id)) for each in result.errors
            ]
            answer["errors"] = told
        parsed: Mapping[str, Any] = orjson.loads(orjson.dumps(answer))
        return parsed


class _InTheWork(Context):
    """Reads in the transaction of the work, so that one worker needs one connection."""

    def __init__(self, principal: Principal, work: UnitOfWork) -> None:
        super().__init__(principal)
        self._work = work

    def spend(self, points: int) -> Charge:
        """Nobody waits for it, so nobody is asked for points."""
        self.charge = Charge(points, points, 0, 0.0)
        return self.charge

    async def read(self, info: strawberry.Info) -> Fragment | None:
        raw = info._raw_info  # noqa: SLF001 - as in the context itself
        field = raw.parent_type.fields[raw.field_name]
        plan = plan_of(raw, field, raw.field_nodes, self.rights, root)
        variables: Any = raw.variable_values
        # What goes wrong in a statement must not take the work with it.
        async with self._lock, self._work.session.begin_nested():
            return await self._shown(self._work, plan, variables)


class _Scopes(Visitor):
    """What the fields of a document ask for, wherever they stand."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.scopes: set[str] = set()

    def enter_field(self, *_: object) -> None:
        field = self.info.get_field_def()
        for kind in (self.info.get_parent_type(), _rows_of(self.info.get_type())):
            definition = getattr(kind, "extensions", {}).get("strawberry-definition")
            view = getattr(getattr(definition, "origin", None), "__view__", None)
            if view is not None:
                self.scopes.add(view.scope)
        if field and "strawberry-definition" in field.extensions:
            own = metadata_of(field).get(SCOPE)
            self.scopes |= {own} if own else set()


def _rows_of(kind: GraphQLOutputType | None) -> GraphQLNamedType | None:
    """What a connection is a page of, since not even its length may be known without the scope."""
    named = get_named_type(kind) if kind else None
    nodes = getattr(named, "fields", {}).get("nodes")
    return get_named_type(nodes.type) if nodes else named


def _understood(document: str) -> DocumentNode:
    try:
        found = read(_CORE, document)
        for error in found.errors:
            raise error
        cost = found.cost(_CORE, None, {})
    except Refused as refused:
        raise Invalid(refused.message, zh=refused.zh, field=_FIELD) from refused
    except GraphQLError as error:
        raise Invalid(
            f"The document cannot be read: {error.message[:300]}",
            zh=f"无法读取该文档：{error.message[:300]}",
            field=_FIELD,
        ) from error
    if cost > COST:
        raise Invalid(
            f"The document costs {cost} points; {COST} are allowed. Ask for fewer rows",
            zh=f"该文档需要 {cost} 点，上限为 {COST} 点；请减少查询的行数",
            field=_FIELD,
        )
    return found.tree


def _require_one_query(tree: DocumentNode) -> None:
    operations = [each for each in tree.definitions if isinstance(each, OperationDefinitionNode)]
    (operation,) = operations if len(operations) == 1 else (None,)
    takes = {
        each.variable.name.value: print_ast(each.type)
        for each in (operation.variable_definitions or () if operation else ())
    }
    if (
        operation is None
        or operation.operation is not OperationType.QUERY
        or takes != {"id": "ID!"}
    ):
        raise Invalid(
            "The document must be one query of $id: ID! and of nothing else",
            zh="文档必须是仅含 $id: ID! 一个变量的查询",
            field=_FIELD,
        )
    if _only_looks_inward(operation):
        raise Invalid(
            "The document must ask for data of the company", zh="文档须查询企业数据", field=_FIELD
        )


def _only_looks_inward(operation: OperationDefinitionNode) -> bool:
    """At the schema, or at nothing."""
    return all(
        isinstance(each, FieldNode) and each.name.value.startswith("__")
        for each in operation.selection_set.selections
    )
