"""Things that have an id of their own, whatever kind they are."""

import strawberry

from api.graphql.views import looked_up, value


@strawberry.interface(description="A thing with an id that is unique across all kinds.")
class Node:
    id: strawberry.ID = value(lambda row: row.id)


@strawberry.type
class NodeQueries:
    node: Node | None = looked_up(
        by={"id": strawberry.ID}, description="The thing with that id, if there is one to see."
    )
    nodes: list[Node | None] = looked_up(
        by={"ids": list[strawberry.ID]},
        description="At most 100 things, in the order of the ids; null where there is none to see.",
    )
