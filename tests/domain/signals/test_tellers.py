"""Who tells us of work: withdrawing evidence and noting milestones is not everybody's."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from domain.actor import Actor, ActorKind
from domain.base import new_id
from domain.errors import NotAllowed
from domain.signals.evidence import Evidence
from domain.signals.milestone import Milestone, MilestoneKind
from domain.signals.milestones import reach_milestone
from domain.signals.withdrawing import put_out_of_sight, withdraw_evidence
from domain.work import UnitOfWork
from infra.database import Place
from tenants.work import open_work
from tests.people import NOON, Cast, acting
from tests.signals import a_piece, push_pieces

Deed = Callable[[UnitOfWork], Awaitable[object]]


def withdraw(work: UnitOfWork) -> Awaitable[object]:
    return withdraw_evidence(work, source="jira", external_ids=["KEY-1"])


def hide(work: UnitOfWork) -> Awaitable[object]:
    return put_out_of_sight(work, source="jira", external_ids=["KEY-1"])


def reach(work: UnitOfWork) -> Awaitable[object]:
    return reach_milestone(
        work, source="jira", external_id="V-1", kind=MilestoneKind.VERSION, name="1.0",
        reached_at=NOON, person_ids=[],
    )  # fmt: skip


async def _nobody_else(cast: Cast, deed: Deed) -> None:
    """The employee, a colleague, their manager and an engine are refused."""
    engine = Actor(kind=ActorKind.AI)
    for actor in (*map(acting, (cast.omar, cast.ivan, cast.mei)), engine):
        async with open_work(cast.place, actor, now=NOON) as work:
            with pytest.raises(NotAllowed):
                await deed(work)


async def _tellers(cast: Cast, deed: Deed) -> None:
    plugin = Actor.plugin(new_id())
    for actor in (*map(acting, (cast.hua, cast.wei)), plugin, Actor.system()):
        async with open_work(cast.place, actor, now=NOON) as work:
            await deed(work)


async def _piece(place: Place) -> Evidence:
    async with open_work(place, Actor.system()) as work:
        return (await work.session.scalars(select(Evidence))).one()


async def test_nobody_else_withdraws_evidence(cast: Cast) -> None:
    await push_pieces(cast.place, [a_piece(cast.omar)])
    await _nobody_else(cast, withdraw)
    assert (await _piece(cast.place)).withdrawn_at is None
    await _tellers(cast, withdraw)
    assert (await _piece(cast.place)).withdrawn_at == NOON


async def test_nobody_else_puts_evidence_out_of_sight(cast: Cast) -> None:
    await push_pieces(cast.place, [a_piece(cast.omar)])
    await _nobody_else(cast, hide)
    assert (await _piece(cast.place)).out_of_sight_at is None
    await _tellers(cast, hide)
    assert (await _piece(cast.place)).out_of_sight_at == NOON


async def test_nobody_else_notes_a_milestone(cast: Cast) -> None:
    await _nobody_else(cast, reach)
    noted = select(Milestone.external_id)
    async with open_work(cast.place, Actor.system()) as work:
        assert (await work.session.scalars(noted)).all() == []
    await _tellers(cast, reach)
    async with open_work(cast.place, Actor.system()) as work:
        assert (await work.session.scalars(noted)).all() == ["V-1"]
