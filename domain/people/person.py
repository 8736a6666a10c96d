"""Somebody who works, or worked, in the company."""

import re
from collections.abc import Collection
from datetime import date
from typing import Self

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from domain import typed
from domain.actor import Role
from domain.base import Entity
from domain.errors import Conflict, Invalid

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_LONGEST_EMAIL = 254


class Person(Entity):
    """A row of the company's directory. The e-mail address is kept in lower case: it identifies."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("roles <@ ARRAY['ADMIN', 'HR']", name="roles"),
        CheckConstraint("left_on IS NULL OR left_on >= joined_on", name="left_after_joining"),
    )

    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str | None] = mapped_column(default=None)
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text()), default_factory=list)
    joined_on: Mapped[date]
    left_on: Mapped[date | None] = mapped_column(default=None)

    @classmethod
    def join(
        cls, *, name: str, email: str, title: str | None, roles: Collection[Role], joined_on: date
    ) -> Self:
        """A new colleague. Raises Invalid."""
        return cls(
            name=typed.line(name, "name"),
            email=email_address(email, "email"),
            title=title_of(title, "title"),
            roles=sorted(set(roles)),
            joined_on=joined_on,
        )

    def works_on(self, day: date) -> bool:
        """Whether they have not left by that day. One may plan for people who have yet to join."""
        return self.left_on is None or day < self.left_on

    def leave(self, on: date) -> None:
        """`on` is the first day they no longer work here. The same day twice is no change."""
        if self.left_on is not None and self.left_on != on:
            raise Conflict(
                f"{self.name} already leaves on {self.left_on}",
                zh=f"{self.name} 的离职日期已是 {self.left_on}",
                field="on",
            )
        if on < self.joined_on:
            raise Invalid(
                f"{self.name} joined only on {self.joined_on}",
                zh=f"{self.name} 于 {self.joined_on} 才入职",
                field="on",
            )
        self.left_on = on

    def has(self, role: Role) -> bool:
        return role.value in self.roles


def email_address(value: str, field: str) -> str:
    """The address in lower case. Raises Invalid."""
    kept = typed.line(value, field, most=_LONGEST_EMAIL).lower()
    if not _EMAIL.fullmatch(kept):
        raise Invalid("This is not an e-mail address", zh="这不是有效的邮箱地址", field=field)
    return kept


def title_of(value: str | None, field: str) -> str | None:
    """A job title, or None where it is left empty. Raises Invalid."""
    return typed.line(value, field) if value and value.strip() else None
