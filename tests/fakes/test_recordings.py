"""Webhooks of the played Jira, beside those that real ones sent."""

import json
from typing import Any

import httpx2
import pytest

from fakes.jira.jira import Jira
from fakes.jira.load import DATA
from tests.fakes.asking import PAT, REAL, WHY_NOT, tokens
from tests.fakes.receiver import Receiver

pytestmark = pytest.mark.skipif(not REAL, reason=WHY_NOT)

Json = dict[str, Any]
URL = "https://tanlu.test/hooks"
EVENTS = ["jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created"]
OLD_NAMES = {"name", "key", "emailAddress"}
"""Cloud left them out since 2019, when these were recorded."""


def recorded(name: str) -> Json:
    told: Json = json.loads((DATA / "webhooks" / f"webhook-{name}.json").read_text())
    return told


async def sent(client: httpx2.AsyncClient, receiver: Receiver, method: str, path: str) -> Json:
    told = {"to": "", "body": "Well done", "project": "TEAM", "summary": "New"}
    wanted = {"reassign": ["to"], "comments": ["body"], "issues": ["project", "summary"]}
    form = {name: told[name] for name in wanted.get(path.rsplit("/", 1)[-1], [])}
    answer = await client.request(method, f"/control/jira/{path}", json=form)
    assert answer.status_code == 200, answer.text
    await client.post("/control/jira/settle")
    body: Json = json.loads(receiver.got[-1].content)
    return body


@pytest.mark.parametrize(
    ("method", "path", "recording"),
    [
        ("POST", "issues", "issue-created"),
        ("POST", "issues/TEAM-1/reassign", "cloud-issue-updated-custom-field"),
        ("DELETE", "issues/TEAM-1", "issue-deleted"),
        ("POST", "issues/TEAM-1/comments", "cloud-comment-created"),
    ],
)
async def test_it_carries_what_a_real_one_carried(
    client: httpx2.AsyncClient,
    jira: Jira,
    receiver: Receiver,
    method: str,
    path: str,
    recording: str,
) -> None:
    site, real = jira.cloud_sites[0], recorded(recording)
    told = await tokens(client, site.id)
    client.headers["authorization"] = f"Bearer {told['access_token']}"
    hook = {"events": EVENTS, "jqlFilter": "project = TEAM"}
    wanted = {"url": URL, "webhooks": [hook]}
    await client.post(f"/ex/jira/{site.id}/rest/api/3/webhook", json=wanted)

    played = await sent(client, receiver, method, path)

    assert difference(played, real) == (set(), {"matchedWebhookIds"})
    assert difference(played["issue"], real["issue"]) == (set(), set())
    assert difference(played.get("comment", {}), real.get("comment", {})) == (set(), set())
    missing, strange = difference(played.get("user", {}), real.get("user", {}))
    assert missing <= OLD_NAMES
    assert strange <= {"accountType"}
    strange = played["issue"]["fields"].keys() - real["issue"]["fields"].keys()
    assert {name for name in strange if not name.startswith("customfield_")} == set()
    if "changelog" in played:
        items = [told["changelog"]["items"][0] for told in (played, real)]
        assert difference(*items) == (set(), set())


def difference(played: Json, real: Json) -> tuple[set[str], set[str]]:
    """What is missing, and what is strange. That a new issue has no history is no difference."""
    first = {"changelog"} if played.get("webhookEvent") == "jira:issue_created" else set()
    return real.keys() - played.keys() - first, played.keys() - real.keys()


async def test_the_data_centers_name_people_by_their_user_name(
    client: httpx2.AsyncClient, receiver: Receiver
) -> None:
    wanted = {"name": "Tanlu", "url": URL, "events": EVENTS}
    await client.post("/dc/rest/webhooks/1.0/webhook", json=wanted, headers=PAT)

    played = await sent(client, receiver, "POST", "issues/TEAM-1/reassign")

    real = recorded("server-issue-updated-resolved")
    assert {"name", "key", "displayName"} <= played["user"].keys() & real["user"].keys()
    assert "accountId" not in played["user"]
    assert played["changelog"].keys() == real["changelog"].keys()
