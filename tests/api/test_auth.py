"""Who is let in, with what, and for whom."""

import asyncio
from datetime import timedelta

import httpx2
import pytest
from sqlalchemy import text
from starlette.responses import Response

from api import auth
from api.scopes import Scope
from api.session_cookie import keep_signed_in
from domain.people.commands import end_employment
from infra.database import owner_engine
from infra.settings import settings
from tenants.credential import CredentialKind, new_credential
from tenants.directory import forget_directory
from tenants.lifecycle import delete_tenant, suspend_tenant
from tenants.tenant import tenant_of
from tenants.token import revoke_token
from tenants.work import open_work
from tests.api.conftest import OURS, bearer, issue, sign_in
from tests.people import Cast, acting

VIEWER = {"query": "{viewer{name}}"}


async def viewer(http: httpx2.AsyncClient, **headers: str) -> tuple[int, object]:
    """The status, and the viewer's name or the code of the refusal."""
    answer = await http.post("/graphql", json=VIEWER, headers=headers)
    found = answer.json()
    if "errors" in found:
        return answer.status_code, found["errors"][0]["extensions"]["code"]
    return answer.status_code, (found["data"]["viewer"] or {}).get("name")


@pytest.mark.parametrize("who", ["mei", "omar", "ana", "ivan", "hua", "wei"])
async def test_a_token_is_its_person(http: httpx2.AsyncClient, cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    assert await viewer(http, **await bearer(cast, person)) == (200, person.name)


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Basic b21hcjpzZWNyZXQ=",
        "Token abc",
        "Bearer " + "é" * 40,
        "Bearer " + "a" * 10_000,
        "Bearer tanlu_user_000000000000000000000000000000_000000",
    ],
)
async def test_no_credential(http: httpx2.AsyncClient, authorization: str) -> None:
    headers = {"Authorization": authorization.encode()} if authorization else {}
    answer = await http.post("/graphql", json=VIEWER, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_token_nobody_issued(http: httpx2.AsyncClient) -> None:
    token = new_credential(CredentialKind.USER_TOKEN)
    assert await viewer(http, Authorization=f"Bearer {token}") == (401, "UNAUTHENTICATED")


async def test_a_bad_token_is_not_saved_by_a_good_cookie(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    await sign_in(http, cast, cast.omar)
    assert await viewer(http, Authorization="Bearer x", **OURS) == (401, "UNAUTHENTICATED")
    assert await viewer(http, **OURS) == (200, "Omar")


async def test_a_token_of_another_kind_of_rights(
    http: httpx2.AsyncClient, operator: dict[str, str]
) -> None:
    assert await viewer(http, **operator) == (403, "FORBIDDEN")


async def test_a_token_without_the_scope(http: httpx2.AsyncClient, cast: Cast) -> None:
    narrow = await bearer(cast, cast.omar, Scope.GOALS_READ)
    assert await viewer(http, **narrow) == (200, "FORBIDDEN")


async def test_a_revoked_token_ends_when_it_is_no_longer_remembered(
    http: httpx2.AsyncClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auth, "REMEMBERED_FOR", 0.2)
    issued = await issue(cast, cast.omar)
    headers = {"Authorization": f"Bearer {issued.secret}"}
    assert await viewer(http, **headers) == (200, "Omar")
    async with open_work(cast.place, acting(cast.omar)) as work:
        await revoke_token(work, token_id=issued.token.id)
    await asyncio.sleep(0.25)
    assert await viewer(http, **headers) == (401, "UNAUTHENTICATED")


def test_nobody_is_remembered_for_longer_than_five_seconds() -> None:
    assert auth.REMEMBERED_FOR == 5.0


async def test_a_remembered_token_still_ends_on_time(http: httpx2.AsyncClient, cast: Cast) -> None:
    issued = await issue(cast, cast.omar, lives=timedelta(seconds=0.3))
    headers = {"Authorization": f"Bearer {issued.secret}"}
    assert await viewer(http, **headers) == (200, "Omar")
    await asyncio.sleep(0.35)
    assert await viewer(http, **headers) == (401, "UNAUTHENTICATED")


async def test_memory_is_bounded(cast: Cast) -> None:
    memory = auth._Memory(at_most=3)  # noqa: SLF001 - its size is the point
    for _ in range(5):
        secret = (await issue(cast, cast.omar)).secret
        assert await memory.recall(secret, {CredentialKind.USER_TOKEN}) is not None
    assert len(memory._known) == 3  # noqa: SLF001 - as above


async def test_a_suspended_company(http: httpx2.AsyncClient, cast: Cast) -> None:
    headers = await bearer(cast, cast.omar)
    assert await viewer(http, **headers) == (200, "Omar")
    slug = (await tenant_of(cast.place.tenant_id)).slug or ""
    await suspend_tenant(slug)
    assert await viewer(http, **headers) == (403, "TENANT_SUSPENDED")


async def test_a_deleted_company(http: httpx2.AsyncClient, cast: Cast) -> None:
    headers = await bearer(cast, cast.omar)
    assert await viewer(http, **headers) == (200, "Omar")
    await delete_tenant((await tenant_of(cast.place.tenant_id)).slug or "")
    status, code = await viewer(http, **headers)
    assert (status, code) == (403, "TENANT_SUSPENDED")
    auth.forget_all()
    assert await viewer(http, **headers) == (401, "UNAUTHENTICATED")


async def test_a_company_that_vanished_from_the_directory(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    headers = await bearer(cast, cast.omar)
    await viewer(http, **headers)
    async with owner_engine().begin() as owner:
        await owner.execute(
            text("DELETE FROM platform.tenants WHERE id = :id"), {"id": cast.place.tenant_id}
        )
    forget_directory()
    assert await viewer(http, **headers) == (401, "UNAUTHENTICATED")


async def test_whoever_leaves_is_out(http: httpx2.AsyncClient, cast: Cast) -> None:
    headers = await bearer(cast, cast.omar)
    async with open_work(cast.place, acting(cast.hua)) as work:
        await end_employment(work, person_id=cast.omar.id, on=work.now.date())
    assert await viewer(http, **headers) == (401, "UNAUTHENTICATED")


async def test_a_session_is_its_person(http: httpx2.AsyncClient, cast: Cast) -> None:
    answer = await sign_in(http, cast, cast.ana)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert await viewer(http, **OURS) == (200, "Ana")


async def test_a_session_is_no_token(http: httpx2.AsyncClient, cast: Cast) -> None:
    await sign_in(http, cast, cast.ana)
    for remembered in (False, True):
        if remembered:
            assert await viewer(http, **OURS) == (200, "Ana")
        (secret,) = http.cookies.values()
        status, _ = await viewer(http, Authorization=f"Bearer {secret}")
        assert (remembered, status) == (remembered, 403)


async def test_a_link_signs_in_once(http: httpx2.AsyncClient, cast: Cast) -> None:
    answer = await sign_in(http, cast, cast.ana)
    again = await http.post(str(answer.request.url.path))
    assert again.status_code == 410
    assert "no longer works" in again.text
    assert (
        await http.get("/sign-in/nonsense", headers={"Accept-Language": "zh"})
    ).status_code == 410


async def test_signing_out(http: httpx2.AsyncClient, cast: Cast) -> None:
    await sign_in(http, cast, cast.ana)
    cookies = dict(http.cookies)
    assert (await http.post("/sign-out", headers=OURS)).status_code == 204
    http.cookies.update(cookies)
    assert await viewer(http, **OURS) == (401, "UNAUTHENTICATED")


SITES = [
    ({}, True),
    ({"Origin": "http://127.0.0.1:8000"}, True),
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8000"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"}, False),
    ({"Origin": "https://evil.example"}, False),
    ({"Origin": "http://127.0.0.1:9000"}, False),
    ({"Origin": "http://127.0.0.1:8000.evil.example"}, False),
    ({"Origin": "https://127.0.0.1:8000"}, False),
    ({"Origin": "null"}, False),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, False),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, False),
]
RENAME = b'{"query":"mutation{addPerson(input:{name:\\"X\\",email:\\"x@x.test\\"}){person{id}}}"}'
BODIES = [
    ("application/json", RENAME),
    ("text/plain", RENAME),
    ("application/x-www-form-urlencoded", b"query=mutation{x}"),
    ("multipart/form-data; boundary=b", b"--b--"),
    (None, RENAME),
]


@pytest.mark.parametrize(("site", "ours"), SITES)
async def test_only_our_own_pages_ride_on_the_cookie(
    http: httpx2.AsyncClient, cast: Cast, site: dict[str, str], ours: bool
) -> None:
    """Every origin, with and without our header, with every body that a page can send."""
    await sign_in(http, cast, cast.wei)
    passed = []
    for header in (OURS, {}):
        for content_type, body in BODIES:
            kind = {"Content-Type": content_type} if content_type else {}
            answer = await http.post("/graphql", content=body, headers={**site, **header, **kind})
            if answer.status_code == 200:
                passed.append((bool(header), content_type))
        asked = await http.get(
            "/graphql", params={"query": "{viewer{name}}"}, headers={**site, **header}
        )
        if asked.status_code == 200:
            passed.append((bool(header), "GET"))
    assert passed == ([(True, "application/json"), (True, "GET")] if ours else [])
    people = await http.post(
        "/graphql", json={"query": "{people(first:50){totalCount}}"}, headers=OURS
    )
    assert people.json()["data"]["people"]["totalCount"] == (7 if ours else 6)


@pytest.mark.parametrize(("site", "ours"), SITES)
async def test_no_other_site_signs_anybody_in(
    http: httpx2.AsyncClient, site: dict[str, str], ours: bool
) -> None:
    answer = await http.post("/sign-in/nonsense", headers=site)
    assert answer.status_code == (410 if ours else 403)


def test_over_tls_the_cookie_is_bound_to_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANLU_PUBLIC_URL", "https://tanlu.example")
    settings.cache_clear()
    response = Response()
    keep_signed_in(response, "secret")
    monkeypatch.undo()
    settings.cache_clear()
    assert response.headers["set-cookie"] == (
        "__Host-tanlu=secret; HttpOnly; Max-Age=86400; Path=/; SameSite=lax; Secure"
    )


async def test_signing_in_again_ends_the_session_before(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    await sign_in(http, cast, cast.ana)
    before = dict(http.cookies)
    await sign_in(http, cast, cast.omar)
    assert await viewer(http, **OURS) == (200, "Omar")
    assert dict(http.cookies) != before
    http.cookies.clear()
    http.cookies.update(before)
    assert await viewer(http, **OURS) == (401, "UNAUTHENTICATED")


async def test_a_session_is_revoked_by_its_own_person(
    http: httpx2.AsyncClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auth, "REMEMBERED_FOR", 0.0)
    await sign_in(http, cast, cast.ana)
    listed = await http.post(
        "/graphql", json={"query": "{sessions(first:5){nodes{id browser}}}"}, headers=OURS
    )
    (mine,) = listed.json()["data"]["sessions"]["nodes"]
    assert mine["browser"].startswith("python-httpx2")
    revoke = "mutation($i:RevokeSessionsInput!){revokeSessions(input:$i){userErrors{code}}}"
    body = {"query": revoke, "variables": {"i": {"sessionIds": [mine["id"]]}}}
    done = await http.post("/graphql", json=body, headers=OURS)
    assert done.json()["data"]["revokeSessions"]["userErrors"] == []
    assert await viewer(http, **OURS) == (401, "UNAUTHENTICATED")
