"""Who is refused at the door is in the trail of the company they wanted to enter."""

from infra.database import Place
from tenants.access.distrust import Distrust
from tenants.audit.refusals import AT_MOST, REFUSED, SignInWay, note_refused_sign_in
from tests.tenants.audit.trail import trail_of


async def test_a_refusal_says_by_which_way_and_why(acme: Place) -> None:
    await note_refused_sign_in(acme, way=SignInWay.PROVIDER, because=Distrust.TIME)
    entry = (await trail_of(acme, REFUSED))[0]
    assert (entry.actor_kind, entry.actor_id, entry.about) == ("STRANGER", None, [])
    assert entry.details == {"way": "PROVIDER", "because": "TIME"}


async def test_a_stranger_who_tries_all_day_does_not_fill_the_disk(acme: Place) -> None:
    for _ in range(AT_MOST + 5):
        await note_refused_sign_in(acme, way=SignInWay.PROVIDER, because=Distrust.TIME)
    assert len(await trail_of(acme, REFUSED)) == AT_MOST
