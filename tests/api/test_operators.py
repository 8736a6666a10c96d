"""Companies are made and stopped by operators, over HTTP."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.base import new_id
from infra import clock
from infra.database import owner_engine
from tenants.credential import digest
from tenants.operations.operator_log import newest_deeds
from tenants.token import AccessToken
from tests.api.conftest import OURS, bearer
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("spares")


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
    closing = await http.delete(at, headers=operator)
    assert (closing.status_code, closing.json()["tenant"]["state"]) == (202, "CLOSING")
    day = datetime.fromisoformat(closing.json()["tenant"]["closesAt"])
    assert timedelta(days=29) < day - clock.now() <= timedelta(days=30)
    assert (await http.delete(at, headers=operator)).status_code == 409
    assert (await http.post(f"{at}/resume", headers=operator)).status_code == 409
    restored = await http.post(f"{at}/restore", headers=operator)
    assert restored.json()["tenant"] == resumed.json()["tenant"]
    assert (await http.post(f"{at}/restore", headers=operator)).status_code == 409
    deeds = ["CREATE", "SUSPEND", "RESUME", "CLOSE", "RESTORE"]
    lines = list(reversed(await newest_deeds(100, wanted["slug"])))
    assert [line.deed for line in lines] == deeds
    assert {line.by for line in lines} == {f"token:{await token_id(operator)}"}


async def token_id(operator: dict[str, str]) -> UUID:
    hashed = digest(operator["Authorization"].removeprefix("Bearer "))
    async with AsyncSession(owner_engine()) as session:
        found = await session.scalars(select(AccessToken.id).where(AccessToken.hash == hashed))
        return found.one()


async def test_nobody_gets_into_a_company_that_is_closing(
    http: httpx2.AsyncClient, operator: dict[str, str]
) -> None:
    wanted = company()
    at = f"/operator/tenants/{wanted['slug']}"
    made = (await http.post("/operator/tenants", json=wanted, headers=operator)).json()
    theirs = {"Authorization": f"Bearer {made['token']}"}
    link = httpx2.URL(made["signInUrl"]).path
    await http.delete(at, headers=operator)
    asked = await http.post("/graphql", json={"query": "{viewer{name}}"}, headers=theirs)
    assert (asked.status_code, code_of(asked)) == (403, "TENANT_SUSPENDED")
    assert (await http.post(link)).status_code == 403
    await http.post(f"{at}/restore", headers=operator)
    asked = await http.post("/graphql", json={"query": "{viewer{name}}"}, headers=theirs)
    assert asked.json()["data"] == {"viewer": {"name": "Gloria"}}
    assert (await http.post(link)).status_code == 303


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
        ("POST", "/operator/tenants/acme/restore"),
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
