"""When an issue was resolved, by whom, and how often that was taken back. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from integrations.jira.history import Step
from integrations.jira.reading import moment, some, text
from integrations.jira.vocabulary import UNDER_WAY, Vocabulary
from integrations.observation import Account

_NOBODY_IN_PARTICULAR = "unknown"
"""The id that Cloud gives to all whose accounts were deleted."""


def is_resolved(fields: Mapping[str, Any], vocabulary: Vocabulary) -> bool:
    """Its status is one of those in which work is done, and it was not dropped."""
    status, resolution = some(fields.get("status")), some(fields.get("resolution"))
    category = text(some(status.get("statusCategory")).get("key"))
    done = vocabulary.is_done(text(status.get("name")), text(status.get("id")), category)
    dropped = vocabulary.is_dropped(text(resolution.get("name")), text(resolution.get("id")))
    return done and not (resolution and dropped)


def resolved_at(
    fields: Mapping[str, Any],
    steps: Sequence[Step],
    vocabulary: Vocabulary,
    changed_at: datetime,
) -> datetime | None:
    """When the resolution was set last; without one, when it came into a status that is done."""
    if some(fields.get("resolution")):
        ends = [step.at for step in steps if _resolves(step)]
        return max(ends, default=moment(fields.get("resolutiondate")) or changed_at)
    if not is_resolved(fields, vocabulary):
        return None
    ends = [step.at for step in steps if _finishes(step, vocabulary)]
    told = moment(fields.get("statuscategorychangedate")) or moment(fields.get("resolutiondate"))
    return max(ends, default=told or changed_at)


def reopened(steps: Sequence[Step], vocabulary: Vocabulary) -> list[datetime]:
    """Each time a resolution was taken back; without any, each time it left what is done."""
    if any(step.field == "resolution" for step in steps):
        return [step.at for step in steps if step.field == "resolution" and step.was_set_back]
    return [step.at for step in steps if _takes_up_again(step, vocabulary)]


def started_at(steps: Sequence[Step], vocabulary: Vocabulary) -> datetime | None:
    begun = [
        step.at
        for step in steps
        if step.field == "status" and vocabulary.category(step.now, step.now_id) == UNDER_WAY
    ]
    return min(begun, default=None)


def account(user: object) -> Account | None:
    """Cloud knows people by an opaque id, Data Center by a key that outlives their name."""
    told = some(user)
    known_as = text(told.get("accountId")) or text(told.get("key")) or text(told.get("name"))
    if not known_as or known_as == _NOBODY_IN_PARTICULAR:
        return None
    email = text(told.get("emailAddress"))
    return Account(id=known_as, name=text(told.get("displayName")) or known_as, email=email or None)


def whose(fields: Mapping[str, Any], steps: Sequence[Step], at: datetime | None) -> Account | None:
    """Whoever had it when it was resolved; while it is open, whoever has it now.

    Many hand it to a tester by the same change that resolves it: that is after, not before.
    """
    has_it = account(fields.get("assignee"))
    hands = [step for step in steps if step.field == "assignee"]
    if at is None or not hands:
        return has_it
    before = [step for step in hands if step.at < at]
    after = [step for step in hands if step.at >= at]
    if before:
        had, name = before[-1].now_id or before[-1].now, before[-1].now
    else:
        had, name = after[0].was_id or after[0].was, after[0].was
    if not had and after:
        # Nobody's until then: it was taken and resolved at once.
        had, name = after[0].now_id or after[0].now, after[0].now
    if not had or (has_it is not None and had == has_it.id):
        return has_it
    return None if had == _NOBODY_IN_PARTICULAR else Account(id=had, name=name or had)


def _resolves(step: Step) -> bool:
    return step.field == "resolution" and bool(step.now) and not step.was


def _finishes(step: Step, vocabulary: Vocabulary) -> bool:
    return (
        step.field == "status"
        and vocabulary.is_done(step.now, step.now_id)
        and not vocabulary.is_done(step.was, step.was_id)
    )


def _takes_up_again(step: Step, vocabulary: Vocabulary) -> bool:
    return (
        step.field == "status"
        and vocabulary.is_done(step.was, step.was_id)
        and not vocabulary.is_done(step.now, step.now_id)
    )
