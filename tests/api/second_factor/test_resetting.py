"""Whoever has lost their second factor gets help from another admin, or from an operator."""

from starlette.applications import Starlette

from domain.actor import Actor, Role
from domain.people.closed_text import ClosedText
from domain.people.commands import change_roles
from tenants.access.second_factor.demand import reset_second_factor
from tenants.work import open_work
from tests.api.second_factor.conftest import Browser, browser_of
from tests.people import Cast, acting

RESET = """
    mutation ($i: ResetSecondFactorInput!) {
        resetSecondFactor(input: $i) { person { name } userErrors { message } }
    }
"""


async def test_another_admin_resets_it_and_all_their_sessions_end(
    wei: Browser, app: Starlette, cast: Cast
) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        await change_roles(work, person_id=cast.ivan.id, roles=[Role.ADMIN])
    await wei.set_app_up()
    async with browser_of(app, cast, cast.ivan) as ivan:
        done = await ivan.ask(RESET, i={"personId": str(cast.wei.id)})
    assert done["data"]["resetSecondFactor"] == {"person": {"name": "Wei"}, "userErrors": []}
    async with browser_of(app, cast, cast.wei) as again:
        assert await again.standing() == {
            "demanded": False, "offered": True, "awaited": False, "authenticator": False,
            "recoveryCodes": 0, "passkeys": [],
        }  # fmt: skip
    assert (await wei.post("authenticator/offer")).status_code == 401


async def test_nobody_resets_their_own(wei: Browser, cast: Cast) -> None:
    await wei.set_app_up()
    done = await wei.ask(RESET, i={"personId": str(cast.wei.id)})
    (refused,) = done["data"]["resetSecondFactor"]["userErrors"]
    assert refused["message"] == "Ask another admin or whoever runs Tanlu to reset yours"
    assert (await wei.standing())["authenticator"] is True


async def test_only_admins_and_operators_reset(wei: Browser, app: Starlette, cast: Cast) -> None:
    await wei.set_app_up()
    async with browser_of(app, cast, cast.hua) as hua:
        done = await hua.ask(RESET, i={"personId": str(cast.wei.id)})
        assert len(done["data"]["resetSecondFactor"]["userErrors"]) == 1
    assert (await wei.standing())["authenticator"] is True
    async with open_work(cast.place, Actor.system()) as work:
        await reset_second_factor(work, person_id=cast.wei.id)
    async with open_work(cast.place, acting(cast.wei)) as work:
        assert await work.session.get(ClosedText, cast.wei.id) is not None
    async with browser_of(app, cast, cast.wei) as again:
        assert (await again.standing())["authenticator"] is False
