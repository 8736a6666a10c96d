"""What is over is forgotten, and nothing that is still of use."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.base import new_id
from tenants.identity import Identity, Proof, SpentState
from tenants.identity_matching import spend_state
from tenants.jobs import Run
from tenants.session import Session, open_session
from tenants.shared import Shared
from tenants.sign_in import SignInLink, create_sign_in_link
from tenants.upkeep import forget_old_sign_ins
from tenants.work import open_work
from tests.people import NOON, Cast

DAY = timedelta(days=1)


async def left(cast: Cast, *, after: timedelta) -> Sequence[str]:
    """Which kinds of rows are left by then."""
    await forget_old_sign_ins.run(Run(cast.place, new_id(), now=NOON + after))
    kinds: tuple[type[Shared], ...] = (Identity, Session, SignInLink, SpentState)
    async with open_work(cast.place, Actor.system()) as work:
        return [
            kind.__name__
            for kind in kinds
            if (await work.session.scalars(select(kind))).first() is not None
        ]


def an_identity(cast: Cast, person_id: UUID | None) -> Identity:
    return Identity(
        tenant_id=cast.place.tenant_id,
        hash=str(new_id()),
        issuer="https://id.acme.example",
        subject="s",
        told_name="",
        told_email="",
        person_id=person_id,
        proof=Proof.ADMIN if person_id else None,
        created_at=NOON,
        seen_at=NOON,
    )


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        (timedelta(hours=23), ["Identity", "Session", "SignInLink", "SpentState"]),
        (2 * DAY, ["Identity", "Session"]),
        (31 * DAY, []),
    ],
)
async def test_each_in_its_time(cast: Cast, after: timedelta, kinds: list[str]) -> None:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        await create_sign_in_link(work, person_id=cast.omar.id)
        open_session(work, cast.omar.id)
        await spend_state(work, str(new_id()))
        work.session.add(an_identity(cast, None))
    assert await left(cast, after=after) == kinds


async def test_whose_account_is_known_stays(cast: Cast) -> None:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        work.session.add(an_identity(cast, cast.omar.id))
    assert await left(cast, after=400 * DAY) == ["Identity"]
