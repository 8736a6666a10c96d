"""Webhooks: registered, filtered, signed, sent again, and led astray."""

import json
from datetime import timedelta

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from fakes.clock import Clock
from fakes.jira.deliveries import signature
from fakes.jira.jira import Jira
from tests.fakes.asking import ADMIN, APP, PAT, tokens
from tests.fakes.receiver import Receiver

URL = "https://tanlu.test/hooks/jira/one?secret=lost"
UPDATES = {"events": ["jira:issue_updated"], "jqlFilter": "project = TEAM"}


@pytest.fixture
async def gate(client: httpx2.AsyncClient, jira: Jira) -> httpx2.AsyncClient:
    """An app that was let in."""
    site = jira.cloud_sites[0]
    told = await tokens(client, site.id)
    client.headers["authorization"] = f"Bearer {told['access_token']}"
    client.base_url = f"http://fakes.test/ex/jira/{site.id}/rest/api/3"
    return client


async def register(gate: httpx2.AsyncClient, *wanted: dict[str, object]) -> list[dict[str, object]]:
    answer = await gate.post("/webhook", json={"url": URL, "webhooks": list(wanted)})
    assert answer.status_code == 200
    results: list[dict[str, object]] = answer.json()["webhookRegistrationResult"]
    return results


async def control(gate: httpx2.AsyncClient, path: str, **told: object) -> dict[str, object]:
    answer = await gate.post(f"http://fakes.test/control/jira/{path}", json=told)
    assert answer.status_code == 200, answer.text
    said: dict[str, object] = answer.json()
    return said


async def settle(gate: httpx2.AsyncClient) -> list[tuple[str, list[object]]]:
    answer = await gate.post("http://fakes.test/control/jira/settle")
    return [(one["state"], one["answers"]) for one in answer.json()]


async def test_a_change_is_told_with_a_token_that_the_app_can_check(
    gate: httpx2.AsyncClient, receiver: Receiver
) -> None:
    [result] = await register(gate, UPDATES)
    await control(gate, "issues/TEAM-1/reassign", to="omar@demo.example", by="Mei Lin")
    await settle(gate)

    [request] = receiver.got
    scheme, token = request.headers["authorization"].split()
    claims = jwt.decode(token, OctKey.import_key(APP["client_secret"]), algorithms=["HS256"]).claims
    body = json.loads(request.content)
    assert str(request.url) == "https://tanlu.test/hooks/jira/one"
    assert scheme == "Bearer"
    assert (claims["iss"], claims["exp"] - claims["iat"]) == (APP["client_id"], 180)
    assert request.headers["x-atlassian-webhook-flow"] == "Primary"
    assert "x-atlassian-webhook-retry" not in request.headers
    assert body["webhookEvent"] == "jira:issue_updated"
    assert body["matchedWebhookIds"] == [result["createdWebhookId"]]
    assert [item["toString"] for item in body["changelog"]["items"]] == ["Omar Haddad"]
    assert body["user"]["displayName"] == "Mei Lin"
    assert "emailAddress" not in json.dumps(body)


@pytest.mark.parametrize(
    ("jql", "problem"),
    [
        ("watchCount > 3", "The clause watchCount is unsupported"),
        ("project is not EMPTY", "The operator is not is unsupported"),
        ("project = NOPE", "The value 'nope' does not exist for the field 'project'."),
    ],
)
async def test_a_filter_that_cannot_be_is_told_in_the_result(
    gate: httpx2.AsyncClient, jql: str, problem: str
) -> None:
    results = await register(gate, UPDATES, UPDATES | {"jqlFilter": jql})

    assert results == [{"createdWebhookId": 1000}, {"errors": [problem]}]


async def test_a_sixth_webhook_and_another_url_are_refused(gate: httpx2.AsyncClient) -> None:
    results = await register(gate, *[UPDATES] * 6)
    answer = await gate.post(
        "/webhook", json={"url": "https://tanlu.test/two", "webhooks": [UPDATES]}
    )

    assert results[-1] == {"errors": ["A user may register at most 5 webhooks for an app"]}
    assert answer.json()["webhookRegistrationResult"][0]["errors"][0] == (
        "Only a single URL per app is allowed to be registered via REST API."
        " Currently used URL is https://tanlu.test/hooks/jira/one"
    )


async def test_it_ends_after_thirty_days_unless_it_is_refreshed(
    gate: httpx2.AsyncClient, jira: Jira, clock: Clock, receiver: Receiver
) -> None:
    [kept] = await register(gate, UPDATES)
    await register(gate, UPDATES)
    clock.advance(timedelta(days=29))
    gate.headers["authorization"] = f"Bearer {(await fresh(gate, jira))['access_token']}"
    refreshed = await gate.put("/webhook/refresh", json={"webhookIds": [kept["createdWebhookId"]]})
    clock.advance(timedelta(days=2))
    await control(gate, "issues/TEAM-1/reassign", to="")
    await settle(gate)

    assert refreshed.json() == {"expirationDate": "2026-05-02T12:00:00.000+0000"}
    bodies = [json.loads(request.content) for request in receiver.got]
    assert [body["matchedWebhookIds"] for body in bodies] == [[kept["createdWebhookId"]]]


async def fresh(gate: httpx2.AsyncClient, jira: Jira) -> dict[str, str]:
    base, gate.base_url = gate.base_url, "http://fakes.test"
    told = await tokens(gate, jira.cloud_sites[0].id)
    gate.base_url = base
    return told


async def test_it_is_listed_and_deleted(gate: httpx2.AsyncClient) -> None:
    [one] = await register(gate, UPDATES | {"fieldIdsFilter": ["status"]})
    before = (await gate.get("/webhook")).json()
    deleted = await gate.request(
        "DELETE", "/webhook", json={"webhookIds": [one["createdWebhookId"], 77]}
    )
    after = (await gate.get("/webhook")).json()

    assert before["values"] == [
        {
            "id": 1000,
            "jqlFilter": "project = TEAM",
            "events": ["jira:issue_updated"],
            "expirationDate": "2026-04-03T12:00:00.000+0000",
            "url": "https://tanlu.test/hooks/jira/one",
            "fieldIdsFilter": ["status"],
        }
    ]
    assert (deleted.status_code, after["total"]) == (202, 0)


async def test_only_changes_of_named_fields_are_told(
    gate: httpx2.AsyncClient, receiver: Receiver
) -> None:
    await register(gate, UPDATES | {"fieldIdsFilter": ["status"]})
    await control(gate, "issues/TEAM-1/reassign", to="")
    await control(gate, "issues/TEAM-1/reopen")
    await settle(gate)

    [request] = receiver.got
    items = json.loads(request.content)["changelog"]["items"]
    assert [(item["fieldId"], item["toString"]) for item in items] == [
        ("status", "Reopened"),
        ("resolution", None),
    ]


async def test_it_is_sent_again_under_the_same_name_then_given_up(
    gate: httpx2.AsyncClient, clock: Clock, receiver: Receiver
) -> None:
    receiver.answers = iter([503] * 6)
    await register(gate, UPDATES)
    await control(gate, "issues/TEAM-1/reassign", to="")
    for _ in range(8):
        await settle(gate)
        clock.advance(timedelta(minutes=16))

    names = {request.headers["x-atlassian-webhook-identifier"] for request in receiver.got}
    retries = [request.headers.get("x-atlassian-webhook-retry") for request in receiver.got]
    assert len(names) == 1
    assert retries == [None, "1", "2", "3", "4", "5"]
    assert await settle(gate) == [("given up", [503] * 6)]


async def test_a_refusal_is_not_sent_again(gate: httpx2.AsyncClient, receiver: Receiver) -> None:
    receiver.answers = iter([401])
    await register(gate, UPDATES)
    await control(gate, "issues/TEAM-1/reassign", to="")

    assert await settle(gate) == [("given up", [401])]


async def test_they_come_twice_never_or_in_the_wrong_order(
    gate: httpx2.AsyncClient, receiver: Receiver
) -> None:
    await register(gate, UPDATES)
    await control(gate, "webhooks/trouble", kind="duplicate")
    await control(gate, "issues/TEAM-1/reassign", to="")
    await settle(gate)
    twice = [request.headers["x-atlassian-webhook-identifier"] for request in receiver.got]
    receiver.got.clear()

    await control(gate, "webhooks/trouble", kind="lose")
    await control(gate, "issues/TEAM-2/reassign", to="")
    await settle(gate)
    never = list(receiver.got)

    await control(gate, "webhooks/trouble", kind="hold", times=2)
    await control(gate, "issues/TEAM-3/reassign", to="")
    await control(gate, "issues/TEAM-4/reassign", to="")
    await settle(gate)
    keys = [json.loads(request.content)["issue"]["key"] for request in receiver.got]

    assert len(twice) == 2
    assert len(set(twice)) == 1
    assert never == []
    assert keys == ["TEAM-4", "TEAM-3"]


async def test_an_admins_webhook_is_signed_over_its_body(
    client: httpx2.AsyncClient, receiver: Receiver
) -> None:
    wanted = {
        "name": "Tanlu",
        "url": URL,
        "events": ["jira:issue_created"],
        "filters": {"issue-related-events-section": "project = TEAM"},
        "secret": "between us",
    }
    made = await client.post("/dc/rest/webhooks/1.0/webhook", json=wanted, headers=PAT)
    await control(client, "issues", project="TEAM", summary="A new one", by="Ana Souza")
    await settle(client)

    [request] = receiver.got
    assert (made.status_code, made.json()["isSigned"]) == (201, True)
    assert "secret" not in made.json()
    assert str(request.url) == URL
    assert request.headers["x-hub-signature"] == signature("between us", request.content)
    body = json.loads(request.content)
    assert (body["issue"]["key"], body["user"]["name"]) == ("TEAM-74", "ana.souza")


def test_a_signature_is_the_one_in_atlassians_example() -> None:
    assert signature("It's a Secret to Everybody", b"Hello World!") == (
        "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
    )


async def test_apps_and_people_register_apart(
    gate: httpx2.AsyncClient, client: httpx2.AsyncClient
) -> None:
    site = str(gate.base_url).partition("/rest")[0]
    by_app = await gate.get(f"{site}/rest/webhooks/1.0/webhook")
    del client.headers["authorization"]
    by_person = await client.get("http://fakes.test/rest/api/3/webhook", auth=ADMIN)

    assert (by_app.status_code, by_person.status_code) == (403, 403)
