"""What one wrote for oneself stays closed after others let one in, field by field."""

import ast
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Select, func, select

from domain.base import Stored
from domain.conversations.preparation import PrepFact, PrepQuestion, Visibility
from domain.conversations.queries import (
    visible_notes,
    visible_prep_facts,
    visible_prep_questions,
    visible_talking_points,
)
from domain.conversations.talking import raise_talking_point, write_note
from domain.conversations.talking_point import ConversationNote, TalkingPoint
from domain.errors import NotAllowed
from domain.people.closed_text import close_text, open_text
from domain.people.person import Person
from domain.records.commands import share_record
from domain.records.queries import (
    visible_record_actions,
    visible_record_agreements,
    visible_record_facts,
    visible_record_versions,
)
from domain.records.version import RecordAction, RecordAgreement, RecordFact, RecordVersion
from domain.viewer import Viewer
from infra.settings import ROOT
from tenants.work import open_work
from tests.asking import Asking
from tests.people import NOON, Cast, acting
from tests.talks import recorded

LATER = NOON + timedelta(hours=1)
AUTHORED: dict[type[Stored], Callable[[Viewer], Select[Any]]] = {
    PrepFact: visible_prep_facts,
    PrepQuestion: visible_prep_questions,
    ConversationNote: visible_notes,
    TalkingPoint: visible_talking_points,
    RecordVersion: visible_record_versions,
}
"""Each thing that has an author, and who may read it."""
PARTS: dict[type[Stored], Callable[[Viewer], Select[Any]]] = {
    RecordFact: visible_record_facts,
    RecordAgreement: visible_record_agreements,
    RecordAction: visible_record_actions,
}
"""What a draft is made of."""


def test_nothing_that_has_an_author_is_missing_here() -> None:
    authored = {
        mapper.class_ for mapper in Stored.registry.mappers if "author_id" in mapper.columns
    }
    assert authored == set(AUTHORED)


def test_one_place_decides_who_wrote_it() -> None:
    """A comparison with an author's id anywhere else would go past it."""
    hits = {
        path.name
        for path in (ROOT / "domain").rglob("queries.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Compare) and "author_id" in ast.unparse(node)
    }
    assert hits == set()


async def mine(cast: Cast) -> UUID:
    """Mei writes one of each for herself, and a draft. Gives the record's id."""
    record = await recorded(cast)
    mine = Visibility.AUTHOR_ONLY
    async with open_work(cast.place, acting(cast.mei), now=NOON) as work:
        at: dict[str, Any] = {"conversation_id": record.conversation_id, "visibility": mine}
        await write_note(work, text="Mine alone", **at)
        await raise_talking_point(work, subject_id=cast.omar.id, text="Mine", visibility=mine)
        for kind in (PrepFact, PrepQuestion):
            one = (await work.session.scalars(select(kind).limit(1))).one()
            one.author_id, one.visibility = cast.mei.id, mine
    return record.id


async def private(cast: Cast, who: Person) -> dict[str, int]:
    """How many of each they see that are private."""
    seen = {}
    async with open_work(cast.place, acting(who), now=LATER) as work:
        for kind, visible in (AUTHORED | PARTS).items():
            theirs = visible(work.viewer)
            if "visibility" in kind.__table__.c:
                theirs = theirs.where(kind.__table__.c.visibility == Visibility.AUTHOR_ONLY.value)
            seen[kind.__name__] = (
                await work.session.scalar(select(func.count()).select_from(theirs.subquery())) or 0
            )
    return seen


async def close(cast: Cast) -> None:
    async with open_work(cast.place, acting(cast.wei), now=LATER) as work:
        await close_text(work, cast.mei, former_email=cast.mei.email)


async def test_all_of_it_is_closed_and_opened_again(cast: Cast) -> None:
    await mine(cast)
    before = await private(cast, cast.mei)
    assert [name for name, number in before.items() if not number] == []
    await close(cast)
    assert set((await private(cast, cast.mei)).values()) == {0}
    async with open_work(cast.place, acting(cast.wei), now=LATER) as work:
        await open_text(work, cast.mei.id)
    assert await private(cast, cast.mei) == before


async def test_what_is_written_afterwards_is_theirs(cast: Cast) -> None:
    await mine(cast)
    await close(cast)
    async with open_work(cast.place, acting(cast.mei), now=LATER + timedelta(minutes=1)) as work:
        await raise_talking_point(
            work, subject_id=cast.omar.id, text="New", visibility=Visibility.AUTHOR_ONLY
        )
    assert (await private(cast, cast.mei))["TalkingPoint"] == 1


async def test_a_closed_draft_is_not_shared_to_be_read(cast: Cast) -> None:
    record_id = await mine(cast)
    await close(cast)
    with pytest.raises(NotAllowed):
        async with open_work(cast.place, acting(cast.mei), now=LATER) as work:
            await share_record(work, record_id=record_id)
    async with open_work(cast.place, acting(cast.wei), now=LATER) as work:
        await open_text(work, cast.mei.id)
    async with open_work(cast.place, acting(cast.mei), now=LATER) as work:
        await share_record(work, record_id=record_id)


async def test_the_api_reads_through_the_same_place(cast: Cast) -> None:
    await mine(cast)
    mei = Asking(cast.place, acting(cast.mei))
    notes = "{ conversations(first: 5) { nodes { notes { text } } } }"
    assert "Mine alone" in str(await mei.ask(notes))
    async with open_work(cast.place, acting(cast.wei)) as work:
        await close_text(work, cast.mei, former_email=cast.mei.email)
    assert "Mine alone" not in str(await mei.ask(notes))
