"""What can be done with metrics and evidence, for GraphQL."""

from functools import partial

import strawberry

from api.graphql.mutations import mutation
from api.scopes import Scope
from domain.signals import commands

_writing = partial(mutation, scope=Scope.SIGNALS_WRITE)
_CREATED = {"created": int, "updated": int, "unchanged": int}


@strawberry.type
class SignalMutations:
    push_metric_points = _writing(
        commands.push_metric_points,
        _CREATED,
        says="At most 500 points, each person, key and week once.",
    )
    push_evidence = _writing(
        commands.push_evidence,
        _CREATED,
        says="At most 500 pieces, each source and external id once.",
    )
