"""A mutation's input and payload are read off its command, and what was sent is read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import SimpleNamespace
from typing import Annotated, Any, TypedDict
from uuid import UUID

import pytest
import strawberry
from graphql import print_type
from strawberry.schema.config import StrawberryConfig

from api.graphql.input_types import input_of, keywords_of
from api.graphql.mutations import mutation
from api.graphql.parts.goals.views import GoalClosureView, GoalView
from api.graphql.scalars import SCALARS
from api.principal import Principal
from api.refusals import Refused
from api.scopes import Scope
from domain.base import new_id
from domain.goals.goal import Goal
from domain.work import UnitOfWork


@strawberry.enum
class Pace(StrEnum):
    SLOW = "SLOW"
    FAST = "FAST"


@dataclass(frozen=True, kw_only=True)
class StepItem:
    """What is done by when."""

    title: str
    due_on: Annotated[date | None, "The day itself counts."] = None
    helper_ids: Sequence[UUID] = ()


@dataclass(frozen=True)
class Taken:
    goal: Goal
    steps: int


async def take_steps(
    work: UnitOfWork,
    *,
    goal_id: UUID,
    parent_id: UUID | None,
    steps: Sequence[StepItem],
    paces: Sequence[Pace] = (Pace.FAST,),
    from_: date | None = None,
    settings: Mapping[str, Any] | None = None,
    weight: Annotated[int, "In per cent."] = 1,
    held: frozenset[str] = frozenset(),
    found: bool = False,
) -> Taken:
    """Who owns the goal may."""
    raise NotImplementedError


class Found(TypedDict):
    found: bool


async def look(principal: Principal, *, goal_id: UUID, address: str) -> Found:
    raise NotImplementedError


@strawberry.type
class Query:
    name: str


@strawberry.type
class Mutation:
    take_steps = mutation(
        take_steps,
        {"goal": GoalView, "steps": Annotated[int, "How many."]},
        scope=Scope.GOALS_WRITE,
        says="One after the other.",
        known={"held": lambda asker: asker.scopes},
        beforehand=look,
    )


SCHEMA = strawberry.Schema(
    query=Query, mutation=Mutation, config=StrawberryConfig(scalar_map=SCALARS)
)


def written(name: str) -> str:
    return print_type(SCHEMA._schema.type_map[name])  # noqa: SLF001 - graphql-core's own


def test_the_input_is_what_the_command_and_whoever_is_asked_take() -> None:
    """What the credential says and what is found out beforehand is nobody's to send."""
    assert (
        written("TakeStepsInput")
        == '''\
"""One after the other."""
input TakeStepsInput {
  goalId: ID!
  parentId: ID = null
  steps: [StepItemInput!]!
  paces: [Pace!]! = [FAST]
  from: Date = null
  settings: JSON = null

  """In per cent."""
  weight: Int! = 1
  address: String!
}'''
    )


def test_a_dataclass_is_an_input_of_its_own() -> None:
    assert (
        written("StepItemInput")
        == '''\
"""What is done by when."""
input StepItemInput {
  title: String!

  """The day itself counts."""
  dueOn: Date = null
  helperIds: [ID!]! = []
}'''
    )


def test_the_payload_is_what_the_line_gives() -> None:
    assert (
        written("TakeStepsPayload")
        == '''\
type TakeStepsPayload {
  goal: Goal

  """How many."""
  steps: Int
  userErrors: [UserError!]!
}'''
    )
    assert "Who owns the goal may." in written("Mutation")


def test_what_was_sent_becomes_what_the_command_takes() -> None:
    taken = [each for name, each in keywords_of(take_steps).items() if name != "held"]
    made = input_of("TakenInput", tuple(taken), "")
    goal_id, helper_id = new_id(), new_id()
    step = SimpleNamespace(title="Ask", due_on=None, helper_ids=[str(helper_id)])
    sent = made.type(goal_id=str(goal_id), steps=[step], paces=[Pace.SLOW], settings={"a": 1})
    assert made.arguments(sent) == {
        "goal_id": goal_id,
        "parent_id": None,
        "steps": [StepItem(title="Ask", helper_ids=[helper_id])],
        "paces": [Pace.SLOW],
        "from_": None,
        "settings": {"a": 1},
        "weight": 1,
        "found": False,
    }
    with pytest.raises(Refused, match="That is not an id of this service"):
        made.arguments(made.type(goal_id="1", steps=[]))


async def keep(work: UnitOfWork, *, what: Callable[[], None]) -> Goal:
    """Nobody can send a function."""
    raise NotImplementedError


async def shut(work: UnitOfWork, *, goal_id: UUID) -> Goal:
    """Gives a goal, and no closure."""
    raise NotImplementedError


@pytest.mark.parametrize(
    ("command", "gives"),
    [
        (keep, {"goal": GoalView}),
        (shut, {"goal": GoalClosureView}),
        (shut, {"goals": list[GoalView]}),
        (shut, {"goal": GoalView, "reason": str}),
        (take_steps, {"step": int}),
        (take_steps, {"steps": str}),
    ],
)
def test_a_line_that_cannot_be_kept_is_refused(
    command: Callable[..., Any], gives: dict[str, Any]
) -> None:
    with pytest.raises(TypeError):
        mutation(command, gives, scope=Scope.GOALS_WRITE)
