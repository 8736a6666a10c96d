"""Goals through the schema, as a client meets them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.actor import Actor
from domain.goals.commands import draft_goal
from domain.people.person import Person
from tenants.work import open_work
from tests.asking import Asking
from tests.builders import DUE as FAR
from tests.builders import a_goal_item, a_proposed_goal, an_active_goal, first_key_result
from tests.people import NOON, Cast, acting

DUE = (datetime.now(UTC).date() + timedelta(days=90)).isoformat()  # noqa: TID251 - the API has the clock's time


def asking(cast: Cast, person: Person) -> Asking:
    return Asking(cast.place, acting(person))


def item(owner: Person, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    parts = [{"title": "Open defects", "unit": "defects", "start": 40.0, "target": 10.0}]
    wanted = {"ownerId": str(owner.id), "title": "Fewer defects", "measure": "Open defects"}
    return wanted | {"dueOn": DUE, "keyResults": parts} | other


async def do(asking: Asking, deed: str, selection: str, **input: Any) -> Any:  # noqa: ANN401
    kind = deed[0].upper() + deed[1:] + "Input"
    answer = await asking.ask(
        f"mutation ($input: {kind}!) {{ {deed}(input: $input) {{ {selection}"
        " userErrors { code field message } } }",
        input=input,
    )
    return answer[deed]


async def test_a_goal_from_proposal_to_closure(cast: Cast) -> None:
    mei, omar = asking(cast, cast.mei), asking(cast, cast.omar)
    proposed = await do(
        mei, "proposeGoals", "goals { id state proposedBy { name } }", items=[item(cast.omar)]
    )
    (goal,) = proposed["goals"]
    assert (goal["state"], goal["proposedBy"]) == ("PROPOSED", {"name": "Mei"})

    kinds = ["UNDERSTANDING", "MEASURE", "PATH"]
    for person in (omar, mei):
        ticked = await do(person, "tickGoal", "goal { state }", goalId=goal["id"], kinds=kinds)
        assert ticked == {"goal": {"state": "AGREEING"}, "userErrors": []}
    active = await do(omar, "activateGoal", "goal { state keyResults { id } }", goalId=goal["id"])
    assert active["goal"]["state"] == "ACTIVE"

    said = await do(
        omar,
        "checkIn",
        "checkIn { value confidence version keyResult { current progress goal { progress } } }",
        keyResultId=active["goal"]["keyResults"][0]["id"],
        value=25.0,
        confidence=7,
    )
    assert said["checkIn"] == {
        "value": 25,
        "confidence": 7,
        "version": 1,
        "keyResult": {"current": 25, "progress": 0.5, "goal": {"progress": 0.5}},
    }

    closed = await do(
        mei,
        "closeGoal",
        "closure { outcome progress closedBy { name } goal { state } }",
        goalId=goal["id"],
        outcome="PARTIAL",
        reason="Half of them",
    )
    assert closed["closure"] == {
        "outcome": "PARTIAL",
        "progress": 0.5,
        "closedBy": {"name": "Mei"},
        "goal": {"state": "CLOSED"},
    }


async def test_everything_of_a_goal_is_read_in_one_go(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    answer = await asking(cast, cast.omar).ask(
        """query ($id: ID!) { goal(id: $id) {
            type title why measure dueOn weight state batchId createdAt proposedAt activatedAt
            progress alignedProgress owner { name } proposedBy { name } parent { title }
            children(first: 5) { totalCount nodes { title } }
            keyResults { title unit start target current weight progress
                latestCheckIn { week } checkIns(first: 5) { totalCount } }
            ticks { kind side person { name } } waiver { reason }
            revisions { number targetChanges { target } } closure { outcome }
        } }""",
        id=str(goal.id),
    )
    shown = answer["goal"]
    assert shown["batchId"] == str(goal.batch_id)
    assert {(tick["kind"], tick["side"]) for tick in shown.pop("ticks")} == {
        (kind, side)
        for kind in ("UNDERSTANDING", "MEASURE", "PATH")
        for side in ("OWNER", "MANAGER")
    }
    for key in ("batchId", "createdAt", "proposedAt", "activatedAt"):
        assert shown.pop(key)
    assert shown == {
        "type": "OKR",
        "title": "Fewer defects reach customers",
        "why": "Support drowns in them",
        "measure": "Open defects in the tracker",
        "dueOn": "2099-09-30",
        "weight": None,
        "state": "ACTIVE",
        "progress": None,
        "alignedProgress": None,
        "owner": {"name": "Omar"},
        "proposedBy": {"name": "Mei"},
        "parent": None,
        "children": {"totalCount": 0, "nodes": []},
        "keyResults": [
            {
                "title": "Open defects",
                "unit": "defects",
                "start": 40,
                "target": 10,
                "current": None,
                "weight": 1,
                "progress": None,
                "latestCheckIn": None,
                "checkIns": {"totalCount": 0},
            }
        ],
        "waiver": None,
        "revisions": [],
        "closure": None,
    }


async def test_whoever_may_not_see_a_goal_does_not_find_it(cast: Cast) -> None:
    goal = await a_proposed_goal(cast)
    document = """query ($id: ID!, $omar: ID!) {
        goal(id: $id) { title } node(id: $id) { id } goals(first: 10) { totalCount }
        person(id: $omar) { goals(first: 10) { totalCount } }
    }"""
    for person, sees in (
        (cast.omar, True),
        (cast.mei, True),
        (cast.hua, True),
        (cast.ana, False),
        (cast.ivan, False),
        (cast.wei, False),
    ):
        answer = await asking(cast, person).ask(document, id=str(goal.id), omar=str(cast.omar.id))
        assert (answer["goal"] is not None, answer["node"] is not None) == (sees, sees)
        assert answer["goals"]["totalCount"] == int(sees)
        assert answer["person"]["goals"]["totalCount"] == int(sees)


async def test_a_parent_may_be_hidden_from_the_owner(cast: Cast) -> None:
    above = await a_proposed_goal(cast, cast.mei, title="Mei's own")
    goal = await a_proposed_goal(cast, parent_id=above.id)
    document = "query ($id: ID!) { goal(id: $id) { parent { title } } }"
    shown = [
        (await asking(cast, person).ask(document, id=str(goal.id)))["goal"]["parent"]
        for person in (cast.omar, cast.mei)
    ]
    assert shown == [None, {"title": "Mei's own"}]


async def test_goals_are_filtered_and_ordered(cast: Cast) -> None:
    for title, due in (("B", "2026-09-01"), ("A", "2026-10-01"), ("C", None)):
        await a_proposed_goal(cast, title=title, due_on=due and datetime.fromisoformat(due).date())
    document = """query ($filter: GoalFilter, $by: GoalOrder) {
        goals(first: 10, filter: $filter, orderBy: $by) { nodes { title } }
    }"""

    async def titles(by: str, **filter: Any) -> str:  # noqa: ANN401
        found = await asking(cast, cast.mei).ask(document, filter=filter, by=by)
        return "".join(node["title"] for node in found["goals"]["nodes"])

    assert await titles("TITLE_ASC") == "ABC"
    assert await titles("DUE_ON_ASC") == "BAC"
    assert await titles("TITLE_ASC", states=["ACTIVE"]) == ""
    assert await titles("TITLE_ASC", dueBefore="2026-09-15") == "B"
    assert await titles("TITLE_ASC", ownerId=str(cast.ana.id)) == ""
    assert await titles("TITLE_ASC", type="OKR", titleContains="a") == "A"


async def test_a_refusal_names_the_field(cast: Cast) -> None:
    refused = await do(
        asking(cast, cast.mei),
        "proposeGoals",
        "goals { id }",
        items=[item(cast.omar), item(cast.omar, dueOn="2020-01-01")],
    )
    assert refused == {
        "goals": None,
        "userErrors": [
            {
                "code": "INVALID",
                "field": ["items", "1", "dueOn"],
                "message": "The due date must not lie in the past",
            }
        ],
    }


async def test_a_revision_through_both_sides(cast: Cast) -> None:
    goal = await an_active_goal(cast)
    part = await first_key_result(cast, goal)
    asked = await do(
        asking(cast, cast.omar),
        "proposeRevision",
        "revision { state proposedSide targetChanges { formerTarget target } }",
        goalId=str(goal.id),
        reason="The tracker was cleaned up",
        targets=[{"keyResultId": str(part.id), "target": 5.0}],
    )
    assert asked["revision"] == {
        "state": "PROPOSED",
        "proposedSide": "OWNER",
        "targetChanges": [{"formerTarget": 10, "target": 5}],
    }
    agreed = await do(
        asking(cast, cast.mei), "confirmRevision", "revision { state }", goalId=str(goal.id)
    )
    assert agreed == {"revision": {"state": "CONFIRMED"}, "userErrors": []}


async def test_people_are_imported_and_managed(cast: Cast) -> None:
    hr = asking(cast, cast.hua)
    done = await do(
        hr,
        "importPeople",
        "created managersChanged people { name manager { name } }",
        items=[{"name": "Li", "email": "li@acme.test", "managerEmail": "mei@acme.test"}],
    )
    assert done == {
        "created": 1,
        "managersChanged": 1,
        "people": [{"name": "Li", "manager": {"name": "Mei"}}],
        "userErrors": [],
    }
    today = datetime.now(UTC).date().isoformat()  # noqa: TID251 - the API has the clock's time
    moved = await do(
        hr,
        "setManager",
        "person { manager { name } }",
        personId=str(cast.omar.id),
        managerId=str(cast.ivan.id),
        **{"from": today},
    )
    assert moved == {"person": {"manager": {"name": "Ivan"}}, "userErrors": []}
    left = await do(hr, "endEmployment", "person { leftOn }", personId=str(cast.ana.id))
    assert left["person"] == {"leftOn": today}
    renamed = await do(hr, "amendPerson", "person { title }", personId=str(cast.omar.id), title="")
    assert renamed["person"] == {"title": None}
    refused = await do(hr, "changeRoles", "person { id }", personId=str(cast.omar.id), roles=["HR"])
    assert [error["code"] for error in refused["userErrors"]] == ["NOT_ALLOWED"]


async def test_every_deed_needs_the_scope_to_write(cast: Cast) -> None:
    reader = Asking(
        cast.place, Actor.person(cast.omar.id), scopes=frozenset({"goals:read", "people:read"})
    )
    assert await reader.refusals(
        "mutation ($id: ID!) { withdrawGoal(input: {goalId: $id}) { goal { id } } }",
        id=str(cast.omar.id),
    ) == ["Your access lacks the scope goals:write"]


async def test_pages_go_on_behind_goals_without_a_due_date(cast: Cast) -> None:
    omar = asking(cast, cast.omar)
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        for title, due_on in (("Later", FAR), ("Some day", None), ("Whenever", None)):
            await draft_goal(work, item=a_goal_item(cast.omar, title=title, due_on=due_on))

    titles, after = [], None
    for _ in range(3):
        page = await omar.ask(
            "query ($after: String) { goals(first: 1, after: $after, orderBy: DUE_ON_ASC)"
            " { nodes { title } pageInfo { endCursor } } }",
            after=after,
        )
        titles += [goal["title"] for goal in page["goals"]["nodes"]]
        after = page["goals"]["pageInfo"]["endCursor"]
    assert titles == ["Later", "Some day", "Whenever"]
