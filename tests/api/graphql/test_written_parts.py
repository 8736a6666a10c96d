"""Parts of statements are written once, and what they need comes along with them."""

from typing import Any

import pytest
from sqlalchemy import Text, bindparam, func, literal, select

from api.graphql.parts.conversations.views import ConversationView
from api.graphql.parts.goals.views import GoalView
from api.graphql.planner import plan as plans
from api.graphql.planner import rows
from api.graphql.planner.written import written
from domain.actor import Role
from domain.goals.goal import Goal
from domain.goals.states import GoalState
from domain.people.queries import below
from domain.viewer import Viewer
from tests.asking import Asking
from tests.people import Cast, acting

ASKED = """query Parts { people(first: 1) { nodes { goals(first: 1) { nodes { progress } }
  conversations(first: 1) { nodes { state } } again: goals(first: 2) { nodes { progress } } } } }"""


async def test_what_parts_share_is_computed_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = plans._make

    def noting(*wanted: Any) -> plans.Plan:  # noqa: ANN401 - what it is made from
        plan = make(*wanted)
        made.append(plan.sql)
        return plan

    monkeypatch.setattr(plans, "_make", noting)
    await Asking(cast.place, acting(cast.mei)).ask(ASKED)
    (sql,) = made
    assert sql.count("WITH RECURSIVE") == 1
    assert sql.count("below(person_id) AS") == 1
    assert sql.count("FROM below)") >= 3


def test_a_value_keeps_its_constants_under_names_of_its_own() -> None:
    state = func.coalesce(literal("A"), bindparam("locale", type_=Text(), required=False))
    part = written(select(Goal.id).where(Goal.state == GoalState.ACTIVE, state == "A"), "one")
    assert {each.key: each.value for each in part.parameters} == {
        "one_0": "ACTIVE",
        "one_1": "A",
        "locale": None,
        "one_3": "A",
    }


def test_what_two_may_see_is_told_apart_by_what_it_says() -> None:
    view = GoalView.__view__  # type: ignore[attr-defined]
    nobody = Viewer.with_rights(frozenset(), overview=False)
    admin = Viewer.with_rights(frozenset({Role.ADMIN}), overview=False)
    hr = Viewer.with_rights(frozenset({Role.HR}), overview=False)
    assert rows.seen_by(nobody, view).says == rows.seen_by(admin, view).says
    assert rows.seen_by(nobody, view).says != rows.seen_by(hr, view).says


def test_what_parts_share_may_have_been_forgotten_between_two_of_them() -> None:
    """The core keeps it for so many viewers; those of a busy day push out the others."""
    nobody = Viewer.with_rights(frozenset(), overview=False)
    for forgotten in (False, True):
        rows.seen_by.cache_clear()
        goals = rows.seen_by(nobody, GoalView.__view__)  # type: ignore[attr-defined]
        if forgotten:
            below.cache_clear()
        talks = rows.seen_by(nobody, ConversationView.__view__)  # type: ignore[attr-defined]
        assert goals.shared == talks.shared, "one and the same"


def test_two_different_things_of_one_name_are_refused() -> None:
    viewer = Viewer.with_rights(frozenset({Role.HR}), overview=False)
    goals, people = select(Goal.id).cte("theirs"), select(Goal.owner_id).cte("theirs")
    same = rows._same  # noqa: SLF001 - what is refused cannot be asked for otherwise
    assert same(viewer, (goals,)) == (goals,)
    with pytest.raises(ValueError, match="Two different things are called theirs"):
        same(viewer, (people,))
