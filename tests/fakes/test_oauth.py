"""Getting in with OAuth 2.0, and being thrown out again."""

from datetime import timedelta

import httpx2

from fakes.clock import Clock
from fakes.jira.jira import Jira
from tests.fakes.asking import APP, CALLBACK, consented, tokens

UNAUTHORIZED = {"code": 401, "message": "Unauthorized"}


async def test_a_code_becomes_tokens_once(client: httpx2.AsyncClient, jira: Jira) -> None:
    code = await consented(client, jira.cloud_sites[0].id)
    given = APP | {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}

    first = await client.post("/oauth/token", json=given)
    second = await client.post("/oauth/token", json=given)

    assert first.status_code == 200
    assert (first.json()["expires_in"], first.json()["token_type"]) == (3600, "Bearer")
    assert second.status_code == 403
    assert second.json()["error"] == "invalid_grant"


async def test_only_chosen_sites_can_be_asked(client: httpx2.AsyncClient, jira: Jira) -> None:
    demo, blank = jira.cloud_sites
    told = await tokens(client, demo.id)
    client.headers["authorization"] = f"Bearer {told['access_token']}"

    resources = (await client.get("/oauth/token/accessible-resources")).json()
    inside = await client.get(f"/ex/jira/{demo.id}/rest/api/3/myself")
    outside = await client.get(f"/ex/jira/{blank.id}/rest/api/3/myself")

    assert [(one["id"], one["url"]) for one in resources] == [(demo.id, "http://fakes.test")]
    assert inside.json()["displayName"] == "Jira Admin"
    assert (outside.status_code, outside.json()) == (401, UNAUTHORIZED)


async def test_a_refresh_token_dies_ten_minutes_after_use(
    client: httpx2.AsyncClient, jira: Jira, clock: Clock
) -> None:
    told = await tokens(client, jira.cloud_sites[0].id)
    given = APP | {"grant_type": "refresh_token", "refresh_token": told["refresh_token"]}

    first = await client.post("/oauth/token", json=given)
    clock.advance(timedelta(minutes=9))
    within = await client.post("/oauth/token", json=given)
    clock.advance(timedelta(minutes=2))
    after = await client.post("/oauth/token", json=given)
    newest = await client.post(
        "/oauth/token", json=given | {"refresh_token": within.json()["refresh_token"]}
    )

    assert [one.status_code for one in (first, within, after, newest)] == [200, 200, 403, 200]
    assert first.json()["refresh_token"] != told["refresh_token"]
    assert after.json() == {
        "error": "unauthorized_client",
        "error_description": "refresh_token is invalid",
    }


async def test_a_refresh_token_is_lost_to_ninety_idle_days(
    client: httpx2.AsyncClient, jira: Jira, clock: Clock
) -> None:
    told = await tokens(client, jira.cloud_sites[0].id)
    given = APP | {"grant_type": "refresh_token", "refresh_token": told["refresh_token"]}

    clock.advance(timedelta(days=91))

    assert (await client.post("/oauth/token", json=given)).status_code == 403


async def test_an_access_token_ends_after_an_hour(
    client: httpx2.AsyncClient, jira: Jira, clock: Clock
) -> None:
    site = jira.cloud_sites[0]
    told = await tokens(client, site.id)
    client.headers["authorization"] = f"Bearer {told['access_token']}"

    clock.advance(timedelta(minutes=61))
    late = await client.get(f"/ex/jira/{site.id}/rest/api/3/myself")

    assert (late.status_code, late.json()) == (401, UNAUTHORIZED)


async def test_a_scope_that_was_not_granted_is_missed(
    client: httpx2.AsyncClient, jira: Jira
) -> None:
    site = jira.cloud_sites[0]
    told = await tokens(client, site.id, scope="read:jira-user")
    client.headers["authorization"] = f"Bearer {told['access_token']}"

    fields = await client.get(f"/ex/jira/{site.id}/rest/api/3/field")

    assert "refresh_token" not in told
    assert fields.status_code == 401
    assert fields.json() == {"code": 401, "message": "Unauthorized; scope does not match"}


async def test_who_says_no_is_sent_back_with_an_error(client: httpx2.AsyncClient) -> None:
    asked = {
        "audience": "api.atlassian.com",
        "client_id": APP["client_id"],
        "scope": "read:jira-work",
        "redirect_uri": CALLBACK,
        "state": "kept",
        "response_type": "code",
        "decision": "cancel",
    }

    back = await client.post("/authorize", data=asked)

    assert back.status_code == 302
    assert back.headers["location"].startswith(f"{CALLBACK}?error=access_denied")


async def test_the_data_center_hands_out_tokens_too(client: httpx2.AsyncClient) -> None:
    asked = {
        "client_id": APP["client_id"],
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "WRITE",
        "state": "kept",
        "code_challenge": "verifier-of-at-least-forty-three-characters!",
        "code_challenge_method": "plain",
    }
    back = await client.post("/dc/rest/oauth2/latest/authorize", data=asked)
    code = back.headers["location"].split("code=")[1].split("&")[0]
    given = APP | {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": asked["code_challenge"],
    }

    told = (await client.post("/dc/rest/oauth2/latest/token", data=given)).json()
    client.headers["authorization"] = f"Bearer {told['access_token']}"
    me = (await client.get("/dc/rest/api/2/myself")).json()
    again = await client.post("/dc/rest/oauth2/latest/token", data=given)

    assert (told["expires_in"], told["scope"]) == (7200, "WRITE")
    assert (me["name"], me["emailAddress"]) == ("jira.admin", "jira.admin@demo.example")
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})


async def test_what_cannot_be_read_is_refused(client: httpx2.AsyncClient) -> None:
    headers = {"content-type": "application/json"}
    broken = await client.post("/oauth/token", content=b"{", headers=headers)
    stranger = await client.post("/oauth/token", json=APP | {"client_secret": "guessed"})
    listed = await client.post("/oauth/token", json=[])

    assert [one.status_code for one in (broken, stranger, listed)] == [400, 401, 400]
    assert broken.json()["errorMessages"] == ["The request body is not valid JSON."]
