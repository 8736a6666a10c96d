"""What a webhook's body says that somebody did, by any Jira of the last ten years. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from integrations.jira.history import Step, items_of
from integrations.jira.reading import some, text


class Deed(StrEnum):
    CREATED = "CREATED"
    DELETED = "DELETED"
    ASSIGNED = "ASSIGNED"
    UNASSIGNED = "UNASSIGNED"
    RESOLVED = "RESOLVED"
    REOPENED = "REOPENED"
    MOVED = "MOVED"
    """To another status."""
    CHANGED = "CHANGED"
    """Any other field."""
    RANKED = "RANKED"
    COMMENTED = "COMMENTED"
    """A comment was written, changed or deleted."""


UNTOLD = frozenset((Deed.RANKED, Deed.COMMENTED))
"""They change nothing that is read of an issue."""

_BY_EVENT: Mapping[str, Deed] = {
    "jira:issue_created": Deed.CREATED,
    "jira:issue_deleted": Deed.DELETED,
    "comment_created": Deed.COMMENTED,
    "comment_updated": Deed.COMMENTED,
    "comment_deleted": Deed.COMMENTED,
}
_COMMENTING = ("issue_commented", "issue_comment_")
_NOW = datetime(2000, 1, 1, tzinfo=UTC)


def what_happened(body: Mapping[str, Any]) -> frozenset[Deed]:
    """Everything it tells; nothing for what is about no issue."""
    event = text(body.get("webhookEvent"))
    by_name = _BY_EVENT.get(event)
    if by_name is not None:
        return frozenset((by_name,))
    if not some(body.get("issue")):
        return frozenset()
    deeds = {_deed(step) for step in items_of(some(body.get("changelog")).get("items"), _NOW)}
    if _is_about_a_comment(body):
        deeds.add(Deed.COMMENTED)
    return frozenset(deeds or {Deed.CHANGED})


def _is_about_a_comment(body: Mapping[str, Any]) -> bool:
    return "comment" in body or text(body.get("issue_event_type_name")).startswith(_COMMENTING)


def _deed(step: Step) -> Deed:
    is_set = bool(step.now or step.now_id)
    match step.field:
        case "assignee":
            return Deed.ASSIGNED if is_set else Deed.UNASSIGNED
        case "resolution":
            return Deed.RESOLVED if is_set else Deed.REOPENED
        case "status":
            return Deed.MOVED
        case _:
            return Deed.RANKED if step.field == "rank" or _is_rank(step) else Deed.CHANGED


def _is_rank(step: Step) -> bool:
    """Its id is a custom field's, another one in each Jira; its words are always these."""
    return step.now.lower() in {"ranked higher", "ranked lower"}
