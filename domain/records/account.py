"""What somebody states for a record, before it is written down."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from domain.errors import Invalid
from domain.wording import worded

MOST: Final = 50
"""Facts, agreements or actions in one record."""


@dataclass(frozen=True, kw_only=True)
class StatedFact:
    """What happened."""

    text: str
    occurred_on: date | None = None
    evidence_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class StatedAgreement:
    """What was concluded or promised."""

    text: str


@dataclass(frozen=True, kw_only=True)
class StatedAction:
    """Who does what by when; either side may."""

    text: str
    owner_id: UUID
    due_on: date


@dataclass(frozen=True)
class Account:
    """Facts, agreements, actions: what a record of a structured conversation is made of."""

    facts: Sequence[StatedFact]
    agreements: Sequence[StatedAgreement]
    actions: Sequence[StatedAction]

    def checked(
        self, *, between: Collection[UUID], today: date, kept: Collection[StatedAction] = ()
    ) -> "Account":
        """The same account with its words tidied. Raises Invalid, naming the item to blame.

        Args:
            between: the two who talked; each action is one of theirs.
            today: no fact is later and no action due earlier,
            kept: except actions that an earlier version had already.
        """
        if not self.facts:
            raise Invalid(
                "A record needs at least one fact", zh="记录至少需要一条事实", field="facts"
            )
        for field, items in (
            ("facts", self.facts),
            ("agreements", self.agreements),
            ("actions", self.actions),
        ):
            if len(items) > MOST:
                raise Invalid(f"At most {MOST} of these", zh=f"最多 {MOST} 条", field=field)
        return Account(
            [_checked_fact(fact, f"facts.{at}", today) for at, fact in enumerate(self.facts)],
            [
                replace(agreement, text=worded(agreement.text, f"agreements.{at}.text"))
                for at, agreement in enumerate(self.agreements)
            ],
            [
                _checked_action(action, f"actions.{at}", between, None if action in kept else today)
                for at, action in enumerate(self.actions)
            ],
        )


def _checked_fact(fact: StatedFact, at: str, today: date) -> StatedFact:
    if fact.occurred_on is not None and fact.occurred_on > today:
        raise Invalid(
            "A fact has happened already", zh="事实的日期不能晚于今天", field=f"{at}.occurred_on"
        )
    return replace(fact, text=worded(fact.text, f"{at}.text"))


def _checked_action(
    action: StatedAction, at: str, between: Collection[UUID], today: date | None
) -> StatedAction:
    if action.owner_id not in between:
        raise Invalid(
            "An action belongs to one of the two who talked",
            zh="行动的负责人必须是沟通双方之一",
            field=f"{at}.owner_id",
        )
    if today is not None and action.due_on < today:
        raise Invalid("This date has passed", zh="该日期已过", field=f"{at}.due_on")
    return replace(action, text=worded(action.text, f"{at}.text"))
