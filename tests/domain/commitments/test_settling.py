"""Who may settle a promise, and what is told about it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.commitments.carry_over import CarryOver
from domain.commitments.commands import (
    break_overdue_commitments,
    carry_over_commitment,
    fulfil_commitment,
    release_commitment,
)
from domain.commitments.commitment import Commitment, CommitmentState
from domain.commitments.queries import visible_commitments
from domain.errors import DomainError, NotAllowed, NotFound
from domain.events import StoredEvent
from domain.viewer import Viewer
from domain.work import UnitOfWork
from infra.database import Place
from tenants.work import open_work
from tests.people import NOON, TODAY, Cast, acting, hire_cast
from tests.talks import shared

IN_A_MONTH = TODAY + timedelta(days=30)


async def promise_of_omar(cast: Cast) -> UUID:
    await shared(cast)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        found = await work.session.scalars(
            select(Commitment.id).where(Commitment.owner_id == cast.omar.id)
        )
        return found.one()


async def state_of(cast: Cast, commitment_id: UUID) -> CommitmentState:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        return (await work.get(Commitment, commitment_id)).state


def fulfil(work: UnitOfWork, id: UUID) -> Awaitable[Commitment]:
    return fulfil_commitment(work, commitment_id=id)


def carry_over(work: UnitOfWork, id: UUID) -> Awaitable[Commitment]:
    return carry_over_commitment(work, commitment_id=id, due_on=IN_A_MONTH, reason="Ill")


def release(work: UnitOfWork, id: UUID) -> Awaitable[Commitment]:
    return release_commitment(work, commitment_id=id)


@pytest.mark.parametrize(
    ("deed", "who", "refusal"),
    [
        (fulfil, "mei", None),
        (fulfil, "omar", NotAllowed),
        (carry_over, "mei", None),
        (carry_over, "omar", None),
        (release, "mei", None),
        (release, "omar", None),
        *(
            (deed, who, NotFound)
            for deed in (fulfil, carry_over, release)
            for who in ("ana", "ivan", "hua", "wei")
        ),
    ],
)
async def test_who_may(
    acme: Place,
    deed: Callable[[UnitOfWork, UUID], Awaitable[Commitment]],
    who: str,
    refusal: type[DomainError] | None,
) -> None:
    cast = await hire_cast(acme)
    promise = await promise_of_omar(cast)
    actor = acting(getattr(cast, who))
    if refusal is None:
        async with open_work(acme, actor, now=NOON) as work:
            await deed(work, promise)
        return
    with pytest.raises(refusal):
        async with open_work(acme, actor, now=NOON) as work:
            await deed(work, promise)
    assert await state_of(cast, promise) is CommitmentState.OPEN


async def test_each_carrying_over_is_remembered_with_its_reason(acme: Place) -> None:
    cast = await hire_cast(acme)
    promise = await promise_of_omar(cast)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        await carry_over(work, promise)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        await carry_over(work, promise)
        kept = (await work.session.scalars(select(CarryOver))).one()
    assert (kept.from_on, kept.to_on, kept.reason) == (
        TODAY + timedelta(days=14),
        IN_A_MONTH,
        "Ill",
    )


async def test_too_often_carried_over_is_told_apart(acme: Place) -> None:
    cast = await hire_cast(acme)
    promise = await promise_of_omar(cast)
    for month in (1, 2, 3):
        async with open_work(acme, acting(cast.omar), now=NOON) as work:
            await carry_over_commitment(
                work,
                commitment_id=promise,
                due_on=TODAY + timedelta(days=30 * month),
                reason="Later",
            )
    async with open_work(acme, Actor.system(), now=NOON) as work:
        escalated = await work.session.scalars(
            select(StoredEvent.content).where(StoredEvent.name == "commitment.escalated")
        )
        assert [each["times"] for each in escalated] == [3]


async def test_what_nobody_settled_is_broken_once(acme: Place) -> None:
    cast = await hire_cast(acme)
    await promise_of_omar(cast)
    later = NOON + timedelta(days=14 + 8)
    async with open_work(acme, Actor.system(), now=later) as work:
        first = await break_overdue_commitments(work)
    async with open_work(acme, Actor.system(), now=later) as work:
        second = await break_overdue_commitments(work)
    assert (len(first), second) == (2, [])
    assert await state_of(cast, first[0]) is CommitmentState.BROKEN


async def test_only_the_schedule_breaks_promises(acme: Place) -> None:
    cast = await hire_cast(acme)
    async with open_work(acme, acting(cast.wei), now=NOON) as work:
        with pytest.raises(NotAllowed):
            await break_overdue_commitments(work)


@pytest.mark.requirement(122)
async def test_either_side_sees_both_promises_and_nobody_else_does(acme: Place) -> None:
    cast = await hire_cast(acme)
    await promise_of_omar(cast)
    seen = {}
    for person in cast.everyone:
        async with open_work(acme, acting(person), now=NOON) as work:
            found = await work.session.scalars(visible_commitments(work.viewer))
            seen[person.name] = len(found.all())
    assert seen == {"Mei": 2, "Omar": 2, "Ana": 0, "Ivan": 0, "Hua": 0, "Wei": 0}


async def test_the_system_is_no_party_to_a_promise(acme: Place) -> None:
    cast = await hire_cast(acme)
    await promise_of_omar(cast)
    async with open_work(acme, Actor.system(), now=NOON) as work:
        found = await work.session.scalars(visible_commitments(Viewer.of(work.actor, NOON)))
        assert found.all() == []
