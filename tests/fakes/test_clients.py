"""Clients that others wrote for the real Jira, against the played one."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest
from jira import JIRA
from jira.exceptions import JIRAError

from fakes.app import create_app, jira_of
from fakes.jira.jira import Jira
from fakes.jira.load import DATA
from infra.ports import free_port
from operate.console import node
from tests.api.live import served
from tests.fakes.asking import APP, CALLBACK, REAL, WHY_NOT, consented

pytestmark = pytest.mark.skipif(not REAL, reason=WHY_NOT)

FILES = Path(__file__).parents[1] / "interop" / "jira"
JQL = 'project = FLUID and updated >= "2017/01/01 00:00" order by updated asc, key asc'
LOGIN = ("jira.admin@fluid.example", "fake-jira-api-token")
QUIET = {"check_update": False, "max_retries": 0}


class Played(NamedTuple):
    base: str
    jira: Jira


@pytest.fixture(scope="module")
async def played() -> AsyncIterator[Played]:
    """With the real issues, behind a real server."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    app = create_app(base, data=DATA)
    async with served(app, port):
        yield Played(base, jira_of(app))


async def test_pycontribs_follows_the_tokens_of_cloud(played: Played) -> None:
    def drive() -> dict[str, object]:
        client = JIRA(server=played.base, basic_auth=LOGIN, options=QUIET)
        issues = client.enhanced_search_issues(JQL, maxResults=0, fields=["summary", "status"])
        board = client.boards(projectKeyOrID="FLUID")[0]
        sprint = client.sprints(board.id, state="active")[0]
        issue = client.issue("FLUID-5934", expand="changelog")
        return {
            "issues": [issue.key for issue in issues],
            "count": client.approximate_issue_count(JQL),
            "me": client.myself()["displayName"],
            "projects": len(client.projects()),
            "points": {field["name"] for field in client.fields() if field["custom"]},
            "sprint": sprint.state,
            "changes": [item.field for h in issue.changelog.histories for item in h.items],
            "versions": len(client.project_versions("FLUID")),
        }

    told = await asyncio.to_thread(drive)
    world = played.jira.sites[0].world
    assert isinstance(told["issues"], list)
    assert told["count"] == len(told["issues"]) == len(set(told["issues"])) > 200
    assert (told["me"], told["projects"]) == ("Jira Admin", len(world.projects))
    assert told["points"] == {"Sprint", "Story Points", "Story point estimate"}
    assert told["sprint"] == "active"
    assert told["changes"] == ["status", "resolution", "status", "assignee", "assignee"]
    assert told["versions"] == len([v for v in world.versions.values() if v.project.key == "FLUID"])


async def test_pycontribs_counts_on_the_data_center(played: Played) -> None:
    def drive() -> tuple[str, list[str], int, str]:
        client = JIRA(server=f"{played.base}/dc", token_auth="fake-jira-pat", options=QUIET)
        issues = client.search_issues(JQL, maxResults=False, fields="assignee")
        keys = [issue.key for issue in issues]
        return client.deploymentType, keys, issues.total, client.myself()["name"]

    kind, keys, total, me = await asyncio.to_thread(drive)
    assert (kind, me) == ("Server", "jira.admin")
    assert len(keys) == len(set(keys)) == total > 200


async def test_pycontribs_hears_no(played: Played) -> None:
    def drive() -> JIRAError:
        client = JIRA(server=played.base, basic_auth=LOGIN, options=QUIET)
        with pytest.raises(JIRAError) as refusal:
            client.enhanced_search_issues("order by key")
        return refusal.value

    refusal = await asyncio.to_thread(drive)
    assert refusal.status_code == 400
    assert "Unbounded JQL queries are not allowed here" in str(refusal.text)


async def test_jira_js_finds_every_answer_as_specified(played: Played, tmp_path: Path) -> None:
    """But for one: it calls the end of a webhook a number, and Jira writes a date."""
    await install(tmp_path)
    async with httpx2.AsyncClient(base_url=played.base) as client:
        code = await consented(client, played.jira.sites[0].id)
    app = (APP["client_id"], APP["client_secret"], code, CALLBACK)
    told = json.loads(await run(tmp_path, node(), "drive.mjs", played.base, *app))

    assert told.pop("mismatches") == [
        f"{asked}: expected number, received string"
        for asked in (
            "PUT /rest/api/3/webhook/refresh expirationDate",
            "GET /rest/api/3/webhook values.*.expirationDate",
        )
    ]
    assert told.pop("found") == told.pop("distinct") == told.pop("count") > 200
    assert told == {
        "site": "Fluid",
        "refreshed": True,
        "summary": "UIO tutorial contains invalid template and message prefix path",
        "changes": 4,
        "bulk": 2,
        "estimation": "customfield_10026",
        "states": ["active", "future"],
        "refusal": ["The operator is not is unsupported"],
        "hooks": 1,
    }


async def install(folder: Path) -> None:
    """By the lock file; skips the test where the packages cannot be fetched."""
    for each in (".npmrc", "package.json", "package-lock.json", "drive.mjs"):
        shutil.copy(FILES / each, folder)
    npm = node().parents[1] / "lib/node_modules/npm/bin/npm-cli.js"
    try:
        await run(folder, node(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    except RuntimeError as problem:
        pytest.skip(f"jira.js cannot be fetched: {str(problem)[-200:]}")


async def run(folder: Path, *command: str | Path) -> str:
    """What it prints; raises RuntimeError with what it complains of."""
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = await asyncio.to_thread(
        subprocess.run,
        command,
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
