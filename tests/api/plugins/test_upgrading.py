"""A plugin's new version: what asks for nothing new comes at once, the rest waits for an admin."""

from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import select
from starlette.responses import Response

from api import auth
from domain.actor import Actor, Role
from domain.events import StoredEvent
from integrations.plugins.approving import Approval
from integrations.plugins.commands import suspend_plugin
from integrations.plugins.looking import look_for_versions
from tenants.jobs import later
from tenants.work import open_work
from tests.api.plugins.conftest import Home, ask_token, installed
from tests.api.plugins.consenting import ask
from tests.api.plugins.test_lifecycle import home_of, plugin, types
from tests.asking import Asking
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting
from tests.plugins import a_manifest, wanted, written
from tests.webhooks.receiver import Receiver
from webhooks.endpoint import Endpoint
from webhooks.secret import EndpointSecret

__all__ = ["plugin"]

SHOWN = (
    "state offered { version sha256 } offeredChanges manifest { version } scopes { scope granted }"
)
OFFER = f"""mutation ($id: ID!, $url: String, $text: String) {{
  offerPluginUpgrade(input: {{installationId: $id, url: $url, manifest: $text}}) {{
    installation {{ {SHOWN} }} userErrors {{ code message field }} }} }}"""
APPROVE = f"""mutation ($id: ID!, $sha: String!) {{
  approvePluginUpgrade(input: {{installationId: $id, manifestSha256: $sha}}) {{
    installation {{ {SHOWN} }} clientSecret userErrors {{ code message field }} }} }}"""
DECLINE = f"""mutation ($id: ID!) {{ declinePluginUpgrade(input: {{installationId: $id}}) {{
    installation {{ {SHOWN} }} userErrors {{ code message }} }} }}"""
GOALS = "{ goals(first: 1) { totalCount } }"
EVENTS = [
    {"id": "records", "types": ["record.acknowledged"], "url": "/one"},
    {"id": "people", "types": ["person.added"], "url": "/people"},
]
MORE = {
    "required": [wanted("records:read"), wanted("people:read"), wanted("goals:read")],
    "optional": [wanted("conversations.content:read")],
}


async def offer(
    cast: Cast,
    home: Home,
    approval: Approval,
    who: Actor | None = None,
    **changes: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401 - JSON
    text = written(a_manifest(home.origin, **{"version": "1.3.0", **changes}))
    asking = Asking(cast.place, who or acting(cast.wei))
    return (await asking.ask(OFFER, id=str(approval.installation.id), text=text))[
        "offerPluginUpgrade"
    ]


async def endpoints(cast: Cast, approval: Approval) -> dict[str, tuple[UUID, str, list[str]]]:
    of = select(Endpoint).where(Endpoint.installation_id == approval.installation.id)
    async with open_work(cast.place, Actor.system()) as work:
        found = (await work.session.scalars(of)).all()
        return {each.name: (each.id, each.url, each.events) for each in found}


async def active(http: httpx2.AsyncClient, cast: Cast, home: Home, **changes: Any) -> Approval:  # noqa: ANN401
    approval = await installed(cast, home, **{"events": EVENTS, **changes})
    assert (await ask_token(http, approval)).status_code == 200
    await run_pending_jobs(cast.place)
    return approval


async def test_a_minor_version_comes_at_once(
    http: httpx2.AsyncClient, cast: Cast, plugin: Receiver
) -> None:
    home = home_of(plugin)
    approval = await active(http, cast, home)
    before = await endpoints(cast, approval)
    moved = [{**EVENTS[0], "url": "/elsewhere"}]
    told = await offer(cast, home, approval, events=moved)
    assert told["userErrors"] == []
    shown = told["installation"]
    assert (shown["manifest"], shown["offered"]) == ({"version": "1.3.0"}, None)
    after = await endpoints(cast, approval)
    assert after.keys() == {"lifecycle", "records"}
    assert after["records"][0] == before["records"][0], "its secret and history stay"
    assert after["records"][1] == f"{home.origin}/elsewhere"
    async with open_work(cast.place, Actor.system()) as work:
        of = select(EndpointSecret).where(EndpointSecret.endpoint_id == after["records"][0])
        assert len((await work.session.scalars(of)).all()) == 1
    await run_pending_jobs(cast.place)
    assert types(plugin) == ["installation.created", "installation.upgraded"]


async def offered(cast: Cast, home: Home, approval: Approval) -> Any:  # noqa: ANN401 - JSON
    """A version that wants to read goals, and to hear of them."""
    new = [*EVENTS, {"id": "goals", "types": ["goal.activated"], "url": "/goals"}]
    told = await offer(cast, home, approval, scopes=MORE, events=new, egress=[])
    return told["installation"]


async def test_a_major_version_waits_for_an_admin_who_sees_what_it_changes(
    http: httpx2.AsyncClient, cast: Cast, plugin: Receiver
) -> None:
    home = home_of(plugin)
    approval = await active(http, cast, home)
    here = str(approval.installation.id)
    shown = await offered(cast, home, approval)
    assert (shown["manifest"], shown["offered"]["version"]) == ({"version": "1.2.0"}, "1.3.0")
    assert shown["offeredChanges"] == [
        "New required scope: goals:read",
        "New event: goal.activated",
        "No longer: egress *.atlassian.net",
    ]
    chinese = Asking(cast.place, acting(cast.wei), locale="zh-CN")
    query = "query ($id: ID!) { pluginInstallation(id: $id) { offeredChanges } }"
    [first, *_] = (await chinese.ask(query, id=here))["pluginInstallation"]["offeredChanges"]
    assert first == "新增必需权限：goals:read"
    token = (await ask_token(http, approval)).json()["access_token"]
    assert await ask(http, token, GOALS) == "FORBIDDEN", "it goes on as it was"
    assert (await endpoints(cast, approval)).keys() == {"lifecycle", "records", "people"}
    await run_pending_jobs(cast.place)
    assert types(plugin) == ["installation.created"]


async def test_a_major_version_is_approved_as_it_was_looked_at(
    http: httpx2.AsyncClient, cast: Cast, plugin: Receiver
) -> None:
    home = home_of(plugin)
    approval = await active(http, cast, home)
    here = str(approval.installation.id)
    sha = (await offered(cast, home, approval))["offered"]["sha256"]
    token = (await ask_token(http, approval)).json()["access_token"]
    both = Actor.person(cast.wei.id, Role.ADMIN, Role.HR)
    # Goals of everybody are for HR to give, and only in the version that was looked at.
    for who, said, code in (
        (acting(cast.wei), sha, "NOT_ALLOWED"),
        (both, "0" * 64, "CONFLICT"),
    ):
        refused = await Asking(cast.place, who).ask(APPROVE, id=here, sha=said)
        assert refused["approvePluginUpgrade"]["userErrors"][0]["code"] == code
    done = await Asking(cast.place, both).ask(APPROVE, id=here, sha=sha)
    approved = done["approvePluginUpgrade"]
    assert (approved["userErrors"], approved["clientSecret"]) == ([], None)
    now = approved["installation"]
    assert (now["manifest"], now["offered"]) == ({"version": "1.3.0"}, None)
    granted = ["records:read", "people:read", "goals:read"]
    assert [each["scope"] for each in now["scopes"] if each["granted"]] == granted
    auth.forget_all()
    assert await ask(http, token, GOALS) == "FORBIDDEN", "a token keeps the scopes it has"
    fresh = (await ask_token(http, approval)).json()["access_token"]
    assert await ask(http, fresh, GOALS) == {"goals": {"totalCount": 0}}
    assert (await endpoints(cast, approval)).keys() == {"lifecycle", "records", "people", "goals"}
    await run_pending_jobs(cast.place)
    assert types(plugin) == ["installation.created", "installation.scopes_changed"]
    assert plugin.received[-1].json["data"]["grantedScopes"] == granted


async def test_what_is_declined_changes_nothing(
    http: httpx2.AsyncClient, cast: Cast, plugin: Receiver
) -> None:
    home = home_of(plugin)
    approval = await active(http, cast, home)
    here = str(approval.installation.id)
    await offer(cast, home, approval, scopes=MORE)
    wei = Asking(cast.place, acting(cast.wei))
    told = (await wei.ask(DECLINE, id=here))["declinePluginUpgrade"]
    assert told["userErrors"] == []
    assert (told["installation"]["offered"], told["installation"]["offeredChanges"]) == (None, None)
    again = await wei.ask(APPROVE, id=here, sha="0" * 64)
    assert again["approvePluginUpgrade"]["userErrors"][0]["code"] == "CONFLICT"
    of = select(StoredEvent.name).where(StoredEvent.subject_id == approval.installation.id)
    async with open_work(cast.place, Actor.system()) as work:
        names = list(await work.session.scalars(of.order_by(StoredEvent.id)))
    assert names[-2:] == ["plugin.upgrade_offered", "plugin.upgrade_declined"]


async def test_from_secret_to_key_and_back(
    http: httpx2.AsyncClient, cast: Cast, plugin: Receiver
) -> None:
    """How it proves itself is for an admin to approve; the old way ends with it."""
    home = home_of(plugin)
    approval = await active(http, cast, home)
    here, wei = str(approval.installation.id), Asking(cast.place, acting(cast.wei))
    keyed = {"clientAuth": "private_key_jwt", "jwksUri": "/jwks.json"}
    new = (await offer(cast, home, approval, auth=keyed))["installation"]["offered"]
    done = await wei.ask(APPROVE, id=here, sha=new["sha256"])
    assert done["approvePluginUpgrade"]["clientSecret"] is None
    assert (await ask_token(http, approval)).json()["error"] == "invalid_client"
    new = (await offer(cast, home, approval, version="1.4.0"))["installation"]["offered"]
    done = (await wei.ask(APPROVE, id=here, sha=new["sha256"]))["approvePluginUpgrade"]
    assert (await ask_token(http, Approval(approval.installation, done["clientSecret"]))).is_success
    assert (await ask_token(http, approval)).json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": "1.2.0"}, "CONFLICT"),
        ({"version": "1.1.9"}, "CONFLICT"),
        ({"version": "1.2.0-beta.1"}, "CONFLICT"),
        ({"id": "dev.acme.other"}, "INVALID"),
        ({"platform": ">=9"}, "INVALID"),
    ],
)
async def test_what_is_no_later_version(
    http: httpx2.AsyncClient, cast: Cast, home: Home, changes: dict[str, Any], code: str
) -> None:
    approval = await active(http, cast, home, events=[])
    told = await offer(cast, home, approval, **changes)
    assert [error["code"] for error in told["userErrors"]] == [code]


async def test_it_is_read_from_its_address(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    approval = await active(http, cast, home, events=[])
    home.answers["/plugin.json"] = Response(written(a_manifest(home.origin, version="2.0.0")))
    told = await Asking(cast.place, acting(cast.wei)).ask(
        OFFER, id=str(approval.installation.id), url=f"{home.origin}/plugin.json"
    )
    shown = told["offerPluginUpgrade"]["installation"]
    assert (shown["manifest"], shown["offered"]) == ({"version": "2.0.0"}, None)


async def test_only_admins_and_only_of_what_is_active(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    approval = await active(http, cast, home, events=[])
    for other in (cast.hua, cast.omar):
        told = await offer(cast, home, approval, acting(other))
        assert told["userErrors"][0]["code"] == "NOT_ALLOWED"
    async with open_work(cast.place, acting(cast.wei)) as work:
        await suspend_plugin(work, installation_id=approval.installation.id)
    told = await offer(cast, home, approval)
    assert told["userErrors"][0]["code"] == "CONFLICT"


def publish(home: Home, **changes: Any) -> str:  # noqa: ANN401 - any value
    home.answers["/plugin.json"] = Response(written(a_manifest(home.origin, **changes)))
    return f"{home.origin}/plugin.json"


async def look(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        later(work, look_for_versions)
    await run_pending_jobs(cast.place)


async def shown(cast: Cast, approval: Approval) -> Any:  # noqa: ANN401 - JSON
    query = f"query ($id: ID!) {{ pluginInstallation(id: $id) {{ {SHOWN} }} }}"
    asked = await Asking(cast.place, acting(cast.wei)).ask(query, id=str(approval.installation.id))
    return asked["pluginInstallation"]


async def test_it_is_found_by_itself_and_nobody_is_asked_twice(
    http: httpx2.AsyncClient, cast: Cast, home: Home
) -> None:
    approval = await active(http, cast, home, events=[])
    wei, here = Asking(cast.place, acting(cast.wei)), str(approval.installation.id)
    await look(cast)
    assert home.asked == ["/hooks/lifecycle"], "its text was pasted: nobody knows where it is"

    await wei.ask(OFFER, id=here, url=publish(home, version="1.3.0"))
    publish(home, version="1.4.0")
    await look(cast)
    assert (await shown(cast, approval))["manifest"] == {"version": "1.4.0"}
    for odd in (Response("<html>"), Response(status_code=500)):
        home.answers["/plugin.json"] = odd
        await look(cast)
    publish(home, version="1.5.0", id="dev.acme.other")
    await look(cast)
    assert (await shown(cast, approval))["manifest"] == {"version": "1.4.0"}

    publish(home, version="2.0.0", scopes=MORE)
    for _ in range(2):
        await look(cast)
        assert (await shown(cast, approval))["offered"]["version"] == "2.0.0"
    notices = "{ adminNotices { kind subjectId } }"
    assert (await wei.ask(notices))["adminNotices"] == [
        {"kind": "PLUGIN_UPGRADE_OFFERED", "subjectId": here}
    ]
    await wei.ask(DECLINE, id=here)
    await look(cast)
    assert (await shown(cast, approval))["offered"] is None
    assert (await wei.ask(notices))["adminNotices"] == []
    publish(home, version="2.0.1", scopes=MORE)
    await look(cast)
    assert (await shown(cast, approval))["offered"]["version"] == "2.0.1"
