"""What has happened to people."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from domain.events import Event, Public, Told


class PersonAdded(Event):
    name = "person.added"
    subject = "person"
    public = Public("people:read", "Somebody joined", zh="新增了员工")


class PersonAmended(Event):
    name = "person.amended"
    subject = "person"
    public = Public("people:read", "What is known of somebody changed", zh="员工信息有变更")


class EmailConfirmed(Event):
    """An admin says that a changed address is the person's."""

    name = "person.email_confirmed"
    subject = "person"


class ManagerChanged(Event):
    """From a day on, somebody else, or nobody, manages the person."""

    name = "person.manager_changed"
    subject = "person"
    public = Public(
        "people:read", "Somebody gets another manager", zh="员工的直属上级有变更", hides={"from_"}
    )

    manager_id: Annotated[
        UUID | None, Told("0197a3c2-6666-7c31-9f0e-5b1d2a6c4e88", "From then on.")
    ]
    former_manager_id: Annotated[
        UUID | None, Told("0197a3c2-7777-7c31-9f0e-5b1d2a6c4e88", "Until then.")
    ]
    from_: date


class RolesChanged(Event):
    name = "person.roles_changed"
    subject = "person"

    roles: list[str]
    former_roles: list[str]


class PersonLeft(Event):
    """Known now, true from `on`. The last one counts: a leaving day may be corrected."""

    name = "person.left"
    subject = "person"
    public = Public("people:read", "Somebody leaves", zh="员工离职")

    on: date


class PersonRehired(Event):
    """Works here again from `on`, who had worked here from one day until before another."""

    name = "person.rehired"
    subject = "person"
    public = Public("people:read", "Somebody who had left works here again", zh="离职员工重新入职")

    on: date
    had_joined_on: date
    had_left_on: date


class AccessRestored(Event):
    """By others, or with another address: whatever was open in their name ends."""

    name = "person.access_restored"
    subject = "person"


class FirstProof(Event):
    """They come by something of their own for the first time, and others had linked an account:
    what was opened before has ended.
    """

    name = "person.first_proof"
    subject = "person"


class ConfirmedBy(StrEnum):
    """What of their own, from before others let them in, showed who they are."""

    ADDRESS = "ADDRESS"
    ACCOUNT = "ACCOUNT"
    BROWSER = "BROWSER"
    LINK = "LINK"


class TextOpened(Event):
    """They have confirmed who they are, so what they wrote for themselves is theirs again."""

    name = "person.text_opened"
    subject = "person"

    by: ConfirmedBy | None
    """None: they had never come, so there was nothing to confirm."""
