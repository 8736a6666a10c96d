"""Second factors are set up by whoever holds a role, in a browser, and confirm that session."""

import pytest
from starlette.applications import Starlette

from tests.api.conftest import bearer
from tests.api.second_factor.conftest import Browser, browser_of, code_of
from tests.api.second_factor.device import PRESENT, Device
from tests.people import Cast


async def test_an_app_is_set_up_by_a_code_of_its_own(wei: Browser) -> None:
    offer = await wei.told("authenticator/offer")
    assert offer["drawing"].startswith("data:image/svg+xml")
    done = await wei.told("authenticator/add", code=code_of(offer["secret"]))
    assert len(set(done["recoveryCodes"])) == 10
    assert await wei.standing() == {
        "demanded": False, "offered": True, "awaited": False, "authenticator": True,
        "recoveryCodes": 10, "passkeys": [],
    }  # fmt: skip
    assert await wei.may_manage()


async def test_an_app_that_shows_something_else_is_not_set_up(wei: Browser) -> None:
    secret = (await wei.told("authenticator/offer"))["secret"]
    old = code_of(secret, steps=-9)
    assert (await wei.refusal("authenticator/add", code=old))[0] == 400
    assert (await wei.standing())["authenticator"] is False


async def test_a_passkey_is_set_up(wei: Browser, device: Device) -> None:
    assert len(await wei.set_passkey_up(device)) == 10
    assert [each["name"] for each in (await wei.standing())["passkeys"]] == ["Laptop"]
    other = Device(device.origin, device.site)
    assert await wei.set_passkey_up(other) == []  # the codes of the first are still good
    assert len((await wei.standing())["passkeys"]) == 2


async def test_the_same_passkey_is_not_set_up_twice(wei: Browser, device: Device) -> None:
    await wei.set_passkey_up(device)
    made = device.make(await wei.told("passkeys/offer"))
    status, sentence = await wei.refusal("passkeys/add", name="Again", answer=made)
    assert (status, sentence) == (400, "This passkey is here already")


LIES = [
    ("another site's", {"origin": "https://evil.example"}),
    ("for another site", {"site": "evil.example"}),
    ("one that nobody unlocked", {"flags": PRESENT}),
]


@pytest.mark.parametrize(("what", "lie"), LIES, ids=[each[0] for each in LIES])
async def test_no_passkey_comes_of_a_lie(
    wei: Browser, device: Device, what: str, lie: dict[str, object]
) -> None:
    for name, value in lie.items():
        setattr(device, name, value)
    made = device.make(await wei.told("passkeys/offer"))
    assert (await wei.refusal("passkeys/add", name=what, answer=made))[0] == 400
    assert (await wei.standing())["passkeys"] == []


ODD = [{}, {"id": "x"}, {"id": 7, "rawId": [], "response": "no", "type": None}]


@pytest.mark.parametrize("odd", ODD)
async def test_an_answer_that_is_none(wei: Browser, odd: dict[str, object]) -> None:
    await wei.told("passkeys/offer")
    assert (await wei.refusal("passkeys/add", name="Odd", answer=odd))[0] == 400


async def test_a_challenge_is_answered_once(wei: Browser, device: Device) -> None:
    options = await wei.told("passkeys/offer")
    await wei.told("passkeys/add", name="One", answer=device.make(options))
    other = Device(device.origin, device.site).make(options)
    status, sentence = await wei.refusal("passkeys/add", name="Two", answer=other)
    assert (status, sentence) == (409, "That took too long. Begin again")


async def test_a_challenge_is_that_of_the_session(
    wei: Browser, elsewhere: Browser, device: Device
) -> None:
    theirs = await elsewhere.told("passkeys/offer")
    await wei.told("passkeys/offer")
    made = device.make(theirs)
    assert (await wei.refusal("passkeys/add", name="Moved", answer=made))[0] == 400


async def test_whoever_holds_no_role_is_not_asked(app: Starlette, cast: Cast) -> None:
    async with browser_of(app, cast, cast.omar) as omar:
        assert (await omar.standing())["offered"] is False
        status, sentence = await omar.refusal("authenticator/offer")
    assert (status, sentence) == (403, "A second factor is asked only of admins and HR")


async def test_a_token_sets_nothing_up(wei: Browser, cast: Cast) -> None:
    token = await bearer(cast, cast.wei)
    wei.http.cookies.clear()
    at = "/sign-in/second-factor/authenticator/offer"
    assert (await wei.http.post(at, headers=token, json={})).status_code in {401, 403}


async def test_setting_up_gives_the_session_a_new_cookie(wei: Browser) -> None:
    before = dict(wei.http.cookies)
    await wei.set_app_up()
    assert dict(wei.http.cookies) != before
    wei.http.cookies.clear()
    wei.http.cookies.update(before)
    assert (await wei.post("authenticator/offer")).status_code == 401


async def test_whoever_has_one_adds_another_only_after_showing_it(
    wei: Browser, elsewhere: Browser
) -> None:
    await wei.set_app_up()
    for path in ("passkeys/offer", "authenticator/remove", "recovery-codes"):
        assert await elsewhere.refusal(path) == (403, "Confirm that it is you first")


async def test_the_last_one_stays_while_the_company_asks_for_it(
    wei: Browser, device: Device
) -> None:
    await wei.set_app_up()
    assert await wei.demand() == []
    status, _ = await wei.refusal("authenticator/remove")
    assert (status, (await wei.standing())["authenticator"]) == (409, True)
    await wei.set_passkey_up(device)
    await wei.told("authenticator/remove")
    assert (await wei.standing())["authenticator"] is False


async def test_without_one_recovery_codes_are_worth_nothing(wei: Browser) -> None:
    await wei.set_app_up()
    await wei.told("authenticator/remove")
    assert (await wei.standing())["recoveryCodes"] == 0


async def test_new_recovery_codes_replace_the_old(wei: Browser, elsewhere: Browser) -> None:
    secret = (await wei.told("authenticator/offer"))["secret"]
    old = (await wei.told("authenticator/add", code=code_of(secret)))["recoveryCodes"]
    new = await wei.told("recovery-codes")
    assert set(old) & set(new) == set()
    assert (await elsewhere.refusal("code", code=old[0]))[0] == 400
    assert (await elsewhere.post("code", code=new[0])).status_code == 200
