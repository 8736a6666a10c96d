"""A link that is good no more, and was opened, stands in the trail of the company it led to."""

from datetime import timedelta

import httpx2
import pytest

from domain.actor import Actor
from infra import clock
from tenants.audit.refusals import REFUSED
from tenants.sign_in import create_sign_in_link
from tenants.work import open_work
from tests.api.conftest import FORM
from tests.people import Cast
from tests.tenants.audit.trail import trail_of


async def link_of(cast: Cast, *, made: timedelta = timedelta()) -> str:
    async with open_work(cast.place, Actor.system(), now=clock.now() - made) as work:
        return await create_sign_in_link(work, person_id=cast.omar.id)


async def refusals(cast: Cast) -> list[dict[str, object]]:
    entries = await trail_of(cast.place, REFUSED)
    assert all((each.actor_kind, each.about) == ("STRANGER", [cast.omar.id]) for each in entries)
    return [each.details for each in entries]


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_one_that_was_used(http: httpx2.AsyncClient, cast: Cast, method: str) -> None:
    link = f"/sign-in/{await link_of(cast)}"
    assert (await http.post(link, headers=FORM)).status_code == 303
    assert await refusals(cast) == []
    assert (await http.request(method, link, headers=FORM)).status_code == 410
    assert await refusals(cast) == [{"way": "LINK", "because": "LINK_USED"}]


async def test_one_that_is_too_old(http: httpx2.AsyncClient, cast: Cast) -> None:
    link = f"/sign-in/{await link_of(cast, made=timedelta(minutes=16))}"
    assert (await http.get(link)).status_code == 410
    assert await refusals(cast) == [{"way": "LINK", "because": "LINK_EXPIRED"}]


async def test_of_one_that_was_never_made_nobody_knows(
    http: httpx2.AsyncClient, cast: Cast
) -> None:
    link = await link_of(cast)
    for made_up in (f"{link}x", "x"):
        assert (await http.get(f"/sign-in/{made_up}")).status_code in {404, 410}
    assert await refusals(cast) == []
