"""The control door: what it makes happen is what Jira then says."""

import time
from datetime import timedelta

import httpx2

from fakes.clock import Clock
from fakes.jira.jira import Jira
from tests.fakes.asking import ADMIN, APP, tokens


async def gate(client: httpx2.AsyncClient, jira: Jira) -> str:
    site = jira.cloud_sites[0]
    told = await tokens(client, site.id)
    client.headers["authorization"] = f"Bearer {told['access_token']}"
    return f"/ex/jira/{site.id}/rest/api/3"


async def test_a_new_issue_is_found_planned_and_resolved(
    client: httpx2.AsyncClient, clock: Clock
) -> None:
    boards = (await client.get("/rest/agile/1.0/board", auth=ADMIN)).json()["values"]
    sprint = {"board": boards[0]["id"], "name": "Next"}
    sprint = (await client.post("/control/jira/sprints", json=sprint)).json()
    new = {
        "project": "TEAM",
        "summary": "Try it",
        "assignee": "omar@demo.example",
        "points": 5,
        "sprint": sprint["id"],
    }
    key = (await client.post("/control/jira/issues", json=new)).json()["key"]
    await client.post(f"/control/jira/sprints/{sprint['id']}/start", json={})
    clock.advance(timedelta(hours=3))
    resolve = {"by": "omar@demo.example"}
    done = (await client.post(f"/control/jira/issues/{key}/resolve", json=resolve)).json()
    await client.post(f"/control/jira/sprints/{sprint['id']}/close", json={})

    issue = (await client.get(f"/rest/api/3/issue/{key}", auth=ADMIN)).json()["fields"]
    log = (await client.get(f"/rest/api/3/issue/{key}/changelog", auth=ADMIN)).json()["values"]
    address = f"/rest/agile/1.0/sprint/{sprint['id']}"
    inside = (await client.get(f"{address}/issue", auth=ADMIN)).json()["issues"]
    state = (await client.get(address, auth=ADMIN)).json()["state"]

    assert (done["status"], done["resolution"], done["assignee"]) == ("Done", "Done", "Omar Haddad")
    assert issue["resolutiondate"] == "2026-03-04T15:00:00.000+0000"
    assert issue["customfield_10026"] == 5.0
    fields = [[item["field"] for item in change["items"]] for change in log]
    assert fields == [["assignee"], ["Story Points"], ["Sprint"], ["status", "resolution"]]
    assert log[-1]["author"]["displayName"] == "Omar Haddad"
    assert [one["key"] for one in inside] == [key]
    assert [one["id"] for one in inside[0]["fields"]["closedSprints"]] == [sprint["id"]]
    assert state == "closed"


async def test_a_version_is_added_used_and_released(client: httpx2.AsyncClient) -> None:
    made = await client.post("/control/jira/versions", json={"project": "TEAM", "name": "2.0"})
    number = made.json()["id"]
    await client.patch("/control/jira/issues/TEAM-1", json={"fixVersion": "2.0"})
    await client.post(f"/control/jira/versions/{number}/release", json={})

    versions = (await client.get("/rest/api/3/project/TEAM/versions", auth=ADMIN)).json()
    found = await client.post(
        "/rest/api/3/search/jql",
        json={"jql": 'fixVersion = "2.0"', "fields": ["fixVersions"]},
        auth=ADMIN,
    )
    told = {one["name"]: (one["released"], one.get("releaseDate")) for one in versions}
    assert told["2.0"] == (True, "2026-03-04")
    assert [issue["key"] for issue in found.json()["issues"]] == ["TEAM-1"]


async def test_what_cannot_be_done_is_said(client: httpx2.AsyncClient) -> None:
    unknown = await client.post("/control/jira/issues/TEAM-999/resolve", json={})
    wrong = await client.patch("/control/jira/issues/TEAM-1", json={"status": "Nowhere"})
    shapeless = await client.post("/control/jira/issues", json={"summary": "No project"})

    assert (unknown.status_code, unknown.json()["errorMessages"]) == (
        404,
        ["There is no issue 'TEAM-999'."],
    )
    assert wrong.json()["errorMessages"][0].startswith("There is no status 'Nowhere', only Open,")
    assert (shapeless.status_code, shapeless.json()["errors"][0]["loc"]) == (400, ["project"])


async def test_the_next_answers_fail_as_told(client: httpx2.AsyncClient) -> None:
    quota = {"kind": "429", "times": 2, "reason": "jira-quota-global-based", "retry_after": 40}
    await client.post("/control/jira/faults", json=quota | {"path": "/myself"})
    bare = {"kind": "429", "reason": "", "retry_after": None, "path": "/field"}
    await client.post("/control/jira/faults", json=bare)
    await client.post(
        "/control/jira/faults", json={"kind": "5xx", "status": 502, "path": "/status"}
    )

    quiet = await client.get("/rest/api/3/serverInfo")
    first, second, third = [await client.get("/rest/api/3/myself", auth=ADMIN) for _ in range(3)]
    gateway = await client.get("/rest/api/3/field", auth=ADMIN)
    broken = await client.get("/rest/api/3/status", auth=ADMIN)

    assert quiet.status_code == 200
    assert [one.status_code for one in (first, second, third)] == [429, 429, 200]
    assert first.headers["retry-after"] == "40"
    assert first.headers["ratelimit-reason"] == "jira-quota-global-based"
    assert first.headers["x-ratelimit-limit"] == "65000"
    assert first.headers["x-ratelimit-remaining"] == "0"
    assert first.headers["x-ratelimit-reset"] == "2026-03-04T12:00Z"
    assert gateway.status_code == 429
    assert not {"retry-after", "ratelimit-reason"} & set(gateway.headers)
    assert broken.status_code == 502


async def test_an_app_pays_for_what_it_reads_until_the_hour_is_over(
    client: httpx2.AsyncClient, jira: Jira, clock: Clock
) -> None:
    api = await gate(client, jira)
    asked = {"jql": "project = TEAM", "fields": ["summary"], "maxResults": 20}

    page = await client.post(f"{api}/search/jql", json=asked)
    await client.get(f"{api}/myself")
    spent = (await client.get("/control/jira/points")).json()
    await client.put("/control/jira/points", json={"limit": 30})
    near = await client.get(f"{api}/serverInfo")
    await client.put("/control/jira/points", json={"spent": 30})
    over = await client.get(f"{api}/myself")
    clock.advance(timedelta(hours=1))
    jira.cloud_grants.lives = timedelta(hours=2)
    api = await gate(client, jira)
    after = await client.get(f"{api}/myself")

    assert page.headers["ratelimit"] == '"global-app-quota";r=64979;t=3601'
    assert (spent["spent"], spent["hour"]) == (24, "2026-03-04T12:00:00.000+0000")
    assert near.headers["x-ratelimit-nearlimit"] == "true"
    assert over.status_code == 429
    assert over.headers["ratelimit-reason"] == "jira-quota-global-based"
    assert over.headers["retry-after"] == "3601"
    assert after.status_code == 200


async def test_who_uses_a_token_of_their_own_pays_nothing(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/rest/api/3/myself", auth=ADMIN)

    assert "ratelimit" not in answer.headers
    assert (await client.get("/control/jira/points")).json()["spent"] == 0


async def test_what_was_asked_can_be_read(client: httpx2.AsyncClient) -> None:
    await client.get("/rest/api/3/myself", params={"expand": "groups"}, auth=ADMIN)
    await client.get("/rest/api/3/myself")

    asked = (await client.get("/control/jira/requests")).json()

    assert [(one["path"], one["query"], one["status"], one["via"]) for one in asked] == [
        ("/rest/api/3/myself", "expand=groups", 200, "basic"),
        ("/rest/api/3/myself", "", 401, ""),
    ]


async def test_after_a_revocation_nothing_works_and_nothing_comes(
    client: httpx2.AsyncClient, jira: Jira
) -> None:
    site = jira.cloud_sites[0]
    told = await tokens(client, site.id)
    client.headers["authorization"] = f"Bearer {told['access_token']}"
    hook = {"events": ["jira:issue_updated"], "jqlFilter": "project = TEAM"}
    wanted = {"url": "https://tanlu.test/hooks", "webhooks": [hook]}
    await client.post(f"/ex/jira/{site.id}/rest/api/3/webhook", json=wanted)

    revoked = (await client.post("/control/jira/revoke")).json()
    call = await client.get(f"/ex/jira/{site.id}/rest/api/3/myself")
    given = APP | {"grant_type": "refresh_token", "refresh_token": told["refresh_token"]}
    renewed = await client.post("/oauth/token", json=given)

    assert revoked == {"revoked": 1}
    assert (call.status_code, renewed.status_code) == (401, 403)
    assert (await client.get("/control/jira/webhooks")).json() == []


async def test_the_front_page_has_buttons_that_work(client: httpx2.AsyncClient) -> None:
    page = await client.get("/")
    pressed = await client.post(
        "/control/jira/faults", data={"kind": "429"}, headers={"accept": "text/html"}
    )
    failed = await client.get("/rest/api/3/myself", auth=ADMIN)

    assert page.status_code == 200
    for word in ("fake-jira-client", "fake-jira-pat", "/sites/blank", "Resolve"):
        assert word in page.text
    assert (pressed.status_code, pressed.headers["location"]) == (303, "/")
    assert failed.status_code == 429


async def test_the_clock_moves_on_and_only_by_a_length(client: httpx2.AsyncClient) -> None:
    moved = await client.post("/control/clock/advance", json={"days": 1, "minutes": 5})
    wrong = await client.post("/control/clock/advance", json={"days": "many"})
    now = await client.get("/control/clock")

    assert (moved.status_code, wrong.status_code) == (200, 400)
    assert now.json() == moved.json() == {"now": "2026-03-05T12:05:00+00:00"}


async def test_an_answer_takes_as_long_as_told(client: httpx2.AsyncClient) -> None:
    await client.post("/control/jira/faults", json={"kind": "slow", "seconds": 0.2})

    began = time.monotonic()
    slow = await client.get("/rest/api/3/myself", auth=ADMIN)

    assert slow.status_code == 200
    assert time.monotonic() - began >= 0.2
