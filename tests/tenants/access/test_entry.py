"""How far people have got on the way in, as admins see it and filter by it."""

from datetime import timedelta

from domain.actor import Actor
from infra import clock
from tenants.access.invitation import invite
from tenants.sign_in import sign_in
from tenants.work import open_work
from tests.asking import Asking
from tests.people import Cast, acting

ASK = """query ($entry: EntryState) {
    people(first: 20, orderBy: NAME_ASC, filter: { entry: $entry }) {
        nodes { name entry invitedAt cameAt }
    }
}"""


async def test_nobody_invited_invited_expired_and_come(cast: Cast) -> None:
    now = clock.now()
    long_ago = now - timedelta(days=7)
    async with open_work(cast.place, acting(cast.wei), now=long_ago) as work:
        await invite(work, person_ids=[cast.ivan.id, cast.omar.id])
    async with open_work(cast.place, acting(cast.wei), now=now) as work:
        await invite(work, person_ids=[cast.ana.id])
    async with open_work(cast.place, Actor.system(), now=now) as work:
        await sign_in(work, cast.omar.id, browser="", proven_by=None)
    wei = Asking(cast.place, acting(cast.wei))
    found = {each["name"]: each for each in (await wei.ask(ASK))["people"]["nodes"]}
    assert {name: each["entry"] for name, each in found.items()} == {
        "Ana": "INVITED", "Hua": "NOT_INVITED", "Ivan": "EXPIRED", "Mei": "NOT_INVITED",
        "Omar": "CAME", "Wei": "NOT_INVITED",
    }  # fmt: skip
    assert found["Ivan"]["invitedAt"].startswith(long_ago.date().isoformat())
    assert found["Omar"]["cameAt"].startswith(now.date().isoformat())
    assert (found["Hua"]["invitedAt"], found["Hua"]["cameAt"]) == (None, None)
    for state, names in (
        ("CAME", ["Omar"]),
        ("EXPIRED", ["Ivan"]),
        ("INVITED", ["Ana"]),
        ("NOT_INVITED", ["Hua", "Mei", "Wei"]),
    ):
        shown = (await wei.ask(ASK, entry=state))["people"]["nodes"]
        assert [each["name"] for each in shown] == names


async def test_whoever_is_invited_again_has_a_link_again(cast: Cast) -> None:
    now = clock.now()
    for at in (now - timedelta(days=8), now):
        async with open_work(cast.place, acting(cast.wei), now=at) as work:
            await invite(work, person_ids=[cast.ivan.id])
    wei = Asking(cast.place, acting(cast.wei))
    shown = (await wei.ask(ASK, entry="INVITED"))["people"]["nodes"]
    assert [each["name"] for each in shown] == ["Ivan"]
