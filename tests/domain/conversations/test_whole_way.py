"""A conversation from the plan to the close."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.commitments.commands import (
    carry_over_commitment,
    fulfil_commitment,
)
from domain.commitments.queries import unsettled_between
from domain.conversations.ending import close_conversation
from domain.conversations.states import ConversationState
from domain.errors import Conflict
from domain.events import StoredEvent
from infra.database import Place
from tenants.work import open_work
from tests.people import NOON, acting, hire_cast
from tests.talks import shared

LATER = NOON + timedelta(days=20)


async def test_from_the_plan_to_the_close(acme: Place) -> None:
    cast = await hire_cast(acme)
    record = await shared(cast)
    async with open_work(acme, acting(cast.omar), now=NOON) as work:
        closed = await close_conversation(work, conversation_id=record.conversation_id)
    assert closed.state is ConversationState.CLOSED
    async with open_work(acme, Actor.system(), now=NOON) as work:
        names = await work.session.scalars(
            select(StoredEvent.name)
            .where(StoredEvent.subject.in_(("conversation", "record", "commitment")))
            .order_by(StoredEvent.id)
        )
        assert list(names) == [
            "conversation.planned",
            "conversation.scheduled",
            "prep_pack.proposed",
            "prep_pack.ready",
            "conversation.started",
            "conversation.held",
            "conversation.recorded",
            "commitment.made",
            "commitment.made",
            "record.shared",
            "conversation.closed",
        ]


@pytest.mark.requirement(123)
async def test_what_is_owed_must_be_dealt_with_before_the_next_close(acme: Place) -> None:
    cast = await hire_cast(acme)
    await shared(cast, days=60)
    second = await shared(cast, now=LATER)
    async with open_work(acme, acting(cast.mei), now=LATER) as work:
        with pytest.raises(Conflict, match="2 commitments on the agenda"):
            await close_conversation(work, conversation_id=second.conversation_id)


@pytest.mark.requirement(123)
async def test_kept_and_carried_over_they_let_it_close(acme: Place) -> None:
    cast = await hire_cast(acme)
    await shared(cast, days=60)
    second = await shared(cast, now=LATER)
    async with open_work(acme, acting(cast.mei), now=LATER) as work:
        owed = await unsettled_between(work, cast.mei.id, cast.omar.id)
        for commitment in owed:
            if commitment.conversation_id == second.conversation_id:
                continue
            if commitment.owner_id == cast.omar.id:
                await fulfil_commitment(work, commitment_id=commitment.id)
            else:
                await carry_over_commitment(
                    work,
                    commitment_id=commitment.id,
                    due_on=LATER.date() + timedelta(days=90),
                    reason="The budget comes in autumn",
                )
    async with open_work(acme, acting(cast.mei), now=LATER) as work:
        closed = await close_conversation(work, conversation_id=second.conversation_id)
    assert closed.state is ConversationState.CLOSED
