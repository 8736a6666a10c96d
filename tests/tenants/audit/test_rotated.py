"""The secret key is changed, and the trails can be judged afterwards as well as before."""

import asyncpg
import pytest

from domain.actor import Actor
from domain.base import new_id
from infra.database import Place, close_engines
from infra.trouble import Trouble
from tenants.audit.anchoring import anchor
from tenants.audit.anchors import read_anchors
from tenants.audit.checkpoints import CHECKPOINT
from tenants.audit.notes import note
from tenants.audit.retention import forget_old_entries
from tenants.audit.verification import Findings, verify
from tenants.jobs import Run
from tenants.keys.rotation import rotate
from tenants.operations.operator_log import newest_deeds
from tenants.provisioning import create_tenant
from tenants.work import open_work
from tests.people import NOON
from tests.tenants.audit.trail import trail_of
from tests.tenants.test_rotation import NEW, OLD, keys, tanlu

pytestmark = pytest.mark.usefixtures("anchors")


@pytest.fixture
async def kept(house: asyncpg.Connection) -> Place:  # noqa: ARG001 - a database of its own
    """Forty-one entries, the head anchored; the first twenty were kept long enough and are gone."""
    place = await create_tenant("acme")
    for moment in (NOON.replace(year=2020), NOON):
        for _ in range(20):
            async with open_work(place, Actor.system(), now=moment) as work:
                note(work, "token.revoked", subject="token", subject_id=new_id())
    await forget_old_entries.run(Run(place, new_id(), now=NOON))
    await anchor.run(Run(place, new_id(), now=NOON))
    assert await found(place) == Findings(entries=21, first=21, last=41, anchors=1)
    return place


async def found(place: Place) -> Findings:
    return await verify(place, read_anchors().get(place.tenant_id, []))


async def found_with_the_new_key_alone(place: Place) -> Findings:
    await close_engines()
    with keys(NEW):
        findings = await found(place)
        await close_engines()
    return findings


async def test_what_retention_took_is_accounted_for_and_the_head_is_anchored(kept: Place) -> None:
    with keys(NEW, OLD):
        trails = (await rotate()).trails
    assert (trails.total, trails.former, trails.problems) == (1, 1, [])
    findings = await found_with_the_new_key_alone(kept)
    assert findings == Findings(
        entries=22,
        first=21,
        last=42,
        anchors=1,
        remarks=["1 anchors were made with another secret key"],
    )


async def test_what_is_done_to_it_afterwards_is_found(
    kept: Place, house: asyncpg.Connection
) -> None:
    with keys(NEW, OLD):
        await rotate()
    await house.execute(f"DELETE FROM {kept.schema}.audit_entries WHERE seq > 30")
    problems = (await found_with_the_new_key_alone(kept)).problems
    assert problems[-1].startswith("the end is cut off: the trail ends with entry 30")


async def test_a_trail_that_was_tampered_with_stops_it_before_anything_is_changed(
    kept: Place, house: asyncpg.Connection
) -> None:
    table = f"{kept.schema}.audit_entries"
    await house.execute(f"DELETE FROM {table} WHERE seq > 30")
    before = await house.fetchval("SELECT fingerprint FROM platform.key_marks")
    with keys(NEW, OLD), pytest.raises(Trouble, match="acme: the end is cut off") as refusal:
        await rotate()
    assert "与当初写入的不一致；未做任何更改" in refusal.value.zh
    assert await house.fetchval("SELECT fingerprint FROM platform.key_marks") == before
    assert len(read_anchors()[kept.tenant_id]) == 1
    assert await trail_of(kept, CHECKPOINT) == []


async def test_changed_all_the_same_it_is_not_sealed_and_the_operators_log_names_it(
    kept: Place, house: asyncpg.Connection
) -> None:
    await house.execute(f"UPDATE {kept.schema}.audit_entries SET deed = 'x' WHERE seq = 25")
    status, out, _ = await tanlu("rotate-key", "--despite-broken-trails")
    assert (status, out.splitlines()[-1]) == (0, "0 audit trails are sealed with it")
    (line,) = [each for each in await newest_deeds(9) if each.deed == "ROTATE_KEY"]
    assert line.details == {"keys": 0, "broken_trails": ["acme"]}
    assert len(read_anchors()[kept.tenant_id]) == 1
    problems = (await found_with_the_new_key_alone(kept)).problems
    assert problems == ["entries 1 to 20 are missing", "entry 25 is not what was written here"]


async def test_a_dry_run_says_what_is_wrong_and_how_many_would_be_sealed(
    kept: Place, house: asyncpg.Connection
) -> None:
    said = (await tanlu("rotate-key", "--dry-run"))[1].splitlines()[2:]
    assert said == ["1 audit trails read: 1 to be sealed anew,", "0 not as they were written"]
    await house.execute(f"UPDATE {kept.schema}.audit_entries SET deed = 'x' WHERE seq = 25")
    status, out, _ = await tanlu("rotate-key", "--dry-run")
    assert (status, out.splitlines()[2:]) == (
        1,
        [
            "1 audit trails read: 0 to be sealed anew,",
            "1 not as they were written",
            "  acme: entry 25 is not what was written here",
        ],
    )


async def test_killed_between_two_trails_it_goes_on_and_seals_none_twice(
    kept: Place,
) -> None:
    other = await create_tenant("other")
    async with open_work(other, Actor.system(), now=NOON) as work:
        note(work, "token.revoked", subject="token", subject_id=new_id())
    assert (await tanlu("rotate-key", fault="trail-sealed:1"))[0] == -9
    status, out, _ = await tanlu("rotate-key")
    assert (status, out.splitlines()[-1]) == (0, "1 audit trails are sealed with it")
    assert {place: len(read_anchors()[place.tenant_id]) for place in (kept, other)} == {
        kept: 2,
        other: 1,
    }
    for place in (kept, other):
        assert (await found_with_the_new_key_alone(place)).problems == []
