"""What acts for oneself is seen and ended by oneself, and by nobody else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.actor import Actor
from infra import clock
from tenants.client import client_of
from tenants.delegation import Delegation
from tenants.work import open_work
from tests.api.plugins.conftest import Home, installed
from tests.asking import Asking
from tests.people import Cast, acting
from tests.plugins import opened

LIST = """{ delegations(first: 10) { totalCount
  nodes { id pluginName publisherName scopes begunAt goodUntil } } }"""
END = """mutation ($id: ID!) { revokeDelegation(input: {delegationId: $id}) {
  userErrors { message } } }"""


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with opened(monkeypatch, "127.0.0.1:9"):
        yield


async def allowed(cast: Cast, **other: object) -> Delegation:
    """Omar lets a plugin act for him."""
    installation_id = (await installed(cast, Home(9))).installation.id
    async with open_work(cast.place, Actor.system()) as work:
        client = await client_of(work, installation_id)
        assert client
        delegation = Delegation(
            client_id=client.id,
            person_id=cast.omar.id,
            scopes=["people:read"],
            begun_at=work.now,
            good_until=work.now + timedelta(hours=1),
        )
        for name, value in other.items():
            setattr(delegation, name, value)
        work.add(delegation)
        return delegation


async def test_one_sees_and_ends_one_s_own(cast: Cast) -> None:
    delegation = await allowed(cast)
    for other in (cast.ana, cast.mei, cast.hua, cast.wei):
        asking = Asking(cast.place, acting(other))
        assert (await asking.ask(LIST))["delegations"]["totalCount"] == 0
        told = await asking.ask(END, id=str(delegation.id))
        message = "No app with that id acts for you"
        assert told["revokeDelegation"]["userErrors"] == [{"message": message}]
    omar = Asking(cast.place, acting(cast.omar), locale="zh-CN")
    [row] = (await omar.ask(LIST))["delegations"]["nodes"]
    assert (row["id"], row["pluginName"], row["publisherName"], row["scopes"]) == (
        str(delegation.id),
        "周报",
        "Acme Tools",
        ["people:read"],
    )
    assert (await omar.ask(END, id=str(delegation.id)))["revokeDelegation"]["userErrors"] == []
    assert (await omar.ask(LIST))["delegations"]["totalCount"] == 0


async def test_what_has_run_out_acts_no_more(cast: Cast) -> None:
    await allowed(cast, good_until=clock.now() - timedelta(seconds=1))
    omar = Asking(cast.place, acting(cast.omar))
    assert (await omar.ask(LIST))["delegations"]["totalCount"] == 0
