"""The schema: every part's questions and deeds. A new part is named nowhere: it is found."""

from importlib import import_module
from pkgutil import walk_packages

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.graphql import nodes, parts
from api.graphql.scalars import SCALARS
from api.graphql.serving.charging import Charging
from api.graphql.serving.documents import Reading
from api.graphql.serving.execution import CloseContext, PassThrough
from api.graphql.serving.reporting import ReportedSchema

_MODULES = (
    nodes,
    *(import_module(each.name) for each in walk_packages(parts.__path__, f"{parts.__name__}.")),
)


def _roots(ending: str) -> tuple[type, ...]:
    """The parts' classes that are named so, in the order of their names."""
    found = {
        name: kind
        for module in _MODULES
        for name, kind in vars(module).items()
        if name.endswith(ending)
    }
    return tuple(found[name] for name in sorted(found))


Query = strawberry.type(type("Query", _roots("Queries"), {}))
Mutation = strawberry.type(type("Mutation", _roots("Mutations"), {}))
"""Each of its fields is one command in one transaction."""

schema = ReportedSchema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(scalar_map=SCALARS),
    execution_context_class=PassThrough,
    extensions=[CloseContext, Charging, Reading],
)
