"""Any type, status and language can be played, and what was granted is there the next day."""

from pathlib import Path

import httpx2
import pytest

from fakes.app import create_app, jira_of
from fakes.clock import Clock
from fakes.jira.jira import Jira
from tests.fakes.asking import ADMIN, APP, BASE, NO_DATA, PAT, client_of, tokens

SEARCH = "/rest/api/3/search/jql"


async def _order(client: httpx2.AsyncClient, method: str, path: str, /, **body: object) -> object:
    answer = await client.request(method, f"/control/jira{path}", json=body)
    assert answer.is_success, answer.text
    return answer.json()


async def _issue(client: httpx2.AsyncClient, key: str) -> dict[str, dict[str, object]]:
    answer = await client.get(f"/rest/api/3/issue/{key}", auth=ADMIN)
    fields: dict[str, dict[str, object]] = answer.json()["fields"]
    return fields


async def test_a_type_that_nobody_knows_is_as_good_as_any(client: httpx2.AsyncClient) -> None:
    made = {"project": "TEAM", "summary": "Odd", "type": "Technical task"}
    answer = await client.post("/control/jira/issues", json=made)
    key = answer.json()["key"]
    shown = (await _issue(client, key))["issuetype"]
    assert (shown["name"], shown["subtask"]) == ("Technical task", False)
    found = await client.post(SEARCH, json={"jql": "project = TEAM order by key"}, auth=ADMIN)
    assert found.status_code == 200
    assert shown["id"] == (await _issue(client, key))["issuetype"]["id"]


async def test_a_site_may_have_statuses_of_its_own_and_rename_them(
    client: httpx2.AsyncClient,
) -> None:
    await _order(client, "POST", "/statuses", name="Shipped", category="done", id=77)
    moved = await client.patch("/control/jira/issues/TEAM-1", json={"status": "Shipped"})
    assert moved.is_success, moved.text
    await _order(client, "PATCH", "/statuses/Shipped", called="Delivered")
    told = (await _issue(client, "TEAM-1"))["status"]
    assert (told["id"], told["name"]) == ("77", "Delivered")
    listed = (await client.get("/rest/api/3/status", auth=ADMIN)).json()
    assert [one["name"] for one in listed if one["id"] == "77"] == ["Delivered"]


async def test_a_site_may_end_work_without_a_resolution(client: httpx2.AsyncClient) -> None:
    order = {"status": "In Progress"}
    await client.patch("/control/jira/issues/TEAM-1", json=order)
    await client.patch("/control/jira/issues/TEAM-1", json={"status": "Done", "resolution": ""})
    told = await _issue(client, "TEAM-1")
    assert (told["status"]["name"], told["resolution"]) == ("Done", None)
    assert told["resolutiondate"] is None


async def test_a_site_may_speak_chinese(client: httpx2.AsyncClient) -> None:
    await _order(client, "PUT", "/language", language="zh_CN")
    told = await _issue(client, "TEAM-1")
    assert told["status"]["name"] == "完成"
    fields = (await client.get("/rest/api/3/field", auth=ADMIN)).json()
    assert "故事点" in {one["name"] for one in fields}
    history = await client.get("/dc/rest/api/2/issue/TEAM-1?expand=changelog", headers=PAT)
    items = [i for h in history.json()["changelog"]["histories"] for i in h["items"]]
    assert {i["toString"] for i in items if i["field"] == "status"} == {"In Progress", "Done"}


async def test_what_is_hidden_is_not_there_and_can_come_back(client: httpx2.AsyncClient) -> None:
    await _order(client, "POST", "/issues/TEAM-1/hide")
    assert (await client.get("/rest/api/3/issue/TEAM-1", auth=ADMIN)).status_code == 404
    await _order(client, "POST", "/issues/TEAM-1/show")
    assert (await client.get("/rest/api/3/issue/TEAM-1", auth=ADMIN)).status_code == 200
    await _order(client, "POST", "/projects/TEAM/hide")
    refused = await client.post(SEARCH, json={"jql": "project in (10000)"}, auth=ADMIN)
    assert refused.status_code == 400
    await _order(client, "POST", "/projects/TEAM/show")
    found = await client.post(SEARCH, json={"jql": "project in (10000)"}, auth=ADMIN)
    assert len(found.json()["issues"]) == 50


async def test_an_expired_token_is_answered_with_nothing(client: httpx2.AsyncClient) -> None:
    await _order(client, "POST", "/expired-tokens")
    found = await client.post(SEARCH, json={"jql": "project in (10000)"}, auth=ADMIN)
    assert (found.status_code, found.json()) == (200, {"issues": [], "isLast": True})
    assert found.headers["x-seraph-loginreason"] == "AUTHENTICATED_FAILED"
    assert (await client.get("/rest/api/3/myself", auth=ADMIN)).status_code == 401
    await _order(client, "DELETE", "/expired-tokens")
    assert (await client.get("/rest/api/3/myself", auth=ADMIN)).status_code == 200


async def test_a_service_account_s_token_is_good_behind_the_gateway(
    client: httpx2.AsyncClient, jira: Jira
) -> None:
    answer = await client.get(f"/ex/jira/{jira.sites[0].id}/rest/api/3/myself", auth=ADMIN)
    assert answer.status_code == 200


async def test_what_was_granted_is_good_after_a_restart(clock: Clock, tmp_path: Path) -> None:
    kept = tmp_path / "deep" / "fakes.json"
    before = create_app(BASE, clock=clock, data=NO_DATA, keeps_at=kept)
    site = jira_of(before).sites[0].id
    async with client_of(before) as client:
        told = await tokens(client, site)
    after = create_app(BASE, clock=clock, data=NO_DATA, keeps_at=kept)
    bearer = {"authorization": f"Bearer {told['access_token']}"}
    async with client_of(after, bearer) as client:
        assert (await client.get(f"/ex/jira/{site}/rest/api/3/myself")).status_code == 200
        given = APP | {"grant_type": "refresh_token", "refresh_token": told["refresh_token"]}
        assert (await client.post("/oauth/token", json=given)).status_code == 200
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("over", [10, 1000])
async def test_a_page_may_be_too_large(client: httpx2.AsyncClient, over: int) -> None:
    await _order(client, "POST", "/faults", kind="large", path="search", over=over)
    found = await client.post(SEARCH, json={"jql": "project in (10000)"}, auth=ADMIN)
    assert (len(found.content) > 10_000_000) is (over == 10)
    assert len(found.json()["issues"]) == 50
