"""Settling promises, for GraphQL."""

from datetime import date
from functools import partial

import strawberry

from api.graphql.errors import UserError
from api.graphql.mutations import mutation
from api.graphql.parts.commitments.views import CommitmentView
from api.scopes import Scope
from domain.commitments import commands

_writing = partial(mutation, scope=Scope.RECORDS_WRITE)


@strawberry.input(description="A promise that was kept.")
class FulfilCommitmentInput:
    commitment_id: strawberry.ID


@strawberry.input(description="A later date for a promise, and why.")
class CarryOverCommitmentInput:
    commitment_id: strawberry.ID
    due_on: date
    reason: str


@strawberry.input(description="A promise to drop.")
class ReleaseCommitmentInput:
    commitment_id: strawberry.ID


@strawberry.type
class _Commitment:
    commitment: CommitmentView | None
    user_errors: list[UserError]


@strawberry.type
class FulfilCommitmentPayload(_Commitment):
    pass


@strawberry.type
class CarryOverCommitmentPayload(_Commitment):
    pass


@strawberry.type
class ReleaseCommitmentPayload(_Commitment):
    pass


@strawberry.type
class CommitmentMutations:
    fulfil_commitment: FulfilCommitmentPayload = _writing(
        commands.fulfil_commitment, FulfilCommitmentInput
    )
    carry_over_commitment: CarryOverCommitmentPayload = _writing(
        commands.carry_over_commitment, CarryOverCommitmentInput
    )
    release_commitment: ReleaseCommitmentPayload = _writing(
        commands.release_commitment, ReleaseCommitmentInput
    )
