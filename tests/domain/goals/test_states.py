"""Every state with every deed, every deed with everybody; a refusal changes nothing."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import func, select

from domain.actor import Actor, ActorKind
from domain.errors import Conflict, DomainError, NotAllowed, NotFound
from domain.events import StoredEvent
from domain.goals.agreeing import activate_goal, tick_goal, waive_ticks
from domain.goals.check_in import CheckIn
from domain.goals.closing import begin_closing, close_goal, reopen_goal
from domain.goals.closure import GoalClosure, Outcome
from domain.goals.commands import align_goal, amend_goal, draft_goal, propose_draft, withdraw_goal
from domain.goals.following import check_in
from domain.goals.goal import Goal
from domain.goals.key_result import KeyResult
from domain.goals.retuning import confirm_revision, decline_revision, propose_revision
from domain.goals.revision import GoalRevision
from domain.goals.states import LEADS_TO, Deed, GoalState, state_after
from domain.goals.tick import Tick, TickKind, TickWaiver
from domain.people.commands import set_manager
from domain.work import UnitOfWork
from tenants.work import open_work
from tests.builders import a_goal_item, a_proposed_goal, an_active_goal, tick_all
from tests.people import NOON, Cast, acting

Run = Callable[[UnitOfWork, Goal, KeyResult], Awaitable[Any]]

DEEDS: dict[Deed, tuple[str, Run]] = {
    Deed.AMEND: ("omar", lambda work, goal, _: amend_goal(work, goal_id=goal.id, title="New")),
    Deed.PROPOSE: ("omar", lambda work, goal, _: propose_draft(work, goal_id=goal.id)),
    Deed.WITHDRAW: ("omar", lambda work, goal, _: withdraw_goal(work, goal_id=goal.id)),
    Deed.ALIGN: ("omar", lambda work, goal, _: align_goal(work, goal_id=goal.id, parent_id=None)),
    Deed.TICK: (
        "omar",
        lambda work, goal, _: tick_goal(work, goal_id=goal.id, kinds=[TickKind.PATH]),
    ),
    Deed.WAIVE: ("hua", lambda work, goal, _: waive_ticks(work, goal_id=goal.id, reason="Late")),
    Deed.ACTIVATE: ("omar", lambda work, goal, _: activate_goal(work, goal_id=goal.id)),
    Deed.CHECK_IN: (
        "omar",
        lambda work, _, part: check_in(work, key_result_id=part.id, value=20, confidence=5),
    ),
    Deed.PROPOSE_REVISION: (
        "omar",
        lambda work, goal, _: propose_revision(
            work, goal_id=goal.id, reason="The market moved", measure="Other defects"
        ),
    ),
    Deed.CONFIRM_REVISION: ("mei", lambda work, goal, _: confirm_revision(work, goal_id=goal.id)),
    Deed.DECLINE_REVISION: ("mei", lambda work, goal, _: decline_revision(work, goal_id=goal.id)),
    Deed.BEGIN_CLOSING: ("omar", lambda work, goal, _: begin_closing(work, goal_id=goal.id)),
    Deed.REOPEN: ("omar", lambda work, goal, _: reopen_goal(work, goal_id=goal.id)),
    Deed.CLOSE: (
        "mei",
        lambda work, goal, _: close_goal(
            work, goal_id=goal.id, outcome=Outcome.ACHIEVED, reason="Done"
        ),
    ),
}

WAY_TO: dict[GoalState, Sequence[Deed]] = {
    GoalState.ACTIVE: (),
    GoalState.RETUNING: (Deed.PROPOSE_REVISION,),
    GoalState.CLOSING: (Deed.BEGIN_CLOSING,),
    GoalState.CLOSED: (Deed.CLOSE,),
}


async def do(cast: Cast, deed: Deed, goal: Goal, actor: Actor | None = None) -> None:
    who, run = DEEDS[deed]
    async with open_work(cast.place, actor or acting(getattr(cast, who)), now=NOON) as work:
        part = await work.session.scalar(select(KeyResult).where(KeyResult.goal_id == goal.id))
        assert part is not None
        await run(work, goal, part)


async def a_goal_in(cast: Cast, state: GoalState) -> Goal:
    if state is GoalState.DRAFT:
        async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
            return await draft_goal(work, item=a_goal_item(cast.omar))
    if state in WAY_TO:
        goal = await an_active_goal(cast)
        for deed in WAY_TO[state]:
            await do(cast, deed, goal)
        return goal
    goal = await a_proposed_goal(cast)
    if state is GoalState.AGREEING:
        await tick_all(cast, goal, cast.omar, cast.mei)
    if state is GoalState.WITHDRAWN:
        await do(cast, Deed.WITHDRAW, goal)
    return goal


async def everything(cast: Cast) -> list[Any]:
    """All that is stored about goals, as one comparable value."""
    kept: list[Any] = []
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        for kind in (Goal, KeyResult, Tick, TickWaiver, CheckIn, GoalRevision, GoalClosure):
            table = kind.__table__
            kept.append((await work.session.execute(select(table).order_by(table.c.id))).all())
        kept.append(await work.session.scalar(select(func.count()).select_from(StoredEvent)))
    return kept


async def test_the_builders_reach_every_state(cast: Cast) -> None:
    assert [(await a_goal_in(cast, state)).id is not None for state in GoalState] == [True] * 8


@pytest.mark.parametrize("state", GoalState)
async def test_each_deed_is_possible_where_the_table_says(cast: Cast, state: GoalState) -> None:
    goal = await a_goal_in(cast, state)
    before = await everything(cast)
    for deed in Deed:
        if state in LEADS_TO[deed]:
            other = await a_goal_in(cast, state)
            await do(cast, deed, other)
            async with open_work(cast.place, Actor.system(), now=NOON) as work:
                assert (await work.get(Goal, other.id)).state is LEADS_TO[deed][state], deed
            before = await everything(cast)
        else:
            with pytest.raises(Conflict, match="A goal that is"):
                await do(cast, deed, goal)
            assert await everything(cast) == before, deed


def test_what_is_over_stays_over() -> None:
    for state in (GoalState.CLOSED, GoalState.WITHDRAWN):
        for deed in Deed:
            with pytest.raises(Conflict) as refused:
                state_after(deed, state)
            assert refused.value.zh


MAY: dict[Deed, set[str]] = {
    Deed.AMEND: {"omar", "mei", "boss", "hua", "system"},
    Deed.PROPOSE: {"omar", "mei", "boss", "hua", "system"},
    Deed.WITHDRAW: {"omar", "mei", "boss", "hua", "system"},
    Deed.ALIGN: {"omar", "mei", "boss", "hua", "system"},
    Deed.TICK: {"omar", "mei", "boss"},
    Deed.WAIVE: {"hua"},
    Deed.ACTIVATE: {"omar", "mei", "boss", "hua", "system"},
    Deed.CHECK_IN: {"omar", "mei", "boss"},
    Deed.PROPOSE_REVISION: {"omar", "mei", "boss"},
    Deed.CONFIRM_REVISION: {"mei", "boss"},
    Deed.DECLINE_REVISION: {"omar", "mei", "boss"},
    Deed.BEGIN_CLOSING: {"omar", "mei", "boss"},
    Deed.REOPEN: {"omar", "mei", "boss"},
    Deed.CLOSE: {"mei", "boss"},
}
"""Omar owns the goal and Mei manages him; the boss is Ivan, who manages Mei."""

SEES = {"omar", "mei", "boss", "hua", "system"}


@pytest.mark.parametrize("deed", Deed)
async def test_who_may(cast: Cast, deed: Deed) -> None:
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await set_manager(work, person_id=cast.mei.id, manager_id=cast.ivan.id)
    actors = {
        "omar": acting(cast.omar),
        "mei": acting(cast.mei),
        "boss": acting(cast.ivan),
        "hua": acting(cast.hua),
        "system": Actor.system(),
        "ana": acting(cast.ana),
        "wei": acting(cast.wei),
        "plugin": Actor(kind=ActorKind.PLUGIN),
        "ai": Actor(kind=ActorKind.AI),
    }
    state = next(iter(LEADS_TO[deed]))
    if deed is Deed.TICK:
        state = GoalState.PROPOSED
    goal = await a_goal_in(cast, state)
    before = await everything(cast)
    for name, actor in actors.items():
        refused: type[DomainError] | None = None
        try:
            await do(cast, deed, goal, actor)
        except DomainError as refusal:
            refused = type(refusal)
        if name in MAY[deed]:
            assert refused is None, name
            goal = await a_goal_in(cast, state)
            before = await everything(cast)
        else:
            by_nobody = actor.kind is not ActorKind.PERSON
            expected = {NotAllowed} if name in SEES else {NotFound}
            assert refused in (expected | {NotAllowed} if by_nobody else expected), name
            assert await everything(cast) == before, name
