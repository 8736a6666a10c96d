"""A company takes in so many rows and no more, and another notices nothing of it."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest

from api.graphql import push_quota as module
from api.graphql.push_quota import PushQuota, push_quota, rows_in
from domain.base import new_id
from domain.errors import Conflict
from infra.settings import settings
from tenants.provisioning import create_tenant
from tests.api.conftest import bearer
from tests.people import Cast, hire_cast

PUSH = "mutation($i:PushEvidenceInput!){pushEvidence(input:$i){created userErrors{message code}}}"


@pytest.fixture(autouse=True)
def ten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ten rows an hour, and no time passes in which they come back."""
    monkeypatch.setenv("TANLU_PUSHED_ROWS_AN_HOUR", "10")
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: 0.0))
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    settings.cache_clear()
    push_quota.cache_clear()


def pieces(many: int, name: str) -> dict[str, Any]:
    piece = {"source": "crm", "kind": "deal", "title": "Won", "occurredAt": "2026-06-01T08:00:00Z"}
    piece["personEmail"] = "omar@acme.test"
    return {"i": {"items": [{**piece, "externalId": f"{name}{n}"} for n in range(many)]}}


async def push(http: httpx2.AsyncClient, who: dict[str, str], many: int, name: str) -> Any:  # noqa: ANN401
    body = {"query": PUSH, "variables": pieces(many, name)}
    return (await http.post("/graphql", json=body, headers=who)).json()["data"]["pushEvidence"]


async def test_what_is_beyond_it_is_refused_whole_and_told(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    wei = await bearer(cast, cast.wei)
    assert (await push(http, wei, 6, "a"))["created"] == 6
    refused = await push(http, {**wei, "Accept-Language": "zh-CN"}, 6, "b")
    assert refused["created"] is None
    assert refused["userErrors"] == [
        {"message": "贵公司推送的数据量已达上限，请在 12 分钟后继续推送", "code": "CONFLICT"}
    ]
    assert (await push(http, wei, 4, "c"))["created"] == 4, "nothing of the refused one counts"


async def test_one_company_takes_nothing_from_another(http: httpx2.AsyncClient, cast: Cast) -> None:
    other = await hire_cast(await create_tenant(f"other-{new_id()}", "Other"))
    assert (await push(http, await bearer(cast, cast.wei), 10, "a"))["created"] == 10
    assert (await push(http, await bearer(cast, cast.wei), 1, "b"))["created"] is None
    assert (await push(http, await bearer(other, other.wei), 10, "a"))["created"] == 10


def test_the_hour_and_the_day_both_count() -> None:
    quota, company = PushQuota(an_hour=100, a_day=250), new_id()
    for hour in range(2):
        quota.require(company, 100, hour * 3600.0)
        quota.take(company, 100, hour * 3600.0)
    with pytest.raises(Conflict, match="send the rest in 168 minutes"):
        quota.require(company, 100, 7200.0)
    quota.require(company, 70, 7200.0)


def test_rows_are_things_and_no_ids_or_words() -> None:
    assert rows_in({"points": [object(), object()], "ids": [new_id()], "words": ("a", "b")}) == 2
    assert rows_in({"name": "x", "many": 7}) == 0
