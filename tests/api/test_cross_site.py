"""What a page of another site can make a browser send: every way of it, and none does anything.

Methods by content types by origins by our own header by the cookie: 4 × 5 × 5 × 2 × 2 = 400 for
GraphQL, and the forms of signing in and out beside them.
"""

from itertools import product

import httpx2
import pytest

from domain.actor import Actor
from tenants.sign_in import create_sign_in_link, link_place
from tenants.work import open_work
from tests.api.conftest import OURS, sign_in
from tests.people import NOON, Cast

METHODS = ("GET", "POST", "PUT", "DELETE")
CONTENT_TYPES = (
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    None,
)
SITES = {
    "another site": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    "a frame without an origin": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    "a sister of our host": {"Origin": "http://x.127.0.0.1:8000", "Sec-Fetch-Site": "same-site"},
    "another port of our host": {"Origin": "http://127.0.0.1:9000", "Sec-Fetch-Site": "same-site"},
    "an older browser": {"Origin": "https://evil.example"},
}
HIRE = 'mutation{addPerson(input:{name:\\"X\\",email:\\"x@acme.test\\"}){person{id}}}'
READ = "{viewer{name}}"
COUNT = {"query": "{people(first:1){totalCount}}"}


async def sent(
    http: httpx2.AsyncClient, method: str, kind: str | None, headers: dict[str, str]
) -> bool:
    """Whether anything but a refusal came back."""
    given = {**headers, "Content-Type": kind} if kind else headers
    if method == "GET":
        answer = await http.get("/graphql", params={"query": READ}, headers=given)
    else:
        body = f'{{"query":"{HIRE}"}}'.encode()
        answer = await http.request(method, "/graphql", content=body, headers=given)
    return answer.status_code < 400 or '"data"' in answer.text


@pytest.mark.parametrize("site", SITES)
async def test_nothing_is_read_or_done(http: httpx2.AsyncClient, cast: Cast, site: str) -> None:
    await sign_in(http, cast, cast.wei)
    cookies = dict(http.cookies)
    passed = []
    for method, kind, header, cookie in product(METHODS, CONTENT_TYPES, (OURS, {}), (True, False)):
        http.cookies.clear()
        if cookie:
            http.cookies.update(cookies)
        if await sent(http, method, kind, {**SITES[site], **header}):
            passed.append((method, kind, header, cookie))
    assert passed == []
    http.cookies.update(cookies)
    counted = await http.post("/graphql", json=COUNT, headers=OURS)
    assert counted.json()["data"]["people"]["totalCount"] == 6


@pytest.mark.parametrize("site", SITES)
async def test_nobody_is_signed_out_or_in(http: httpx2.AsyncClient, cast: Cast, site: str) -> None:
    await sign_in(http, cast, cast.wei)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        link = await create_sign_in_link(work, person_id=cast.omar.id)
    before = dict(http.cookies)
    for path, kind in product(("/sign-out", f"/sign-in/{link}", "/sign-in/oidc"), CONTENT_TYPES):
        headers = {**SITES[site], **OURS, **({"Content-Type": kind} if kind else {})}
        answer = await http.post(path, content=b"provider=x&email=a@b.test", headers=headers)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False), (path, kind)
    assert dict(http.cookies) == before
    assert await link_place(link, NOON) == cast.place
    viewer = await http.post("/graphql", json={"query": READ}, headers=OURS)
    assert viewer.json()["data"]["viewer"]["name"] == "Wei"


@pytest.mark.parametrize("site", SITES)
async def test_no_other_site_is_given_leave(http: httpx2.AsyncClient, site: str) -> None:
    """A browser that asks first whether it may add our header hears nothing of that kind."""
    asking = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-requested-with,content-type",
    }
    for path in ("/graphql", "/sign-out", "/sign-in/oidc", "/operator/tenants"):
        answer = await http.options(path, headers={**SITES[site], **asking})
        assert answer.status_code == 405
        assert not [name for name in answer.headers if name.startswith("access-control-")]
