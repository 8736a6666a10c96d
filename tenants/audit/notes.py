"""What a unit of work will leave in the company's trail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from pydantic_core import to_jsonable_python

from domain.actor import Actor, ActorKind
from domain.events import Event
from domain.work import UnitOfWork
from tenants.audit.audited import AUDITED
from tenants.pending import ask

ANCHOR: Final = "audit.anchor"
"""By name, because that job opens work itself and so stands above this file."""
ANCHORED_WITHIN: Final = timedelta(minutes=5)
_NOTED: Final = "audit notes"


@dataclass(frozen=True, kw_only=True)
class Note:
    """A deed, before it has its place in the chain.

    `about` are the people concerned. `details` holds our own words, numbers and ids; what anybody
    wrote has no place in a trail that cannot be changed.
    """

    kind: str
    """An `ActorKind`, or of whom the company knows nothing: STRANGER, OPERATOR."""
    person_id: UUID | None = None
    via_id: UUID | None = None
    deed: str
    subject: str
    subject_id: UUID | None
    about: Collection[UUID] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


def note(
    work: UnitOfWork,
    deed: str,
    *,
    subject: str,
    subject_id: UUID | None,
    about: Collection[UUID] = (),
    actor: Actor | None = None,
    **details: object,
) -> None:
    """Leave an entry with the change; the unit's commit keeps both, or neither."""
    who = actor or work.actor
    made = Note(
        kind=who.kind.value,
        person_id=who.person_id,
        via_id=who.via_id,
        deed=deed,
        subject=subject,
        subject_id=subject_id,
        about=about,
        details=to_jsonable_python(details),
    )
    keep(work, made)


def keep(work: UnitOfWork, made: Note) -> None:
    """As `note`, for what somebody did who is no actor of the company's."""
    noted: list[Note] = work.session.info.setdefault(_NOTED, [])
    noted.append(made)
    ask_anchor(work, at=work.now + ANCHORED_WITHIN)


def ask_anchor(work: UnitOfWork, *, at: datetime) -> None:
    """One waits at a time, and for the earliest moment that anybody asked for."""
    ask(work, ANCHOR, "maintenance", {}, at=at, key=f"{ANCHOR}:head")


def note_event(work: UnitOfWork, event: Event) -> None:
    """An entry for an event of which the table says that the trail keeps it."""
    kept = AUDITED.get(event.name)
    if kept is None or (kept.by_people and work.actor.is_system):
        return
    people = {getattr(event, name) for name in kept.about}
    note(
        work,
        event.name,
        subject=event.subject,
        subject_id=event.subject_id,
        about=sorted(people - {None}),
        actor=_themselves(event) if kept.by_subject and work.actor.is_system else None,
        **{name: getattr(event, name) for name in kept.details},
    )


def taken_notes(work: UnitOfWork) -> list[Note]:
    """What was noted so far, which is then forgotten."""
    noted: list[Note] = work.session.info.pop(_NOTED, [])
    return noted


def _themselves(event: Event) -> Actor:
    return Actor(kind=ActorKind.PERSON, person_id=event.subject_id)
