"""The first act: a company, its people, a goal, and years of work from its Jira."""

import random
import re
import uuid
from collections import Counter
from datetime import timedelta

from demo.client import Client
from demo.issues import Issue
from demo.stage import Player, Stage, must

DOMAIN = "demo.tanlu.example"
ADMIN_EMAIL = f"admin@{DOMAIN}"
A_PUSH = 250
"""Items a push: well under the size of a request, and few enough to show progress."""
TEAM = 12
"""People a manager has, about."""
METRIC = "issues_resolved"
SOURCE = "jira"


def found_company(stage: Stage) -> None:
    """The operator makes a company and hands its first admin a way in."""
    stage.slug = f"demo-{uuid.uuid4().hex[:10]}"
    with stage.step("A company is made") as counts:
        made = stage.operator.post(
            "/operator/tenants",
            {
                "slug": stage.slug,
                "name": "Demo 谈录",
                "admin": {"name": "Wei Admin", "email": ADMIN_EMAIL},
            },
        )
        client = Client.signed_in(stage.address, made["signInUrl"])
        stage.become_admin(Player(made["admin"]["id"], made["admin"]["name"], client))
        counts.append(f"{stage.slug}, admin {stage.admin.name}")


def bring_people(stage: Stage) -> None:
    """Everybody who was ever assigned or reported an issue, in teams of a dozen."""
    with stage.step("Its people arrive, each with a manager") as counts:
        rows = directory(stage.issues)
        arrived = stage.admin.client.do("importPeople", "people { id name }", items=rows)
        stage.people = {person["name"]: person["id"] for person in arrived["people"]}
        must("people", len(stage.people), len(rows))
        by_email = {row["email"]: row["name"] for row in rows} | {ADMIN_EMAIL: stage.admin.name}
        stage.manager_of = {row["name"]: by_email[row["managerEmail"]] for row in rows}
        counts.append(f"{len(rows)} people, {len(set(stage.manager_of.values()))} managers")
    with stage.step("A manager and an employee are invited, and sign in") as counts:
        stage.employee = stage.invite(stage.last_fall.person)
        stage.manager = stage.invite(stage.manager_of[stage.employee.name])
        counts.append(f"{stage.manager.name} manages {stage.employee.name}")


def directory(issues: list[Issue]) -> list[dict[str, str]]:
    """One row a person: whoever did most leads a team, and the first admin leads the leaders."""
    busy = Counter(
        name
        for issue in issues
        for name in {issue.assignee, issue.reporter, issue.person}
        if name is not None
    )
    names = [name for name, _ in sorted(busy.items(), key=lambda item: (-item[1], item[0]))]
    teams = -(-len(names) // TEAM)
    return [
        {
            "name": name,
            "email": email_of(name),
            "managerEmail": ADMIN_EMAIL if place < teams else email_of(names[place % teams]),
        }
        for place, name in enumerate(names)
    ]


def email_of(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", ".", name.lower()).strip(".") or "person"
    return f"{plain}@{DOMAIN}"


def agree_on_a_goal(stage: Stage) -> None:
    """The manager proposes, both sides tick, the goal becomes active."""
    with stage.step("A goal is proposed, agreed on by both sides and activated") as counts:
        goal = stage.manager.client.do(
            "proposeGoals",
            "goals { id title }",
            items=[
                {
                    "ownerId": stage.employee.id,
                    "title": "Keep the backlog moving",
                    "why": "Others wait for what we resolve",
                    "measure": "Issues resolved a week",
                    "dueOn": (stage.today + timedelta(days=90)).isoformat(),
                    "keyResults": [
                        {"title": "Resolved a week", "unit": "issues", "start": 4, "target": 6}
                    ],
                }
            ],
        )["goals"][0]
        ticks = ["UNDERSTANDING", "MEASURE", "PATH"]
        for side in (stage.manager, stage.employee):
            side.client.do("tickGoal", "goal { state }", goalId=goal["id"], kinds=ticks)
        active = stage.manager.client.do("activateGoal", "goal { state }", goalId=goal["id"])
        must("the goal's state", active["goal"]["state"], "ACTIVE")
        counts.append(f"“{goal['title']}”, six ticks")


def push_evidence(stage: Stage) -> None:
    """Every issue, as a pointer to the work it shows; then some of them once more."""
    items = [_evidence(issue) for issue in stage.issues]
    with stage.step("Issues become evidence") as counts:
        pushes = [items[start : start + A_PUSH] for start in range(0, len(items), A_PUSH)]
        told = Counter[str]()
        for push in stage.counting(pushes, "evidence"):
            told.update(_pushed(stage, "pushEvidence", items=push))
        must("evidence filed", told["created"], len(stage.issues))
        again = _pushed(stage, "pushEvidence", items=items[:A_PUSH])
        must("evidence filed twice", again["created"] + again["updated"], 0)
        counts.append(f"{told['created']:,} filed; {again['unchanged']} again, unchanged")


def _evidence(issue: Issue) -> dict[str, object]:
    return {
        "personEmail": email_of(issue.person),
        "source": SOURCE,
        "externalId": issue.key,
        "kind": "issue",
        "title": issue.summary[:200] or issue.key,
        "url": f"https://issues.example/browse/{issue.key}",
        "occurredAt": issue.updated.isoformat(),
    }


def push_weeks(stage: Stage) -> None:
    """Week by week, what each person resolved; then a part again, and in no order."""
    points = sorted(
        (
            {
                "personEmail": email_of(person),
                "key": METRIC,
                "name": "Issues resolved",
                "unit": "issues",
                "source": SOURCE,
                "periodStart": week.isoformat(),
                "value": float(count),
            }
            for person, weeks in stage.weeks.items()
            for week, count in weeks.items()
        ),
        key=lambda point: str(point["periodStart"]),
    )
    with stage.step("Week by week, issues resolved become a metric") as counts:
        pushes = [points[start : start + A_PUSH] for start in range(0, len(points), A_PUSH)]
        told = Counter[str]()
        for push in stage.counting(pushes, "weeks"):
            told.update(_pushed(stage, "pushMetricPoints", points=push))
        must("points recorded", told["created"], len(points))
        mixed = random.Random(7).sample(points, min(len(points), 4 * A_PUSH))  # noqa: S311 - no secret
        for start in range(0, len(mixed), A_PUSH):
            again = _pushed(stage, "pushMetricPoints", points=mixed[start : start + A_PUSH])
            must("points recorded twice", again["created"] + again["updated"], 0)
        counts.append(f"{len(points):,} points of {len(stage.weeks)} people; {len(mixed)} again")


def _pushed(stage: Stage, mutation: str, **given: object) -> dict[str, int]:
    shown = "created updated unchanged"
    answer = stage.admin.client.do(mutation, shown, **given)
    return {name: answer[name] for name in shown.split()}
