"""Goals of the employee, from a draft to what became of them."""

from domain.goals.agreeing import activate_goal, tick_goal
from domain.goals.closing import begin_closing
from domain.goals.commands import draft_goal, propose_goal
from domain.goals.goal import Goal
from domain.goals.queries import key_results_of
from domain.goals.retuning import propose_revision
from domain.goals.tick import TickKind
from tests.api.actors.company import Company
from tests.api.actors.deed import Deed, Given
from tests.builders import DUE, a_goal_item


def _asked_of(c: Company) -> Given:
    result = {"title": "Defects", "unit": "defects", "start": 40, "target": 10}
    return {
        "ownerId": str(c.cast.omar.id), "title": c.fresh("Fewer defects "), "why": "Support drowns",
        "measure": "The tracker", "dueOn": str(DUE), "keyResults": [result],
    }  # fmt: skip


async def an_item(c: Company) -> Given:
    return {"item": _asked_of(c)}


async def items(c: Company) -> Given:
    return {"items": [_asked_of(c)]}


async def _draft(c: Company) -> Goal:
    async with c.by(c.cast.omar) as work:
        return await draft_goal(work, item=a_goal_item(c.cast.omar))


async def _proposed(c: Company) -> Goal:
    async with c.by(c.cast.omar) as work:
        return await propose_goal(work, item=a_goal_item(c.cast.omar))


async def _agreed(c: Company) -> Goal:
    goal = await _proposed(c)
    for side in (c.cast.omar, c.cast.mei):
        async with c.by(side) as work:
            await tick_goal(work, goal_id=goal.id, kinds=list(TickKind))
    return goal


async def _active(c: Company) -> Goal:
    goal = await _agreed(c)
    async with c.by(c.cast.omar) as work:
        return await activate_goal(work, goal_id=goal.id)


async def a_draft(c: Company) -> Given:
    return {"goalId": str((await _draft(c)).id)}


async def a_proposal(c: Company) -> Given:
    return {"goalId": str((await _proposed(c)).id)}


async def an_agreed_one(c: Company) -> Given:
    return {"goalId": str((await _agreed(c)).id)}


async def an_active_one(c: Company) -> Given:
    return {"goalId": str((await _active(c)).id)}


async def another_title(c: Company) -> Given:
    return {**await a_draft(c), "title": c.fresh("Title ")}


async def a_parent(c: Company) -> Given:
    """One that all who see the goal see as well."""
    return {**await a_draft(c), "parentId": (await a_draft(c))["goalId"]}


async def a_tick(c: Company) -> Given:
    return {**await a_proposal(c), "kinds": ["PATH"]}


async def a_waiver(c: Company) -> Given:
    return {**await a_proposal(c), "reason": "No time"}


async def a_word_on_it(c: Company) -> Given:
    goal = await _active(c)
    async with c.system() as work:
        (part,) = await key_results_of(work, goal.id)
    return {"keyResultId": str(part.id), "value": 20, "confidence": 5}


async def other_terms(c: Company) -> Given:
    return {**await an_active_one(c), "reason": "The market moved", "measure": "Other defects"}


async def terms_that_wait(c: Company) -> Given:
    goal = await _active(c)
    async with c.by(c.cast.omar) as work:
        await propose_revision(work, goal_id=goal.id, reason="So it is", measure="Others")
    return {"goalId": str(goal.id)}


async def one_that_is_closing(c: Company) -> Given:
    goal = await _active(c)
    async with c.by(c.cast.omar) as work:
        await begin_closing(work, goal_id=goal.id)
    return {"goalId": str(goal.id)}


async def an_end(c: Company) -> Given:
    return {**await an_active_one(c), "outcome": "ACHIEVED", "reason": "Done"}


NOT_THEIRS = "OAPI"
"""Whoever sees no goal of the employee's is told that there is none."""

GOALS = {
    "draftGoal": Deed("EMLHP", an_item),
    "proposeGoal": Deed("EMLHP", an_item),
    "proposeGoals": Deed("EMLHP", items),
    "proposeDraft": Deed("EMLHP", a_draft, hidden=NOT_THEIRS),
    "amendGoal": Deed("EMLHP", another_title, hidden=NOT_THEIRS),
    "alignGoal": Deed("EMLHP", a_parent, hidden=NOT_THEIRS),
    "withdrawGoal": Deed("EMLHP", a_proposal, hidden=NOT_THEIRS),
    "tickGoal": Deed("EML", a_tick, hidden="OA"),
    "waiveTicks": Deed("H", a_waiver, hidden="OA"),
    "activateGoal": Deed("EMLHP", an_agreed_one, hidden=NOT_THEIRS),
    "checkIn": Deed("EML", a_word_on_it, hidden="OA"),
    "proposeRevision": Deed("EML", other_terms, hidden="OAI"),
    "confirmRevision": Deed("ML", terms_that_wait, hidden="OA"),
    "declineRevision": Deed("EML", terms_that_wait, hidden="OA"),
    "beginClosing": Deed("EML", an_active_one, hidden="OAI"),
    "reopenGoal": Deed("EML", one_that_is_closing, hidden="OAI"),
    "closeGoal": Deed("ML", an_end, hidden="OA"),
}
