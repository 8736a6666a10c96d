"""What a document that shapes webhooks may be, and what its fields ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLNamedType,
    NameNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    get_nullable_type,
    is_list_type,
    located_error,
    parse,
    print_ast,
    visit,
)

from api.graphql.planner.planning import metadata_of, missing_scope
from api.graphql.planner.sources import SCOPE
from api.graphql.schema import schema
from api.graphql.serving.document import read
from api.refusals import Refused
from domain.errors import Invalid
from webhooks.documents import COST

_FIELD = "document"
_CORE = schema._schema  # noqa: SLF001 - strawberry has no public way to it


def scopes_in(tree: Node) -> frozenset[str]:
    """What the fields of a document ask for, wherever they stand."""
    found = _Scopes(TypeInfo(_CORE))
    visit(tree, TypeInfoVisitor(found.info, found))
    return frozenset(found.scopes)


@lru_cache(maxsize=500)
def without_forbidden(
    document: str, scopes: frozenset[str]
) -> tuple[str, Mapping[str, GraphQLError]]:
    """The document without the root fields that these scopes do not cover, and why not, by key.

    One that has fragments is left as it is: a field of it that is refused takes the rest along.
    """
    tree = parse(document)
    (operation, *fragments) = tree.definitions
    if fragments or not isinstance(operation, OperationDefinitionNode):
        return document, {}
    kept: list[SelectionNode] = []
    refused: dict[str, GraphQLError] = {}
    for field in operation.selection_set.selections:
        missing = sorted(scopes_in(_only(operation, [field])) - scopes)
        if missing and isinstance(field, FieldNode):
            key = (field.alias or field.name).value
            refused[key] = located_error(missing_scope(missing[0]), [field], [key])
        else:
            kept.append(field)
    return (print_ast(_only(operation, kept)), refused) if refused else (document, {})


def _only(operation: OperationDefinitionNode, fields: Sequence[SelectionNode]) -> DocumentNode:
    """The operation with these of its fields, or with one that is always there."""
    always = FieldNode(name=NameNode(value="__typename"))
    chosen = replace(operation.selection_set, selections=tuple(fields) or (always,))
    fewer = replace(operation, selection_set=chosen)
    if "$id" not in print_ast(chosen):
        fewer = replace(fewer, variable_definitions=())
    return DocumentNode(definitions=(fewer,))


class _Scopes(Visitor):
    """What the fields of a document ask for, wherever they stand."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.scopes: set[str] = set()

    def enter_field(self, *_: object) -> None:
        field = self.info.get_field_def()
        met = (self.info.get_parent_type(), get_named_type(self.info.get_type()))
        for kind in (*met, *map(_rows_of, met)):
            definition = getattr(kind, "extensions", {}).get("strawberry-definition")
            view = getattr(getattr(definition, "origin", None), "__view__", None)
            if view is not None:
                self.scopes.add(view.scope)
        if field and "strawberry-definition" in field.extensions:
            own = metadata_of(field).get(SCOPE)
            self.scopes |= {own} if own else set()


def _rows_of(kind: object) -> GraphQLNamedType | None:
    """What a connection is a page of: not even how many there are may be known without it."""
    rows = getattr(kind, "fields", {}).get("nodes")
    return (
        get_named_type(rows.type) if rows and is_list_type(get_nullable_type(rows.type)) else None
    )


def understood(document: str) -> DocumentNode:
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


def require_one_query(tree: DocumentNode) -> None:
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
