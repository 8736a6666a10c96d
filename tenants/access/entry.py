"""How far somebody has got on the way in: read off what has happened."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.events import StoredEvent
from tenants.access.events import PersonInvited
from tenants.sign_in import LIVES, LinkPurpose, PersonSignedIn

PersonId = UUID | ColumnElement[UUID] | InstrumentedAttribute[UUID]


class EntryState(StrEnum):
    NOT_INVITED = "NOT_INVITED"
    INVITED = "INVITED"
    """Their link is good still."""
    EXPIRED = "EXPIRED"
    """They were invited and have not come in time."""
    CAME = "CAME"
    """They have signed in, by whatever way."""


def invited_at(person_id: PersonId) -> ScalarSelect[datetime]:
    """When they were invited last, as a value in SQL."""
    return _moment(func.max(StoredEvent.occurred_at), person_id, PersonInvited.name)


def came_at(person_id: PersonId) -> ScalarSelect[datetime]:
    """When they signed in for the first time, as a value in SQL."""
    return _moment(func.min(StoredEvent.occurred_at), person_id, PersonSignedIn.name)


def entry_state(person_id: PersonId, now: ColumnElement[datetime]) -> ColumnElement[str]:
    """As a value in SQL."""
    invited = invited_at(person_id)
    return case(
        (came_at(person_id).is_not(None), EntryState.CAME.value),
        (invited.is_(None), EntryState.NOT_INVITED.value),
        (invited + LIVES[LinkPurpose.INVITATION] > now, EntryState.INVITED.value),
        else_=EntryState.EXPIRED.value,
    )


def _moment(which: ColumnElement[Any], person_id: PersonId, name: str) -> ScalarSelect[datetime]:
    theirs = select(which).where(StoredEvent.subject_id == person_id, StoredEvent.name == name)
    return theirs.correlate_except(StoredEvent).scalar_subquery()
