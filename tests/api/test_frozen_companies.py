"""A company that was played with an earlier version opens with this one, for everybody in it."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from demo.living_company.cast import member
from domain.actor import Actor
from domain.people.queries import person_by_email
from infra.database import Place
from tenants.export.restoring import import_tenant
from tenants.provisioning import latest_step
from tenants.sign_in import create_sign_in_link
from tenants.tenant import find_tenant
from tenants.work import open_work
from tests.api.conftest import FORM
from tests.frozen import frozen, thaw

PHRASE = "what was played then"
SEEN = """
{
  viewer { name manager { name } }
  people(first: 1) { totalCount }
  goals(first: 50) { totalCount nodes { title state keyResults { title current } } }
  conversations(first: 50) { totalCount nodes { state facts { text } } }
  records(first: 50) { totalCount nodes { state version } }
  commitments(first: 50) { totalCount nodes { text state } }
  nudges(first: 50) { totalCount nodes { why state } }
}
"""


@pytest.fixture(scope="module", params=frozen(), ids=lambda path: path.name)
async def place(
    request: pytest.FixtureRequest,
    platform: None,  # noqa: ARG001 - it is there before any company
    tmp_path_factory: pytest.TempPathFactory,
) -> Place:
    path: Path = request.param
    export = tmp_path_factory.mktemp("frozen") / "export"
    thaw(path, export, PHRASE)
    return await import_tenant(export, path.name.partition(".")[0], PHRASE)


async def seen(http: httpx2.AsyncClient, place: Place, name: str) -> dict[str, Any]:
    async with open_work(place, Actor.system()) as work:
        person = await person_by_email(work, member(name).email)
        assert person is not None
        secret = await create_sign_in_link(work, person_id=person.id)
    await http.post(f"/sign-in/{secret}", headers=FORM)
    answer = await http.post("/graphql", json={"query": SEEN}, headers={"X-Requested-With": "test"})
    told: dict[str, Any] = answer.json()
    assert "errors" not in told
    return dict(told["data"])


async def test_its_tables_are_those_of_today(place: Place) -> None:
    versions = {path.name.partition(".")[0] for path in frozen()}
    tenants = [await find_tenant(slug) for slug in versions]
    (opened,) = [tenant for tenant in tenants if tenant.place == place]
    assert opened.schema_version == latest_step().number


async def test_an_employee_finds_what_is_theirs(http: httpx2.AsyncClient, place: Place) -> None:
    told = await seen(http, place, "陈露")
    assert told["viewer"] == {"name": "陈露", "manager": {"name": "郑凯"}}
    assert {goal["state"] for goal in told["goals"]["nodes"]} == {"ACTIVE", "PROPOSED"}
    assert "SHARED" in {record["state"] for record in told["records"]["nodes"]}
    assert "审批渠道合同的价格例外" in {one["text"] for one in told["commitments"]["nodes"]}


async def test_a_manager_finds_their_team_s(http: httpx2.AsyncClient, place: Place) -> None:
    told = await seen(http, place, "郑凯")
    assert told["goals"]["totalCount"] == 10
    assert "OPEN" in {nudge["state"] for nudge in told["nudges"]["nodes"]}


async def test_hr_sees_that_and_not_what(http: httpx2.AsyncClient, place: Place) -> None:
    told = await seen(http, place, "苏敏")
    assert told["conversations"]["totalCount"] > 80
    assert "CONTESTED" in {record["state"] for record in told["records"]["nodes"]}


async def test_an_admin_finds_everybody(http: httpx2.AsyncClient, place: Place) -> None:
    told = await seen(http, place, "高翔")
    assert told["people"]["totalCount"] == 42
