"""Settling promises, for GraphQL."""

from functools import partial

import strawberry

from api.graphql.mutations import mutation
from api.graphql.parts.commitments.views import CommitmentView
from api.scopes import Scope
from domain.commitments import commands

_writing = partial(mutation, scope=Scope.RECORDS_WRITE)
_COMMITMENT = {"commitment": CommitmentView}


@strawberry.type
class CommitmentMutations:
    fulfil_commitment = _writing(commands.fulfil_commitment, _COMMITMENT)
    carry_over_commitment = _writing(commands.carry_over_commitment, _COMMITMENT)
    release_commitment = _writing(commands.release_commitment, _COMMITMENT)
