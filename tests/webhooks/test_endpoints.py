"""Setting up endpoints through the schema, as an admin or a console does."""

from typing import Any

import pytest

from api.scopes import Scope
from domain.actor import Actor, ActorKind, Role
from tests.asking import EVERY_SCOPE, Asking
from tests.people import Cast, acting

URL = "https://hooks.example.com/tanlu"
GOAL = "query ($id: ID!) { goal(id: $id) { title owner { name } } }"


def admin(cast: Cast, **other: Any) -> Asking:  # noqa: ANN401 - any of its options
    """Of HR as well, so that they see all that an endpoint may hear of."""
    return Asking(cast.place, Actor.person(cast.wei.id, Role.ADMIN, Role.HR), **other)


async def do(asking: Asking, deed: str, selection: str, **input: Any) -> Any:  # noqa: ANN401 - JSON
    kind = deed[0].upper() + deed[1:] + "Input"
    answer = await asking.ask(
        f"mutation ($input: {kind}!) {{ {deed}(input: $input) {{ {selection}"
        " userErrors { code field message } } }",
        input=input,
    )
    return answer[deed]


async def create(asking: Asking, **other: Any) -> Any:  # noqa: ANN401 - JSON
    wish = {"name": "HR system", "url": URL, "events": ["goal.closed", "goal.issued"]}
    return await do(
        asking,
        "createWebhookEndpoint",
        "secret endpoint { id name url events scopes state throttle apiVersion failures waiting"
        " secrets { expiresAt } }",
        **wish | other,
    )


async def test_an_endpoint_is_made_and_its_secret_shown_once(cast: Cast) -> None:
    made = await create(admin(cast))
    assert made["userErrors"] == []
    assert made["secret"].startswith("whsec_")
    endpoint = made["endpoint"]
    assert endpoint["events"] == ["goal.issued", "goal.closed"]
    assert endpoint["scopes"] == ["goals:read"]
    assert (endpoint["state"], endpoint["throttle"], endpoint["waiting"]) == ("ACTIVE", 20, 0)
    assert endpoint["secrets"] == [{"expiresAt": None}]
    listed = await admin(cast).ask("{ webhookEndpoints(first: 5) { nodes { id } } }")
    assert listed["webhookEndpoints"]["nodes"] == [{"id": endpoint["id"]}]


@pytest.mark.parametrize(
    ("wish", "field", "code"),
    [
        ({"url": "http://hooks.example.com/"}, "url", "INVALID"),
        ({"url": "https://127.0.0.1/"}, "url", "INVALID"),
        ({"url": "https://hooks.example.com/#part"}, "url", "INVALID"),
        ({"url": "https://me:word@hooks.example.com/"}, "url", "INVALID"),
        ({"events": []}, "events", "INVALID"),
        ({"events": ["goal.eaten"]}, "events", "INVALID"),
        ({"throttle": 201}, "throttle", "INVALID"),
        ({"throttle": 0}, "throttle", "INVALID"),
        ({"name": " "}, "name", "INVALID"),
        ({"document": "{ goals { nodes { id } } }"}, "document", "INVALID"),
        ({"document": "query ($id: ID!) { goal(id: $id) { nothing } }"}, "document", "INVALID"),
        ({"document": "query ($id: ID!) { __typename }"}, "document", "INVALID"),
        ({"document": "query ($id: ID!"}, "document", "INVALID"),
        ({"document": GOAL + GOAL.replace("query", "query b")}, "document", "INVALID"),
        (
            {"document": "query ($id: ID!) { goals(first: 100) { nodes { id owner { id } } } }"},
            "document",
            "INVALID",
        ),
        (
            {"document": "mutation ($id: ID!) { activateGoal(input: {goalId: $id})"
             " { userErrors { code } } }"},
            "document",
            "INVALID",
        ),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_refused_by_its_field(
    cast: Cast, wish: dict[str, Any], field: str, code: str
) -> None:
    made = await create(admin(cast), **wish)
    assert [(each["field"], each["code"]) for each in made["userErrors"]] == [([field], code)]
    assert made["endpoint"] is None


async def test_nobody_hears_of_more_than_they_may_read(cast: Cast) -> None:
    few = EVERY_SCOPE - {Scope.GOALS_READ}
    made = await create(admin(cast, scopes=few))
    assert made["userErrors"][0]["field"] == ["events"]
    assert made["userErrors"][0]["code"] == "NOT_ALLOWED"
    assert made["userErrors"][0]["message"].endswith("goals:read")
    shaped = await create(admin(cast, scopes=few), events=["person.left"], document=GOAL)
    assert shaped["userErrors"][0]["field"] == ["document"]


async def test_a_document_adds_the_scopes_of_its_fields(cast: Cast) -> None:
    made = await create(admin(cast), document=GOAL)
    assert made["endpoint"]["scopes"] == ["goals:read", "people:read"]


async def test_only_admins_set_up_and_see(cast: Cast) -> None:
    await create(admin(cast))
    for other in (cast.mei, cast.hua):
        theirs = Asking(cast.place, acting(other))
        assert (await create(theirs))["userErrors"][0]["code"] == "NOT_ALLOWED"
        seen = await theirs.ask("{ webhookEndpoints(first: 5) { totalCount } }")
        assert seen["webhookEndpoints"]["totalCount"] == 0
    program = Actor(kind=ActorKind.PLUGIN)
    assert (await create(Asking(cast.place, program)))["userErrors"][0]["code"] == "NOT_ALLOWED"


async def test_a_rotation_keeps_two_secrets_for_a_while(cast: Cast) -> None:
    wei = admin(cast)
    endpoint = (await create(wei))["endpoint"]["id"]
    seen = set()
    for overlap in (24, 168, 0):
        rotated = await do(
            wei,
            "rotateWebhookSecret",
            "secret endpoint { secrets { createdAt expiresAt } }",
            endpointId=endpoint,
            overlapHours=overlap,
        )
        seen.add(rotated["secret"])
    assert len(seen) == 3
    ends = [each["expiresAt"] is None for each in rotated["endpoint"]["secrets"]]
    assert ends == [True, False, False, False]
    refused = await do(wei, "rotateWebhookSecret", "secret", endpointId=endpoint, overlapHours=169)
    assert refused["userErrors"][0]["field"] == ["overlapHours"]


async def test_a_pause_a_change_and_an_end(cast: Cast) -> None:
    wei = admin(cast)
    endpoint = (await create(wei, document=GOAL))["endpoint"]["id"]
    paused = await do(wei, "pauseWebhookEndpoint", "endpoint { state }", endpointId=endpoint)
    assert paused["endpoint"] == {"state": "PAUSED"}
    again = await do(wei, "pauseWebhookEndpoint", "endpoint { state }", endpointId=endpoint)
    assert again["userErrors"][0]["code"] == "CONFLICT"
    amended = await do(
        wei,
        "amendWebhookEndpoint",
        "endpoint { name document events scopes throttle }",
        endpointId=endpoint,
        name="Payroll",
        events=["person.left"],
        document="",
        throttle=200,
    )
    assert amended["endpoint"] == {
        "name": "Payroll",
        "document": None,
        "events": ["person.left"],
        "scopes": ["people:read"],
        "throttle": 200,
    }
    gone = await do(wei, "deleteWebhookEndpoint", "__typename", endpointId=endpoint)
    assert gone["userErrors"] == []
    left = await wei.ask("{ webhookEndpoints(first: 5) { totalCount } }")
    assert left["webhookEndpoints"]["totalCount"] == 0


async def test_a_company_has_at_most_twenty(cast: Cast) -> None:
    wei = admin(cast)
    for _ in range(20):
        assert (await create(wei))["userErrors"] == []
    assert (await create(wei))["userErrors"][0]["code"] == "CONFLICT"


async def test_what_can_be_heard_of_is_listed_with_examples(cast: Cast) -> None:
    chinese = admin(cast, locale="zh-CN")
    listed = await chinese.ask("{ webhookEventTypes { type description scope example } }")
    closed = next(each for each in listed["webhookEventTypes"] if each["type"] == "goal.closed")
    assert (closed["description"], closed["scope"]) == ("目标已关闭", "goals:read")
    assert set(closed["example"]) == {"id", "ownerId", "closureId", "outcome"}
