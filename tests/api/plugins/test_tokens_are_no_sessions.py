"""What a plugin holds for a person never passes for that person's own sign-in."""

import httpx2
import pytest

from tests.api.plugins.conftest import Home
from tests.api.plugins.consenting import (
    ALL,
    acting_plugin,
    ask,
    code_for,
    look,
    press,
    question,
    spend,
)
from tests.people import Cast

PEOPLE = "{ people(first: 1) { totalCount } }"
SIX = {"people": {"totalCount": 6}}


@pytest.mark.parametrize("remembered", [False, True])
async def test_a_plugin_cannot_consent_to_itself(
    http: httpx2.AsyncClient, cast: Cast, home: Home, remembered: bool
) -> None:
    approval = await acting_plugin(cast, home, *ALL)
    narrow = question(approval, home, scope="people:read")
    said = (await spend(http, approval, home, await code_for(http, cast, cast.omar, narrow))).json()
    if remembered:
        assert await ask(http, said["access_token"], PEOPLE) == SIX
    http.cookies.set("tanlu_session", said["access_token"])
    shown = await look(http, question(approval, home))
    assert (shown.status_code, "Sign in first" in shown.text) == (401, True)
    pressed = await press(http, question(approval, home))
    assert (pressed.status_code, "begin again" in pressed.text) == (403, True)
