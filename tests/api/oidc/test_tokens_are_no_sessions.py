"""An account is added by whoever is signed in, and by no token of theirs."""

import pytest

from api.scopes import Scope
from tests.api.conftest import issue
from tests.api.oidc.conftest import Browser
from tests.api.oidc.idp import Idp
from tests.people import Cast


@pytest.mark.parametrize("remembered", [False, True])
async def test_a_token_of_an_admin_adds_no_account(
    browser: Browser, cast: Cast, idp: Idp, remembered: bool
) -> None:
    """Whoever holds a narrow token of hers would keep a way in as her for good."""
    token = (await issue(cast, cast.wei, Scope.PEOPLE_READ)).secret
    if remembered:
        bearing = {"Authorization": f"Bearer {token}"}
        asked = {"query": "{people(first:1){totalCount}}"}
        told = (await browser.http.post("/graphql", json=asked, headers=bearing)).json()
        assert told["data"] == {"people": {"totalCount": 6}}
    idp.subject = "whoever holds the token"
    browser.http.cookies.set("tanlu_session", token)
    back = await browser.go(idp, adding="1")
    assert (back.status_code, back.headers.get("location")) == (403, None)
    browser.http.cookies.clear()
    assert (await browser.go(idp)).status_code == 403
