"""Companies are made and stopped by operators, over HTTP."""

from typing import Any

import httpx2
import pytest

from domain.base import new_id
from tests.api.conftest import OURS, bearer
from tests.people import Cast


def company(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    wanted = {
        "slug": f"globex-{new_id()}",
        "name": "Globex",
        "admin": {"name": "Gloria", "email": "gloria@globex.test"},
    }
    return wanted | changes


async def test_from_nothing_to_the_first_answer(
    http: httpx2.AsyncClient, operator: dict[str, str]
) -> None:
    made = await http.post("/operator/tenants", json=company(), headers=operator)
    assert made.status_code == 201
    told = made.json()
    headers = {"Authorization": f"Bearer {told['token']}"}
    asked = await http.post("/graphql", json={"query": "{viewer{name roles}}"}, headers=headers)
    assert asked.json()["data"] == {"viewer": {"name": "Gloria", "roles": ["ADMIN"]}}
    path = httpx2.URL(told["signInUrl"]).path
    assert (await http.post(path)).status_code == 303
    asked = await http.post("/graphql", json={"query": "{viewer{name}}"}, headers=OURS)
    assert asked.json()["data"] == {"viewer": {"name": "Gloria"}}


async def test_a_company_s_whole_life(http: httpx2.AsyncClient, operator: dict[str, str]) -> None:
    wanted = company()
    at = f"/operator/tenants/{wanted['slug']}"
    await http.post("/operator/tenants", json=wanted, headers=operator)
    listed = (await http.get("/operator/tenants", headers=operator)).json()["tenants"]
    assert [each["state"] for each in listed if each["slug"] == wanted["slug"]] == ["ACTIVE"]
    stopped = await http.post(f"{at}/suspend", headers=operator)
    assert stopped.json()["tenant"]["state"] == "SUSPENDED"
    again = await http.post(f"{at}/suspend", headers=operator)
    assert (again.status_code, code_of(again)) == (409, "CONFLICT")
    resumed = await http.post(f"{at}/resume", headers=operator)
    assert resumed.json()["tenant"]["state"] == "ACTIVE"
    gone = await http.delete(at, headers=operator)
    assert gone.json()["rows"]["people"] == 1
    assert gone.json()["rows"]["platform.access_tokens"] == 1
    assert (await http.delete(at, headers=operator)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "Not A Slug"}, ["slug"]),
        ({"name": " "}, ["name"]),
        ({"name": None}, ["name"]),
        ({"admin": {"name": "", "email": "a@b.test"}}, ["admin", "name"]),
        ({"admin": {"name": "A", "email": "nonsense"}}, ["admin", "email"]),
        ({"admin": {"name": "A"}}, ["admin", "email"]),
        ({"admin": []}, ["admin"]),
        ({"plan": "gold"}, ["plan"]),
        ({"slug": 7}, ["slug"]),
        ({"slug": "a\0b"}, ["slug"]),
    ],
)
async def test_what_cannot_be_a_company(
    http: httpx2.AsyncClient, operator: dict[str, str], changes: dict[str, Any], field: list[str]
) -> None:
    wanted = company(**changes)
    answer = await http.post("/operator/tenants", json=wanted, headers=operator)
    assert (answer.status_code, code_of(answer)) == (400, "BAD_USER_INPUT")
    assert answer.json()["errors"][0]["extensions"]["field"] == field
    listed = (await http.get("/operator/tenants", headers=operator)).json()["tenants"]
    assert wanted["slug"] not in {each["slug"] for each in listed}


async def test_a_slug_is_taken_once(http: httpx2.AsyncClient, operator: dict[str, str]) -> None:
    wanted = company()
    await http.post("/operator/tenants", json=wanted, headers=operator)
    again = await http.post("/operator/tenants", json=wanted, headers=operator)
    assert (again.status_code, code_of(again)) == (409, "CONFLICT")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/operator/tenants"),
        ("POST", "/operator/tenants"),
        ("DELETE", "/operator/tenants/acme"),
        ("POST", "/operator/tenants/acme/suspend"),
        ("POST", "/operator/tenants/acme/resume"),
        ("PUT", "/operator/tenants/acme/domains/acme.com"),
        ("DELETE", "/operator/tenants/acme/domains/acme.com"),
    ],
)
async def test_only_operators(
    http: httpx2.AsyncClient, cast: Cast, operator: dict[str, str], method: str, path: str
) -> None:
    assert (await http.request(method, path)).status_code == 401
    admin = await bearer(cast, cast.wei)
    assert (await http.request(method, path, headers=admin)).status_code == 403
    allowed = await http.request(method, path, headers=operator, content=b"{}")
    assert allowed.status_code in {200, 400, 404}


def code_of(answer: httpx2.Response) -> str:
    code: str = answer.json()["errors"][0]["extensions"]["code"]
    return code
