"""Who sees that they talk, and who sees what they say."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Select

from domain.actor import Actor, Role
from domain.conversations.preparation import QuestionType, Visibility
from domain.conversations.preparing import add_fact, add_question
from domain.conversations.queries import (
    open_talking_points,
    visible_conversations,
    visible_notes,
    visible_prep_facts,
    visible_prep_questions,
    visible_talking_points,
)
from domain.conversations.talking import (
    discuss_talking_point,
    raise_talking_point,
    write_note,
)
from domain.errors import Conflict, NotFound
from domain.people.commands import add_person, set_manager
from domain.viewer import Viewer
from infra.database import Place
from tenants.work import open_work
from tests.people import JOINED, NOON, Cast, acting, hire_cast
from tests.talks import prepared, started

Seen = Callable[[Viewer], Select[Any]]


async def seen_by(cast: Cast, actor: Actor, what: Seen) -> int:
    async with open_work(cast.place, actor, now=NOON) as work:
        return len((await work.session.scalars(what(work.viewer))).all())


async def seen_by_each(cast: Cast, what: Seen) -> dict[str, int]:
    seen = {person.name: await seen_by(cast, acting(person), what) for person in cast.everyone}
    return seen | {"system": await seen_by(cast, Actor.system(), what)}


async def with_a_boss(cast: Cast) -> Actor:
    """Lena, above Mei."""
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        lena = await add_person(work, name="Lena", email="lena@acme.test", joined_on=JOINED)
        await set_manager(work, person_id=cast.mei.id, manager_id=lena.id, from_=JOINED)
        return acting(lena)


async def with_everything_said(cast: Cast, visibility: Visibility) -> None:
    """Omar adds one of each to a conversation that Mei prepared."""
    conversation = await prepared(cast)
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        await add_fact(work, conversation_id=conversation.id, text="Mine", visibility=visibility)
        await add_question(
            work,
            conversation_id=conversation.id,
            type=QuestionType.EXPLORE,
            text="Mine?",
            visibility=visibility,
        )
        await write_note(work, conversation_id=conversation.id, text="Mine", visibility=visibility)
        await raise_talking_point(work, subject_id=cast.omar.id, text="Mine", visibility=visibility)


async def test_that_they_talk_is_for_them_hr_and_admins(acme: Place) -> None:
    cast = await hire_cast(acme)
    await prepared(cast)
    assert await seen_by_each(cast, visible_conversations) == {
        "Mei": 1,
        "Omar": 1,
        "Ana": 0,
        "Ivan": 0,
        "Hua": 1,
        "Wei": 1,
        "system": 1,
    }


async def test_the_line_above_sees_that_they_talk_and_nothing_else(acme: Place) -> None:
    cast = await hire_cast(acme)
    lena = await with_a_boss(cast)
    await with_everything_said(cast, Visibility.PARTICIPANTS)
    contents = (
        visible_prep_facts,
        visible_prep_questions,
        visible_notes,
        visible_talking_points,
    )
    assert await seen_by(cast, lena, visible_conversations) == 1
    assert [await seen_by(cast, lena, what) for what in contents] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("what", "hers", "his"),
    [
        (visible_prep_facts, 2, 2),
        (visible_prep_questions, 6, 6),
        (visible_notes, 1, 1),
        (visible_talking_points, 1, 1),
    ],
)
async def test_what_they_share_is_for_the_two(acme: Place, what: Seen, hers: int, his: int) -> None:
    cast = await hire_cast(acme)
    await with_everything_said(cast, Visibility.PARTICIPANTS)
    assert await seen_by_each(cast, what) == {
        "Mei": hers,
        "Omar": his,
        "Ana": 0,
        "Ivan": 0,
        "Hua": 0,
        "Wei": 0,
        "system": 0,
    }


@pytest.mark.requirement(239)
@pytest.mark.parametrize(
    ("what", "hers", "his"),
    [
        (visible_prep_facts, 1, 2),
        (visible_prep_questions, 5, 6),
        (visible_notes, 0, 1),
        (visible_talking_points, 0, 1),
    ],
)
async def test_private_is_the_authors_admins_not_excepted(
    acme: Place, what: Seen, hers: int, his: int
) -> None:
    cast = await hire_cast(acme)
    await with_everything_said(cast, Visibility.AUTHOR_ONLY)
    assert await seen_by_each(cast, what) == {
        "Mei": hers,
        "Omar": his,
        "Ana": 0,
        "Ivan": 0,
        "Hua": 0,
        "Wei": 0,
        "system": 0,
    }


async def test_even_an_employee_who_is_an_admin_reads_no_private_note(acme: Place) -> None:
    cast = await hire_cast(acme)
    await with_everything_said(cast, Visibility.AUTHOR_ONLY)
    mei_the_admin = Actor.person(cast.mei.id, Role.ADMIN, Role.HR)
    assert await seen_by(cast, mei_the_admin, visible_notes) == 0


async def test_what_was_not_discussed_waits_for_the_next_time(acme: Place) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        for text in ("Holidays", "The new laptop"):
            await raise_talking_point(work, subject_id=cast.omar.id, text=text)
    conversation = await started(cast)
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        points = await open_talking_points(work, cast.mei.id, cast.omar.id)
        await discuss_talking_point(
            work, talking_point_id=points[0].id, conversation_id=conversation.id
        )
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        waiting = await open_talking_points(work, cast.mei.id, cast.omar.id)
    assert [point.text for point in waiting] == ["The new laptop"]


async def test_before_it_begins_nothing_has_been_discussed(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await prepared(cast)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        point = await raise_talking_point(work, subject_id=cast.omar.id, text="Holidays")
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        with pytest.raises(Conflict):
            await discuss_talking_point(
                work, talking_point_id=point.id, conversation_id=conversation.id
            )


async def test_a_private_point_of_the_other_is_not_there(acme: Place) -> None:
    cast = await hire_cast(acme)
    conversation = await started(cast)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        point = await raise_talking_point(
            work, subject_id=cast.omar.id, text="Mine", visibility=Visibility.AUTHOR_ONLY
        )
    async with open_work(acme, acting(cast.mei), now=NOON) as work:
        with pytest.raises(NotFound):
            await discuss_talking_point(
                work, talking_point_id=point.id, conversation_id=conversation.id
            )
