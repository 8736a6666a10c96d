import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from domain.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from domain.events import StoredEvent
from domain.signals.commands import PushResult
from domain.signals.evidence import Evidence
from domain.signals.queries import visible_evidence
from infra.database import Place
from tenants.work import open_work
from tests.people import NOON, Cast, acting
from tests.signals import a_piece, push_pieces


async def _kept(place: Place) -> list[Evidence]:
    async with open_work(place, Actor.system()) as work:
        by_key = select(Evidence).order_by(Evidence.source, Evidence.external_id)
        return list(await work.session.scalars(by_key))


async def _filed(place: Place) -> list[StoredEvent]:
    async with open_work(place, Actor.system()) as work:
        named = select(StoredEvent).where(StoredEvent.name == "evidence.filed")
        return list(await work.session.scalars(named))


async def test_evidence_points_to_where_it_happened(cast: Cast) -> None:
    details = {"priority": "Major", "comments": 3, "blocked": False, "component": None}
    result = await push_pieces(cast.place, [a_piece(cast.omar, details=details)])
    (kept,) = await _kept(cast.place)
    assert result == PushResult(created=1, updated=0, unchanged=0)
    assert (kept.person_id, kept.source, kept.external_id, kept.kind) == (
        cast.omar.id,
        "jira",
        "KEY-1",
        "issue",
    )
    assert (kept.title, kept.url, kept.occurred_at, kept.details) == (
        "The door squeaks",
        "https://jira.test/browse/KEY-1",
        NOON,
        details,
    )


async def test_a_repeated_push_changes_and_announces_nothing(cast: Cast) -> None:
    items = [a_piece(cast.omar, f"KEY-{number}") for number in range(5)]
    await push_pieces(cast.place, items)
    assert await push_pieces(cast.place, items) == PushResult(created=0, updated=0, unchanged=5)
    assert len(await _filed(cast.place)) == 1


async def test_what_another_system_changed_is_changed_here(cast: Cast) -> None:
    await push_pieces(cast.place, [a_piece(cast.omar), a_piece(cast.omar, "KEY-2")])
    moved = [a_piece(cast.ana), a_piece(cast.omar, "KEY-2"), a_piece(cast.omar, "KEY-3")]
    result = await push_pieces(cast.place, moved)
    assert result == PushResult(created=1, updated=1, unchanged=1)
    assert [piece.person_id for piece in await _kept(cast.place)] == [
        cast.ana.id,
        cast.omar.id,
        cast.omar.id,
    ]


async def test_one_event_for_each_person_with_what_changed(cast: Cast) -> None:
    await push_pieces(
        cast.place, [a_piece(cast.omar, "A"), a_piece(cast.omar, "B"), a_piece(cast.ana, "C")]
    )
    a, b, c = await _kept(cast.place)
    about = {event.subject_id: event.content["evidence_ids"] for event in await _filed(cast.place)}
    assert about == {cast.omar.id: [str(a.id), str(b.id)], cast.ana.id: [str(c.id)]}


_REFUSED: dict[str, tuple[dict[str, Any], type[DomainError], str]] = {
    "a script for a link": ({"url": "javascript:alert(1)"}, Invalid, "url"),
    "a link with a space": ({"url": "https://a b"}, Invalid, "url"),
    "no title": ({"title": "\n"}, Invalid, "title"),
    "a null character": ({"title": "a\0b"}, Invalid, "title"),
    "no id over there": ({"external_id": ""}, Invalid, "external_id"),
    "a loud source": ({"source": "JIRA"}, Invalid, "source"),
    "no time zone": ({"occurred_at": datetime(2026, 6, 1)}, Invalid, "occurred_at"),  # noqa: DTZ001 - the point
    "a nested detail": ({"details": {"a": [1]}}, Invalid, "details.a"),
    "an endless detail": ({"details": {"a": float("nan")}}, Invalid, "details.a"),
    "a huge detail": ({"details": {"a": 10**400}}, Invalid, "details.a"),
    "what somebody wrote": ({"details": {"a": "w" * 201}}, Invalid, "details.a"),
    "many details": ({"details": {f"d{n}": n for n in range(21)}}, Invalid, "details"),
    "nobody": ({"person_id": new_id()}, NotFound, "person_id"),
    "an item again": ({"external_id": "KEY-1"}, Invalid, "external_id"),
}


@pytest.mark.parametrize(("change", "refusal", "field"), _REFUSED.values(), ids=_REFUSED.keys())
async def test_a_refused_piece_names_its_field_and_refuses_the_push(
    cast: Cast, change: dict[str, Any], refusal: type[DomainError], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        await push_pieces(
            cast.place,
            [a_piece(cast.omar), a_piece(cast.omar, **{"external_id": "KEY-2"} | change)],
        )
    assert refused.value.field == f"items[1].{field}"
    assert await _kept(cast.place) == []


async def test_a_title_is_one_line(cast: Cast) -> None:
    await push_pieces(cast.place, [a_piece(cast.omar, title=" The door\n\tsqueaks ")])
    assert [piece.title for piece in await _kept(cast.place)] == ["The door squeaks"]


async def test_people_file_evidence_about_themselves(cast: Cast) -> None:
    own = a_piece(cast.omar, source="manual")
    assert (await push_pieces(cast.place, [own], actor=acting(cast.omar))).created == 1


@pytest.mark.parametrize(("who", "source"), [("ana", "manual"), ("omar", "jira")])
async def test_people_file_nothing_about_others_or_for_others(
    cast: Cast, who: str, source: str
) -> None:
    piece = a_piece(getattr(cast, who), source=source)
    with pytest.raises(NotAllowed):
        await push_pieces(cast.place, [piece], actor=acting(cast.omar))
    assert await _kept(cast.place) == []


async def test_nobody_takes_over_what_another_person_filed(cast: Cast) -> None:
    await push_pieces(cast.place, [a_piece(cast.omar, source="manual")], actor=acting(cast.omar))
    with pytest.raises(Conflict):
        await push_pieces(cast.place, [a_piece(cast.ana, source="manual")], actor=acting(cast.ana))
    assert [piece.person_id for piece in await _kept(cast.place)] == [cast.omar.id]


async def test_pushes_at_the_same_time_end_as_one(cast: Cast) -> None:
    items = [a_piece(cast.omar, f"KEY-{number}") for number in range(200)]
    later = NOON + timedelta(minutes=1)
    results = await asyncio.gather(
        push_pieces(cast.place, items),
        push_pieces(cast.place, items[::-1], now=later),
        push_pieces(cast.place, items[50:] + items[:50], now=later),
    )
    assert sum(result.created for result in results) == 200
    assert sum(result.unchanged for result in results) == 400


@pytest.mark.requirement(146)
@pytest.mark.parametrize(
    ("who", "seen"),
    [("omar", {"A"}), ("mei", {"A", "B"}), ("ivan", set()), ("wei", set()), ("hua", {"A", "B"})],
)
async def test_a_person_the_line_above_and_hr_see_evidence(
    cast: Cast, who: str, seen: set[str]
) -> None:
    await push_pieces(cast.place, [a_piece(cast.omar, "A"), a_piece(cast.ana, "B")])
    async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
        found = list(await work.session.scalars(visible_evidence(work.viewer)))
    assert {piece.external_id for piece in found} == seen
