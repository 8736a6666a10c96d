"""The views of a schema, and where their fields come from."""

import strawberry
from graphql import GraphQLField, GraphQLObjectType

from api.graphql.planner.planning import metadata_of, view_of
from api.graphql.planner.sources import PLAN, Source, View


def views_of(schema: strawberry.Schema) -> dict[GraphQLObjectType, View]:
    found = {}
    for kind in schema._schema.type_map.values():
        definition = kind.extensions.get("strawberry-definition")
        if isinstance(kind, GraphQLObjectType) and hasattr(
            getattr(definition, "origin", None), "__view__"
        ):
            found[kind] = view_of(kind)
    return found


def sources_of(kind: GraphQLObjectType) -> dict[str, tuple[GraphQLField, Source]]:
    """The fields of a view, or of the query, that the planner answers."""
    return {
        name: (field, metadata_of(field)[PLAN])
        for name, field in kind.fields.items()
        if PLAN in metadata_of(field)
    }
