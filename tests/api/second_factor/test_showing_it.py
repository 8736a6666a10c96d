"""Until a second factor is shown, a session has no right that a role gives."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from starlette.applications import Starlette

from domain.actor import Actor
from infra import clock
from tenants.access.second_factor.guesses import FREE, CodeGuesses
from tenants.audit.refusals import REFUSED
from tenants.work import open_work
from tests.api.second_factor.conftest import Browser, browser_of, code_of
from tests.api.second_factor.device import PRESENT, Device
from tests.people import Cast
from tests.tenants.audit.trail import trail_of

MAKE_TOKEN = "mutation($i:CreateTokenInput!){createToken(input:$i){secret userErrors{message}}}"


def personal_token() -> dict[str, object]:
    ends = (clock.now() + timedelta(days=1)).isoformat()
    return {"kind": "USER", "name": "Laptop", "scopes": ["people:read"], "expiresAt": ends}


async def test_nobody_is_asked_unless_they_or_the_company_want_it(wei: Browser) -> None:
    assert (await wei.standing())["awaited"] is False
    assert await wei.may_manage()


async def test_whoever_has_one_is_asked_in_their_other_sessions(
    wei: Browser, elsewhere: Browser
) -> None:
    secret = await wei.set_app_up()
    assert (await elsewhere.standing())["awaited"] is True
    assert not await elsewhere.may_manage()
    before = dict(elsewhere.http.cookies)
    assert (await elsewhere.post("code", code=code_of(secret, steps=1))).status_code == 200
    assert await elsewhere.may_manage()
    assert (await elsewhere.standing())["awaited"] is False
    elsewhere.http.cookies.clear()
    elsewhere.http.cookies.update(before)
    assert (await elsewhere.post("code", code="0")).status_code == 401


async def test_an_unconfirmed_session_makes_no_token(wei: Browser, elsewhere: Browser) -> None:
    await wei.set_app_up()
    made = (await elsewhere.ask(MAKE_TOKEN, i=personal_token()))["data"]["createToken"]
    sentence = "Confirm that it is you first, with your second factor"
    assert made == {"secret": None, "userErrors": [{"message": sentence}]}
    assert (await wei.ask(MAKE_TOKEN, i=personal_token()))["data"]["createToken"]["secret"]


async def test_the_company_asks_all_who_hold_a_role(
    wei: Browser, app: Starlette, cast: Cast
) -> None:
    await wei.set_app_up()
    assert await wei.demand() == []
    async with browser_of(app, cast, cast.hua) as hua, browser_of(app, cast, cast.omar) as omar:
        assert (await omar.standing())["awaited"] is False
        assert (await hua.standing())["awaited"] is True
        assert not await hua.may_manage()
        await hua.set_app_up()
        assert await hua.may_manage()
    assert await wei.demand(demanded=False) == []
    assert (await wei.standing())["demanded"] is False


async def test_only_who_has_one_may_have_it_demanded(wei: Browser) -> None:
    (sentence,) = await wei.demand()
    assert sentence.startswith("Set up a second factor of your own first")
    assert (await wei.standing())["demanded"] is False


async def test_a_code_is_good_once(app: Starlette, wei: Browser, elsewhere: Browser) -> None:
    secret = await wei.set_app_up()
    code = code_of(secret, steps=1)
    await elsewhere.told("code", code=code)
    async with browser_of(app, wei.cast, wei.who) as third:
        status, sentence = await third.refusal("code", code=code)
        assert (status, sentence) == (400, "This code is not right, or was used before")
        assert (await third.refusal("code", code=code_of(secret)))[0] == 400


async def test_codes_read_as_people_type_them(wei: Browser, elsewhere: Browser) -> None:
    secret = await wei.set_app_up()
    code = code_of(secret, steps=1)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    await elsewhere.told("code", code=f" {wide[:3]} {wide[3:]} ")
    assert await elsewhere.may_manage()


async def test_a_recovery_code_is_good_once(
    app: Starlette, wei: Browser, elsewhere: Browser, device: Device
) -> None:
    code = (await wei.set_passkey_up(device))[0]
    await elsewhere.told("code", code=code.lower().replace("-", " "))
    assert await elsewhere.may_manage()
    assert (await elsewhere.standing())["recoveryCodes"] == 9
    async with browser_of(app, wei.cast, wei.who) as third:
        assert (await third.refusal("code", code=code))[0] == 400


async def test_after_five_wrong_codes_one_waits_longer_each_time(
    wei: Browser, elsewhere: Browser
) -> None:
    secret = await wei.set_app_up()
    for _ in range(FREE):
        assert (await elsewhere.refusal("code", code="000000"))[0] == 400
    right = code_of(secret, steps=1)
    status, sentence = await elsewhere.refusal("code", code=right)
    assert (status, sentence) == (409, "Too many wrong codes. Try again in 1 min, or use a passkey")
    await _let_pass(wei.cast, minutes=1)
    assert (await elsewhere.refusal("code", code="000000"))[0] == 400
    assert "in 2 min" in (await elsewhere.refusal("code", code=right))[1]
    await _let_pass(wei.cast, minutes=2)
    await elsewhere.told("code", code=right)
    assert await elsewhere.may_manage()
    entries = await trail_of(wei.cast.place, REFUSED)
    wrong, waits = "WRONG_CODE", "TOO_MANY_CODES"
    assert [each.details["because"] for each in entries] == [wrong] * FREE + [waits, wrong, waits]
    assert {each.details["way"] for each in entries} == {"SECOND_FACTOR"}
    assert [each.about for each in entries] == [[wei.who.id]] * (FREE + 3)


async def _let_pass(cast: Cast, *, minutes: int) -> None:
    async with open_work(cast.place, Actor.system()) as work:
        earlier = CodeGuesses.wait_until - timedelta(minutes=minutes)
        await work.session.execute(update(CodeGuesses).values(wait_until=earlier))


async def test_a_passkey_confirms_however_many_codes_were_wrong(
    wei: Browser, elsewhere: Browser, device: Device
) -> None:
    await wei.set_passkey_up(device)
    for _ in range(FREE + 1):
        await elsewhere.post("code", code="000000")
    await elsewhere.told("passkey", answer=device.sign(await elsewhere.told("passkey/ask")))
    assert await elsewhere.may_manage()


LIES = [
    ("another site's", {"origin": "https://evil.example"}),
    ("for another site", {"site": "evil.example"}),
    ("one that nobody unlocked", {"flags": PRESENT}),
    ("a copy, whose count does not grow", {"count": 1}),
    ("one that is not known", {"id": b"another key's id"}),
    ("another key's", {"key": Device("", "").key}),
]


@pytest.mark.parametrize(("what", "lie"), LIES, ids=[each[0] for each in LIES])
async def test_a_lie_confirms_nothing(
    wei: Browser, elsewhere: Browser, device: Device, what: str, lie: dict[str, object]
) -> None:
    device.count = 3
    await wei.set_passkey_up(device)
    for name, value in lie.items():
        setattr(device, name, value)
    answer = device.sign(await elsewhere.told("passkey/ask"))
    assert (await elsewhere.refusal("passkey", answer=answer))[0] == 400, what
    assert (await elsewhere.standing())["awaited"] is True


async def test_a_signature_is_good_once(
    app: Starlette, wei: Browser, elsewhere: Browser, device: Device
) -> None:
    await wei.set_passkey_up(device)
    answer = device.sign(await elsewhere.told("passkey/ask"))
    await elsewhere.told("passkey", answer=answer)
    assert (await elsewhere.refusal("passkey", answer=answer))[0] == 409
    async with browser_of(app, wei.cast, wei.who) as third:
        await third.told("passkey/ask")
        assert (await third.refusal("passkey", answer=answer))[0] == 400


async def test_somebody_else_s_passkey_confirms_nothing(
    wei: Browser, app: Starlette, cast: Cast, device: Device
) -> None:
    await wei.set_passkey_up(device)
    async with browser_of(app, cast, cast.hua) as hua, browser_of(app, cast, cast.hua) as again:
        await hua.set_passkey_up(Device(device.origin, device.site))
        signed = device.sign(await again.told("passkey/ask"))
        status, sentence = await again.refusal("passkey", answer=signed)
    assert (status, sentence) == (400, "This passkey is not known here")


async def test_another_site_shows_nothing(wei: Browser) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    answer = await wei.http.post("/sign-in/second-factor/code", json={"code": "1"}, headers=foreign)
    assert answer.status_code == 403
