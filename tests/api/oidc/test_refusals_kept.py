"""Who comes by an account elsewhere and is refused stands in the trail, in words of ours."""

import httpx2
from starlette.applications import Starlette

from api.app import create_app
from tenants.audit.refusals import REFUSED
from tests.api.conftest import HERE
from tests.api.oidc.conftest import Browser
from tests.api.oidc.idp import Idp
from tests.people import Cast
from tests.tenants.audit.trail import trail_of
from tests.tenants.test_rotation import NEW, OLD, keys

OMAR = {"email": "omar@acme.test", "email_verified": True}
EVE = {"email": "eve@acme.test", "email_verified": True}


async def because(cast: Cast) -> list[object]:
    entries = await trail_of(cast.place, REFUSED)
    assert all(each.details["way"] == "PROVIDER" for each in entries)
    return [each.details["because"] for each in entries]


async def test_an_account_that_nobody_knows(browser: Browser, idp: Idp, cast: Cast) -> None:
    idp.more = EVE
    assert (await browser.go(idp)).status_code == 403
    assert await because(cast) == ["UNKNOWN_ACCOUNT"]


async def test_an_account_that_is_somebody_else_s(browser: Browser, idp: Idp, cast: Cast) -> None:
    idp.more = OMAR
    assert (await browser.go(idp)).status_code == 303
    idp.subject = "another"
    assert (await browser.go(idp, adding="1")).status_code == 403
    assert await because(cast) == ["ACCOUNT_TAKEN"]


async def test_an_answer_that_is_not_trusted(browser: Browser, idp: Idp, cast: Cast) -> None:
    await browser.come_back(state="made up", code=idp.code_for("x"))
    assert await because(cast) == ["STATE"]


def with_both_keys() -> Starlette:
    with keys(NEW, OLD):
        return create_app()


async def test_who_left_before_the_key_was_changed_comes_back_after(
    browser: Browser, idp: Idp, cast: Cast
) -> None:
    """The cookie is signed with the former key; a process with the new key alone refuses it."""
    idp.more = OMAR
    sent = await browser.leave()
    told = {"state": sent["state"], "code": idp.code_for(sent["nonce"])}
    with keys(NEW):
        foreign = create_app()
    for app, status in ((foreign, 403), (with_both_keys(), 303)):
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app), base_url=HERE, cookies=browser.http.cookies
        ) as http:
            back = await http.get(f"/sign-in/oidc/{browser.provider}/callback", params=told)
            assert back.status_code == status, back.text
    assert await because(cast) == ["STATE"]
