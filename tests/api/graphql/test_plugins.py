"""An admin installs a plugin, and is rid of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from domain.actor import Actor, Role
from domain.events import StoredEvent
from tenants.work import open_work
from tests.asking import Asking
from tests.people import Cast, acting
from tests.plugins import a_manifest, opened, wanted, written

SUBMIT = """
mutation ($input: SubmitPluginInput!) {
  submitPlugin(input: $input) {
    installation { id state manifest { sha256 } }
    userErrors { message code field }
  }
}"""
APPROVE = """
mutation ($input: ApprovePluginInput!) {
  approvePlugin(input: $input) {
    installation { id state approvedBy { name } scopes { scope granted } }
    clientSecret
    userErrors { message code field }
  }
}"""
CONSENT = """
query ($id: ID!) {
  pluginInstallation(id: $id) {
    pluginId state submittedBy { name } approvedBy { name }
    scopes { scope required granted reason meaning sensitivity }
    manifest {
      name summary description version publisherName publisherUrl supportEmail securityEmail
      privacyUrl homepageUrl baseUrl clientAuth stores regions retentionDays subprocessors egress
      eventTypes
    }
  }
}"""


@pytest.fixture(autouse=True)
def reachable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with opened(monkeypatch, "127.0.0.1:9"):
        yield


@pytest.fixture
def wei(cast: Cast) -> Asking:
    return Asking(cast.place, acting(cast.wei))


async def submit(who: Asking, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any value
    manifest = written(a_manifest(**changes))
    answer = await who.ask(SUBMIT, input={"manifest": manifest})
    found: dict[str, Any] = answer["submitPlugin"]
    return found


async def approve(who: Asking, submitted: dict[str, Any], *optional: str) -> dict[str, Any]:
    given = {
        "installationId": submitted["installation"]["id"],
        "manifestSha256": submitted["installation"]["manifest"]["sha256"],
        "optionalScopes": list(optional),
    }
    found: dict[str, Any] = (await who.ask(APPROVE, input=given))["approvePlugin"]
    return found


async def do(who: Asking, deed: str, installation_id: str) -> dict[str, Any]:
    kind = deed[0].upper() + deed[1:]
    document = (
        f"mutation ($input: {kind}Input!) {{ {deed}(input: $input)"
        " { installation { state } userErrors { message } } }"
    )
    answer = await who.ask(document, input={"installationId": installation_id})
    found: dict[str, Any] = answer[deed]
    return found


async def timeline(cast: Cast, subject_id: str) -> list[tuple[str, str, Any]]:
    async with open_work(cast.place, Actor.system()) as work:
        of = select(StoredEvent).where(StoredEvent.subject_id == subject_id)
        events = (await work.session.scalars(of.order_by(StoredEvent.id))).all()
    return [(event.name, event.actor_kind, event.actor_id) for event in events]


async def test_the_consent_says_what_is_asked_for_and_why(wei: Asking) -> None:
    submitted = await submit(wei)
    consent = (await wei.ask(CONSENT, id=submitted["installation"]["id"]))["pluginInstallation"]
    assert consent["state"] == "PENDING_CONSENT"
    assert consent["submittedBy"] == {"name": "Wei"}
    assert consent["approvedBy"] is None
    assert consent["scopes"][0] == {
        "scope": "records:read",
        "required": True,
        "granted": False,
        "reason": "Needs records:read",
        "meaning": "Read records of conversations and commitments",
        "sensitivity": "PRIVATE",
    }
    assert [each["required"] for each in consent["scopes"]] == [True, True, False]
    assert consent["manifest"] == {
        "name": "Weekly",
        "summary": "Counts acknowledged records",
        "description": None,
        "version": "1.2.0",
        "publisherName": "Acme Tools",
        "publisherUrl": "https://acme.dev",
        "supportEmail": "help@acme.dev",
        "securityEmail": "security@acme.dev",
        "privacyUrl": "https://acme.dev/privacy",
        "homepageUrl": None,
        "baseUrl": "http://127.0.0.1:9",
        "clientAuth": "client_secret_basic",
        "stores": ["record ids"],
        "regions": ["CN", "DE"],
        "retentionDays": 30,
        "subprocessors": [],
        "egress": ["*.atlassian.net"],
        "eventTypes": [],
    }


async def test_the_consent_reads_in_chinese(cast: Cast) -> None:
    wei = Asking(cast.place, acting(cast.wei), locale="zh-CN")
    submitted = await submit(wei)
    consent = (await wei.ask(CONSENT, id=submitted["installation"]["id"]))["pluginInstallation"]
    assert consent["manifest"]["name"] == "周报"
    assert consent["scopes"][1]["reason"] == "需要 people:read"
    assert consent["scopes"][1]["meaning"] == "查看员工目录"


async def test_approval_is_recorded_with_who_and_what(cast: Cast, wei: Asking) -> None:
    submitted = await submit(wei)
    approved = await approve(wei, submitted)
    assert approved["userErrors"] == []
    assert approved["installation"]["state"] == "INSTALLING"
    assert approved["installation"]["approvedBy"] == {"name": "Wei"}
    granted = {each["scope"]: each["granted"] for each in approved["installation"]["scopes"]}
    assert granted == {
        "records:read": True,
        "people:read": True,
        "conversations.content:read": False,
    }
    assert len(approved["clientSecret"]) >= 43
    who = ("PERSON", cast.wei.id)
    found = await timeline(cast, submitted["installation"]["id"])
    assert found == [("plugin.submitted", *who), ("plugin.approved", *who)]


async def test_what_is_optional_is_granted_only_if_ticked(wei: Asking) -> None:
    approved = await approve(wei, await submit(wei), "conversations.content:read")
    assert all(each["granted"] for each in approved["installation"]["scopes"])


async def test_approval_is_for_the_manifest_that_was_looked_at(wei: Asking) -> None:
    submitted = await submit(wei)
    submitted["installation"]["manifest"]["sha256"] = "0" * 64
    refused = await approve(wei, submitted)
    assert refused["clientSecret"] is None
    assert [(e["code"], e["field"]) for e in refused["userErrors"]] == [
        ("CONFLICT", ["manifestSha256"])
    ]


async def test_nobody_gives_what_they_do_not_see(cast: Cast, wei: Asking) -> None:
    """A plugin sees all goals, which of people only HR does."""
    scopes = {"required": [wanted("goals:read")], "optional": []}
    submitted = await submit(wei, scopes=scopes)
    refused = await approve(wei, submitted)
    [error] = refused["userErrors"]
    assert error["code"] == "NOT_ALLOWED"
    assert error["message"].endswith("what you do not see of it: goals:read")

    narrow = Asking(
        cast.place, acting(cast.wei), scopes=frozenset({"plugins:manage", "people:read"})
    )
    [error] = (await approve(narrow, await submit(wei)))["userErrors"]
    assert error["message"].endswith("records:read")

    both = Asking(cast.place, Actor.person(cast.wei.id, Role.ADMIN, Role.HR))
    assert (await approve(both, await submit(wei, scopes=scopes)))["userErrors"] == []


async def test_only_an_admin_has_to_do_with_plugins(cast: Cast, wei: Asking) -> None:
    submitted = await submit(wei)
    for person in (cast.mei, cast.hua):
        other = Asking(cast.place, acting(person))
        refused = await submit(other)
        assert [error["code"] for error in refused["userErrors"]] == ["NOT_ALLOWED"]
        assert [e["code"] for e in (await approve(other, submitted))["userErrors"]] == [
            "NOT_ALLOWED"
        ]
        found = await other.ask("{ pluginInstallations(first: 9) { totalCount } }")
        assert found["pluginInstallations"]["totalCount"] == 0
    assert (await wei.ask("{ pluginInstallations(first: 9) { totalCount } }")) == {
        "pluginInstallations": {"totalCount": 1}
    }


async def test_what_is_submitted_again_takes_the_place(wei: Asking) -> None:
    first = await submit(wei)
    second = await submit(wei, version="1.3.0")
    [error] = (await approve(wei, first))["userErrors"]
    assert error["message"] == "The plugin is uninstalled; that is not possible now"
    assert (await approve(wei, second))["userErrors"] == []
    [error] = (await submit(wei, version="1.4.0"))["userErrors"]
    assert error["message"] == "dev.acme.weekly is installed already; uninstall it first"


async def test_it_is_uninstalled_and_may_come_again(wei: Asking) -> None:
    submitted = await submit(wei)
    await approve(wei, submitted)
    gone = await do(wei, "uninstallPlugin", submitted["installation"]["id"])
    assert gone["installation"]["state"] == "UNINSTALLING"
    assert (await submit(wei))["installation"]["state"] == "PENDING_CONSENT"


async def test_one_that_was_never_approved_is_gone_at_once(wei: Asking) -> None:
    submitted = await submit(wei)
    gone = await do(wei, "uninstallPlugin", submitted["installation"]["id"])
    assert gone["installation"]["state"] == "UNINSTALLED"


@pytest.mark.parametrize(
    ("changes", "line", "words"),
    [
        ({"platform": ">=9"}, 5, "This platform is version 1.0.0"),
        ({"baseUrl": "http://169.254.169.254"}, 23, "must begin with https://"),
        ({"baseUrl": "https://10.0.0.1"}, 23, "not an address on the public internet"),
        ({"scopes": {"required": [wanted("everything:read")]}}, 30, "no scope everything:read"),
        ({"scopes": {"required": [wanted("plugins:manage")]}}, 30, "for people, not for plugins"),
        ({"scopes": {"required": [wanted("goals:write")]}}, 30, "for people, not for plugins"),
    ],
)
async def test_a_manifest_that_lies_is_told_by_line(
    wei: Asking, changes: dict[str, Any], line: int, words: str
) -> None:
    refused = await submit(wei, **changes)
    [error] = refused["userErrors"]
    assert error["field"] == ["manifest"]
    assert error["message"].startswith(f"line {line}: ")
    assert words in error["message"]


async def test_a_home_that_nobody_knows_is_refused(wei: Asking) -> None:
    [error] = (await submit(wei, baseUrl="https://nobody.invalid"))["userErrors"]
    assert error["message"] == "https://nobody.invalid is not known on the public internet"
