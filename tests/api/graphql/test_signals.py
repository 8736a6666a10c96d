"""Metrics, evidence, rules, touchpoints and nudges through the schema, as a client meets them."""

from typing import Any

import pytest

from domain.actor import Actor
from domain.people.person import Person
from infra.database import Place
from tests.asking import Asking
from tests.builders import a_proposed_goal
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.signals import a_piece, a_point, points_ending_now, push_pieces, push_points, weeks_ago
from tests.touchpoints import a_touchpoint

COUNTS = "created updated unchanged"
POINT = {
    "key": "issues_resolved",
    "name": "issues resolved",
    "unit": "issues",
    "source": "jira",
}
PIECE = {
    "source": "jira",
    "externalId": "KEY-1",
    "kind": "issue",
    "title": "The door squeaks",
    "occurredAt": "2026-06-10T12:00:00+02:00",
}


def asking(cast: Cast, person: Person) -> Asking:
    return Asking(cast.place, acting(person))


def system(place: Place) -> Asking:
    return Asking(place, Actor.system())


async def do(asking: Asking, deed: str, selection: str, **input: Any) -> Any:  # noqa: ANN401 - JSON
    kind = deed[0].upper() + deed[1:] + "Input"
    answer = await asking.ask(
        f"mutation ($input: {kind}!) {{ {deed}(input: $input) {{ {selection}"
        " userErrors { code field message } } }",
        input=input,
    )
    return answer[deed]


def points(person: Person, *values: float) -> list[dict[str, Any]]:
    last = len(values) - 1
    return [
        POINT
        | {
            "personEmail": person.email,
            "periodStart": weeks_ago(last - place).isoformat(),
            "value": value,
        }
        for place, value in enumerate(values)
    ]


async def test_a_push_of_points_can_be_read_back(cast: Cast) -> None:
    hua = asking(cast, cast.hua)
    for counts in (
        {"created": 3, "updated": 0, "unchanged": 0},
        {"created": 0, "updated": 0, "unchanged": 3},
    ):
        pushed = await do(hua, "pushMetricPoints", COUNTS, points=points(cast.omar, 6, 5.5, 4))
        assert pushed == counts | {"userErrors": []}
    answer = await asking(cast, cast.omar).ask(
        """query ($who: ID!, $from: Date!) {
            metricSeries(first: 5, filter: {personId: $who, key: "issues_resolved"}) {
                totalCount
                nodes { name unit grain source person { name }
                    points(first: 10, filter: {fromPeriod: $from}) {
                        nodes { periodStart value edits { earlierValue } } } }
            } }""",
        **{"who": str(cast.omar.id), "from": weeks_ago(1).isoformat()},
    )
    assert answer["metricSeries"] == {
        "totalCount": 1,
        "nodes": [
            {
                "name": "issues resolved",
                "unit": "issues",
                "grain": "WEEK",
                "source": "jira",
                "person": {"name": "Omar"},
                "points": {
                    "nodes": [
                        {"periodStart": str(weeks_ago(1)), "value": 5.5, "edits": []},
                        {"periodStart": str(weeks_ago(0)), "value": 4, "edits": []},
                    ]
                },
            }
        ],
    }


@pytest.mark.requirement(150)
async def test_a_changed_value_shows_what_it_was_and_that_it_was_late(cast: Cast) -> None:
    for value in (6, 9):
        await do(system(cast.place), "pushMetricPoints", COUNTS, points=points(cast.omar, value))
    answer = await asking(cast, cast.omar).ask(
        "{ metricSeries(first: 1) { nodes { points(first: 1) { nodes {"
        " value edits { earlierValue value late } } } } } }"
    )
    (point,) = answer["metricSeries"]["nodes"][0]["points"]["nodes"]
    assert point == {"value": 9, "edits": [{"earlierValue": 6, "value": 9, "late": True}]}


async def test_a_refused_point_is_named_in_the_readers_language(cast: Cast) -> None:
    hua = Asking(cast.place, acting(cast.hua), locale="zh-CN")
    wrong = points(cast.omar, 6, 5)
    wrong[1]["unit"] = "hours"
    pushed = await do(hua, "pushMetricPoints", COUNTS, points=wrong)
    assert pushed == {
        "created": None,
        "updated": None,
        "unchanged": None,
        "userErrors": [
            {
                "code": "CONFLICT",
                "field": ["points", "1", "unit"],
                "message": "“issues resolved”的单位是 issues，而不是 hours",
            }
        ],
    }
    answer = await asking(cast, cast.omar).ask("{ metricSeries(first: 1) { totalCount } }")
    assert answer["metricSeries"]["totalCount"] == 0


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
async def test_what_is_no_number_is_no_value(cast: Cast, value: float) -> None:
    answer = await system(cast.place).answer(
        "mutation ($input: PushMetricPointsInput!) { pushMetricPoints(input: $input) {"
        " created userErrors { field } } }",
        input={"points": points(cast.omar, value)},
    )
    assert "points" in str(answer.get("errors") or answer["data"]["pushMetricPoints"]["userErrors"])
    assert (answer["data"] or {}).get("pushMetricPoints", {}).get("created") is None


async def test_evidence_is_pushed_and_read_back(cast: Cast) -> None:
    piece = PIECE | {
        "personId": str(cast.omar.id),
        "url": "https://jira.test/browse/KEY-1",
        "details": {"priority": "Major", "comments": 3},
    }
    pushed = await do(system(cast.place), "pushEvidence", COUNTS, items=[piece])
    assert pushed == {"created": 1, "updated": 0, "unchanged": 0, "userErrors": []}
    answer = await asking(cast, cast.mei).ask(
        """{ evidence(first: 5, filter: {kind: "issue", titleContains: "DOOR"}) {
            nodes { externalId title url occurredAt details person { name } } } }"""
    )
    assert answer["evidence"]["nodes"] == [
        {
            "externalId": "KEY-1",
            "title": "The door squeaks",
            "url": "https://jira.test/browse/KEY-1",
            "occurredAt": "2026-06-10T10:00:00+00:00",
            "details": {"priority": "Major", "comments": 3},
            "person": {"name": "Omar"},
        }
    ]


@pytest.mark.parametrize("details", [["a"], "text", {"a": {"b": 1}}, {"a": ["b"]}])
async def test_details_that_are_none_are_refused(cast: Cast, details: object) -> None:
    piece = PIECE | {"personId": str(cast.omar.id), "details": details}
    pushed = await do(system(cast.place), "pushEvidence", COUNTS, items=[piece])
    assert pushed["userErrors"][0]["field"][:3] == ["items", "0", "details"]


@pytest.mark.requirement(146)
@pytest.mark.parametrize(
    ("who", "pieces", "series"),
    [("omar", 1, 1), ("mei", 1, 1), ("hua", 1, 1), ("ana", 0, 0), ("ivan", 0, 0), ("wei", 0, 0)],
)
async def test_employee_and_manager_read_the_same_facts(
    cast: Cast, who: str, pieces: int, series: int
) -> None:
    await push_pieces(cast.place, [a_piece(cast.omar)])
    await push_points(cast.place, points_ending_now(cast.omar, 6, 5))
    answer = await asking(cast, getattr(cast, who)).ask(
        "{ evidence(first: 5) { totalCount nodes { id } }"
        " metricSeries(first: 5) { totalCount nodes { id points(first: 5) { totalCount } } } }"
    )
    assert answer["evidence"]["totalCount"] == len(answer["evidence"]["nodes"]) == pieces
    assert [node["points"]["totalCount"] for node in answer["metricSeries"]["nodes"]] == [
        2
    ] * series


NUDGES = """{ nudges(first: 5, filter: {state: OPEN}) { nodes { id why what dueOn state
    recipient { name }
    touchpoint { kind state subject { name } owner { name }
        firing { source evidence firstPeriod rule { kind weeks version } } } } } }"""


@pytest.mark.requirement(26, 128)
async def test_the_manager_reads_who_why_what_and_by_when(cast: Cast) -> None:
    await a_touchpoint(cast)
    answer = await asking(cast, cast.mei).ask(NUDGES)
    (nudge,) = answer["nudges"]["nodes"]
    assert nudge["why"].startswith("Omar’s issues resolved fell three weeks in a row: 6, 5, 4, 0")
    assert nudge["recipient"] == {"name": "Mei"}
    touchpoint = nudge["touchpoint"]
    firing = touchpoint.pop("firing")
    assert touchpoint == {
        "kind": "COACHING",
        "state": "PLANNED",
        "subject": {"name": "Omar"},
        "owner": {"name": "Mei"},
    }
    assert firing["source"] == "DATA_RULE"
    assert [point["value"] for point in firing["evidence"]["points"]] == [6, 5, 4, 0]
    assert firing["rule"] == {"kind": "METRIC_DECLINE", "weeks": 3, "version": 1}


async def test_a_nudge_is_read_in_the_readers_language(cast: Cast) -> None:
    await a_touchpoint(cast)
    mei = Asking(cast.place, acting(cast.mei), locale="zh-CN")
    (nudge,) = (await mei.ask(NUDGES))["nudges"]["nodes"]
    assert nudge["why"].startswith("Omar 的“issues resolved”连续 3 周下降：6、5、4、0")


@pytest.mark.parametrize(
    ("locale", "titles"),
    [
        ("en", [("Cases closed", "cases"), ("Issues resolved", "issues")]),
        ("zh-CN", [("Cases closed", "cases"), ("解决事项数", "项")]),
    ],
)
async def test_a_known_metric_has_a_name_in_each_language(
    cast: Cast, locale: str, titles: list[tuple[str, str]]
) -> None:
    own = a_point(cast.omar, 2, key="cases_closed", name="Cases closed", unit="cases")
    await push_points(cast.place, [a_point(cast.omar, 3, name="Issues resolved"), own])
    omar = Asking(cast.place, acting(cast.omar), locale=locale)
    asked = "{ metricSeries(first: 9, orderBy: NAME_ASC) { nodes { title unitTitle } } }"
    nodes = (await omar.ask(asked))["metricSeries"]["nodes"]
    assert [(one["title"], one["unitTitle"]) for one in nodes] == titles


@pytest.mark.parametrize("who", ["omar", "ana", "hua", "wei"])
async def test_a_nudge_is_read_by_its_recipient_alone(cast: Cast, who: str) -> None:
    await a_touchpoint(cast)
    answer = await asking(cast, getattr(cast, who)).ask(NUDGES)
    assert answer["nudges"]["nodes"] == []


async def test_a_nudge_is_seen_and_dismissed(cast: Cast) -> None:
    await a_touchpoint(cast)
    mei = asking(cast, cast.mei)
    (nudge,) = (await mei.ask(NUDGES))["nudges"]["nodes"]
    seen = await do(mei, "markNudgeSeen", "nudge { state }", nudgeId=nudge["id"])
    assert seen == {"nudge": {"state": "SEEN"}, "userErrors": []}
    dismissed = await do(
        mei, "dismissNudge", "nudge { state dismissedBecause }", nudgeId=nudge["id"], reason="No"
    )
    assert dismissed["nudge"] == {"state": "DISMISSED", "dismissedBecause": "No"}
    again = await do(mei, "dismissNudge", "nudge { id }", nudgeId=nudge["id"], reason="No")
    assert again == {
        "nudge": None,
        "userErrors": [
            {
                "code": "CONFLICT",
                "field": ["nudgeId"],
                "message": "This nudge is dismissed already",
            }
        ],
    }


@pytest.mark.requirement(52)
async def test_a_clarification_lists_its_goals(cast: Cast) -> None:
    await a_proposed_goal(cast)
    await run_pending_jobs(cast.place)
    answer = await asking(cast, cast.omar).ask(
        "{ touchpoints(first: 5, filter: {kind: GOAL_CLARIFICATION}) {"
        " nodes { state goals { goal { title } } } } }"
    )
    assert answer["touchpoints"]["nodes"] == [
        {"state": "PLANNED", "goals": [{"goal": {"title": "Fewer defects reach customers"}}]}
    ]


@pytest.mark.requirement(31)
async def test_hr_finds_and_assigns_what_nobody_owns(cast: Cast) -> None:
    await a_touchpoint(cast, cast.ivan)
    hua = asking(cast, cast.hua)
    waiting = "{ touchpoints(first: 5, filter: {owned: false}) { nodes { id subject { name } } } }"
    (found,) = (await hua.ask(waiting))["touchpoints"]["nodes"]
    assert found["subject"] == {"name": "Ivan"}
    assigned = await do(
        hua,
        "assignTouchpoint",
        "touchpoint { owner { name } }",
        touchpointId=found["id"],
        ownerId=str(cast.mei.id),
    )
    assert assigned == {"touchpoint": {"owner": {"name": "Mei"}}, "userErrors": []}


async def test_a_touchpoint_is_waived_for_a_reason(cast: Cast) -> None:
    touchpoint = await a_touchpoint(cast)
    waived = await do(
        asking(cast, cast.mei),
        "waiveTouchpoint",
        "touchpoint { state waivedBecause waivedBy { name } }",
        touchpointId=str(touchpoint.id),
        reason="On leave",
    )
    assert waived["touchpoint"] == {
        "state": "WAIVED",
        "waivedBecause": "On leave",
        "waivedBy": {"name": "Mei"},
    }


@pytest.mark.requirement(128)
async def test_hr_sets_a_rule_without_code(cast: Cast) -> None:
    hua = asking(cast, cast.hua)
    installed = await do(hua, "installDefaultRules", "triggerRules { id kind weeks }")
    rules = {rule["kind"]: rule for rule in installed["triggerRules"]}
    changed = await do(
        hua,
        "changeTriggerRule",
        "triggerRule { weeks lookBackWeeks version"
        " versions { version weeks lookBackWeeks madeBy { name } } }",
        ruleId=rules["METRIC_DECLINE"]["id"],
        enabled=True,
        dueInDays=5,
        weeks=4,
        lookBackWeeks=26,
    )
    assert changed["triggerRule"] == {
        "weeks": 4,
        "lookBackWeeks": 26,
        "version": 2,
        "versions": [
            {"version": 1, "weeks": 3, "lookBackWeeks": 8, "madeBy": {"name": "Hua"}},
            {"version": 2, "weeks": 4, "lookBackWeeks": 26, "madeBy": {"name": "Hua"}},
        ],
    }


async def test_a_stranger_to_the_scope_reads_and_pushes_nothing(cast: Cast) -> None:
    nothing = Asking(cast.place, acting(cast.hua), scopes=frozenset({"people:read"}))
    assert await nothing.refusals("{ evidence(first: 1) { totalCount } }") == [
        "Your access lacks the scope signals:read"
    ]
    assert await nothing.refusals(
        "mutation { pushMetricPoints(input: {points: []}) { created } }"
    ) == ["Your access lacks the scope signals:write"]


async def test_nudges_of_several_states(cast: Cast) -> None:
    await a_touchpoint(cast)
    mei = asking(cast, cast.mei)
    (nudge,) = (await mei.ask(NUDGES))["nudges"]["nodes"]
    await do(mei, "markNudgeSeen", "nudge { id }", nudgeId=nudge["id"])
    document = """query Q($states: [NudgeState!]) {
        nudges(first: 5, filter: { states: $states }) { nodes { id } } }"""
    found = [
        (await mei.ask(document, states=states))["nudges"]["nodes"]
        for states in (["OPEN", "SEEN"], ["OPEN", "DONE"], [], None)
    ]
    assert found == [[{"id": nudge["id"]}], [], [], [{"id": nudge["id"]}]]
