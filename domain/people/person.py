"""Somebody who works, or worked, in the company."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

from sqlalchemy import CheckConstraint, Text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from domain import typed
from domain.actor import Role
from domain.base import Entity
from domain.errors import Conflict, Invalid
from domain.exported import Exported
from domain.language import Language


class Person(Entity):
    """A row of the company's directory. The e-mail address is kept in lower case: it identifies."""

    __tablename__ = "people"
    exported: ClassVar[Exported] = Exported(texts=["name", "email", "title", "roles"])
    __table_args__ = (
        CheckConstraint("roles <@ ARRAY['ADMIN', 'HR']", name="roles"),
        CheckConstraint("left_on IS NULL OR left_on >= joined_on", name="left_after_joining"),
    )

    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    email_confirmed: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether showing that it is theirs lets somebody in as the person."""
    title: Mapped[str | None] = mapped_column(default=None)
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text()), default_factory=list)
    joined_on: Mapped[date]
    left_on: Mapped[date | None] = mapped_column(default=None)
    language: Mapped[Language | None] = mapped_column(default=None)
    """The one they chose; none: the company's."""

    @classmethod
    def join(
        cls,
        *,
        name: str,
        email: str,
        title: str | None,
        roles: Collection[Role],
        joined_on: date,
        email_confirmed: bool,
    ) -> Self:
        """A new colleague. Raises Invalid."""
        return cls(
            name=typed.name(name, "name"),
            email=typed.address(email, "email"),
            title=title_of(title, "title"),
            roles=sorted(set(roles)),
            joined_on=joined_on,
            email_confirmed=email_confirmed,
        )

    def works_on(self, day: date) -> bool:
        """Whether they have not left by that day. One may plan for people who have yet to join."""
        return self.left_on is None or day < self.left_on

    def leave(self, on: date) -> None:
        """`on` is the first day they no longer work here; a later call corrects it."""
        if on < self.joined_on:
            raise Invalid(
                f"{self.name} joined only on {self.joined_on}",
                zh=f"{self.name} 于 {self.joined_on} 才入职",
                field="on",
            )
        self.left_on = on

    def rehire(self, on: date) -> date:
        """Work here again from that day on; from the day they left, they have never been away.

        Roles do not come back with the person: admins give them. What was before stays in the
        events. Gives the day they had left on. Raises Conflict or Invalid.
        """
        if self.left_on is None:
            raise Conflict(
                f"{self.name} works here; correct the day of joining instead",
                zh=f"{self.name} 仍在职，如需调整请更正入职日期",
                field="person_id",
            )
        if on < self.left_on:
            raise Invalid(
                f"{self.name} leaves on {self.left_on}; correct that day, or choose a later one",
                zh=f"{self.name} 的离职日期为 {self.left_on}，请先更正离职日期，或选择更晚的日期",
                field="on",
            )
        had_left_on, self.left_on, self.roles = self.left_on, None, []
        if on > had_left_on:
            self.joined_on = on
        return had_left_on

    def has(self, role: Role) -> bool:
        return role.value in self.roles


def title_of(value: str | None, field: str) -> str | None:
    """A job title, or None where it is left empty. Raises Invalid."""
    return typed.line(value, field) if value and value.strip() else None
