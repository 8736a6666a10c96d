"""Until a second factor is shown, nothing that lets its person in is changed, nor by old tokens."""

from datetime import timedelta

import pytest

from api import auth
from api.scopes import OF_COMPANIES
from domain.base import new_id
from infra import clock
from tests.api.conftest import bearer
from tests.api.second_factor.conftest import Browser
from tests.people import Cast

ADD = "mutation($i:AddPersonInput!){addPerson(input:$i){userErrors{code}}}"
MAKE = "mutation($i:CreateTokenInput!){createToken(input:$i){secret userErrors{message}}}"
SENTENCE = "Confirm that it is you first, with your second factor"


async def may_manage(browser: Browser, token: dict[str, str]) -> bool:
    """Whether what only admins may do is done by that token."""
    auth.forget_all()
    given = {"name": "Newcomer", "email": f"{new_id()}@acme.test"}
    asked = {"query": ADD, "variables": {"i": given}}
    done = (await browser.http.post("/graphql", json=asked, headers=token)).json()
    return not done["data"]["addPerson"]["userErrors"]


async def made_by(browser: Browser) -> dict[str, str]:
    ends = (clock.now() + timedelta(days=1)).isoformat()
    wanted = {"kind": "USER", "name": "x", "scopes": sorted(OF_COMPANIES), "expiresAt": ends}
    made = (await browser.ask(MAKE, i=wanted))["data"]["createToken"]
    return {"Authorization": f"Bearer {made['secret']}"}


@pytest.mark.parametrize("demanded", [True, False])
async def test_a_token_from_before_has_no_role_once_a_factor_is_asked_for(
    wei: Browser, cast: Cast, *, demanded: bool
) -> None:
    old, older = await made_by(wei), await bearer(cast, cast.wei)
    assert await may_manage(wei, old)
    await wei.set_app_up()
    if demanded:
        assert await wei.demand() == []
    new = await made_by(wei)
    assert [await may_manage(wei, each) for each in (old, older, new)] == [False, False, True]


WAYS_IN = {
    "removeIdentity": {"identityId": str(new_id())},
    "revokeDelegation": {"delegationId": str(new_id())},
    "revokeSessions": {"sessionIds": [str(new_id())]},
    "revokeToken": {"tokenId": str(new_id())},
}


@pytest.mark.parametrize("deed", WAYS_IN)
async def test_an_unconfirmed_session_changes_no_way_in(
    wei: Browser, elsewhere: Browser, deed: str
) -> None:
    await wei.set_app_up()
    kind = f"{deed[0].upper()}{deed[1:]}Input!"
    document = f"mutation($i:{kind}){{{deed}(input:$i){{userErrors{{message}}}}}}"
    told = (await elsewhere.ask(document, i=WAYS_IN[deed]))["data"][deed]
    assert told["userErrors"] == [{"message": SENTENCE}]
