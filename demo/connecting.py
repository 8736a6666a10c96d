"""The other way in: nothing is pushed. The company connects its Jira, and the work arrives."""

import time
from typing import Any

from demo import weeks
from demo.arriving import directory, email_of
from demo.jira import Jira, is_over
from demo.stage import Stage, must, several

PATIENCE = 600.0
CALM = 4.0
"""Seconds without a change after which nothing more is expected."""
LONG_AGO = 1040
"""Weeks that the rule looks back on, as many as it may: the played Jira's falls are years old."""

RULE = "{ id kind enabled dueInDays weeks lookBackWeeks }"
CONNECTION = """
query ($id: ID!) {
  dataConnection(id: $id) {
    state lastError itemsRead itemsExpected backfilledAt sources { id kind key chosen }
  }
}
"""
ACCOUNTS = """
query ($id: ID!, $after: String) {
  dataConnection(id: $id) {
    accounts(first: 100, after: $after, filter: {matched: false}) {
      nodes { id name suggestion { id name } } pageInfo { hasNextPage endCursor }
    }
  }
}
"""
EVIDENCE = '{ evidence(first: 1, filter: {source: "jira"}) { totalCount } }'


def take_jiras_count(stage: Stage, jira: Jira) -> None:
    """What the product will have to find, by the demo's own reading of the same Jira."""
    with stage.step("The demo reads the Jira by itself, to compare") as counts:
        stage.issues = list(jira.issues())
        over = [issue for issue in stage.issues if is_over(issue, stage.today)]
        stage.weeks = weeks.resolved_by_week(over, weeks.monday_of(stage.today))
        stage.falls = weeks.falls(stage.weeks)
        falls = several(len(stage.falls), "fall")
        counts.append(f"{several(len(stage.issues), 'issue')}, {falls} of three weeks")
        counts.append("by the days on which this Jira says that work was resolved")


def bring_colleagues(stage: Stage, jira: Jira) -> None:
    """HR's list: everybody with a Jira account, most of them under the address Jira shows."""
    with stage.step("The same people work here, each with a manager") as counts:
        shown = jira.people()
        rows = directory(stage.issues)
        emails = {row["email"]: shown.get(row["name"]) or email_of(row["name"]) for row in rows}
        for row in rows:
            row["email"] = emails[row["email"]]
            row["managerEmail"] = emails.get(row["managerEmail"], row["managerEmail"])
        arrived = stage.admin.client.do("importPeople", "people { id name }", items=rows)
        stage.people = {person["name"]: person["id"] for person in arrived["people"]}
        by_email = {row["email"]: row["name"] for row in rows}
        stage.manager_of = {
            row["name"]: by_email.get(row["managerEmail"], stage.admin.name) for row in rows
        }
        counts.append(f"{len(rows)} people")
    with stage.step("A manager and an employee are invited, and sign in") as counts:
        stage.employee = stage.invite(stage.last_fall.person)
        stage.manager = stage.invite(stage.manager_of[stage.employee.name])
        counts.append(f"{stage.manager.name} manages {stage.employee.name}")


def look_back(stage: Stage) -> None:
    """By itself the rule lets the past rest; this company wants to see it at work on its own."""
    with stage.step("The admin lets the rule speak of all falls that are read") as counts:
        made = stage.admin.client.do("installDefaultRules", f"triggerRules {RULE}")
        rule = next(one for one in made["triggerRules"] if one["kind"] == "METRIC_DECLINE")
        changed = stage.admin.client.do(
            "changeTriggerRule",
            f"triggerRule {RULE}",
            ruleId=rule["id"],
            enabled=rule["enabled"],
            dueInDays=rule["dueInDays"],
            weeks=rule["weeks"],
            lookBackWeeks=LONG_AGO,
        )["triggerRule"]
        must("weeks to look back", changed["lookBackWeeks"], LONG_AGO)
        counts.append(f"{LONG_AGO // 52} years back instead of {rule['lookBackWeeks']} weeks")


def connect(stage: Stage, jira: Jira) -> None:
    with stage.step("The admin connects Jira, chooses its projects, and it is read") as counts:
        made = stage.admin.client.do(
            "connectVendor",
            "connection { id }",
            vendor="jira",
            way="CLOUD_TOKEN",
            name=jira.name,
            settings=jira.form,
        )
        stage.connection = made["connection"]["id"]
        found = _until(stage, lambda one: one["sources"])
        projects = [each["id"] for each in found["sources"] if each["kind"] == "PROJECT"]
        stage.admin.client.do(
            "chooseSources",
            "connection { id }",
            connectionId=stage.connection,
            sourceIds=projects,
        )
        read = _until(stage, lambda one: one["backfilledAt"])
        must("issues read", read["itemsRead"], len(stage.issues))
        issues = several(read["itemsRead"], "issue")
        counts.append(f"{several(len(projects), 'project')}, {issues}")


def confirm_accounts(stage: Stage) -> None:
    """Who shows no address is suggested by name; the admin says yes."""
    with stage.step("Accounts that show no address are confirmed by name") as counts:
        suggested = [each for each in _accounts(stage) if each["suggestion"]]
        for account in suggested:
            must("the suggestion", account["suggestion"]["name"], account["name"])
            person = account["suggestion"]["id"]
            stage.admin.client.do(
                "matchAccount", "account { id }", accountId=account["id"], personId=person
            )
        counts.append(several(len(suggested), "account"))


def see_it_arrive(stage: Stage) -> None:
    with stage.step("Their work becomes evidence") as counts:
        wanted = sum(issue.assignee in stage.people for issue in stage.issues)
        must("evidence", _calm(stage, wanted), wanted)
        counts.append(f"{wanted:,} pieces")


def _until(stage: Stage, ready: Any) -> dict[str, Any]:  # noqa: ANN401 - a question to JSON
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        one: dict[str, Any] = stage.admin.client.ask(CONNECTION, id=stage.connection)[
            "dataConnection"
        ]
        if one["lastError"]:
            must("the connection's trouble", one["lastError"], None)
        if ready(one):
            return one
        time.sleep(0.5)
    must("the connection, after ten minutes", one, "done")
    return one


def _accounts(stage: Stage) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    after = None
    while True:
        asked = stage.admin.client.ask(ACCOUNTS, id=stage.connection, after=after)
        page = asked["dataConnection"]["accounts"]
        nodes += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return nodes
        after = page["pageInfo"]["endCursor"]


def _calm(stage: Stage, wanted: int) -> int:
    """How much evidence there is when it is as much as wanted and no more arrives."""
    ends = time.monotonic() + PATIENCE
    while _filed(stage) < wanted and time.monotonic() < ends:
        time.sleep(0.5)
    time.sleep(CALM)
    return _filed(stage)


def _filed(stage: Stage) -> int:
    found: int = stage.admin.client.ask(EVIDENCE)["evidence"]["totalCount"]
    return found
