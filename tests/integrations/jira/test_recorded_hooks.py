"""What each recorded webhook becomes, from Jira Cloud and from Jira servers of many years."""

from typing import NamedTuple

import pytest

from integrations.jira.deeds import Deed, what_happened
from integrations.jira.hooks import hear
from integrations.jira.settings import JiraOptions
from integrations.jira.translate import observed
from integrations.jira.vocabulary import Vocabulary
from integrations.terms import Hook
from tests.integrations.jira.recorded import FOLDER, names_in, needs_recordings, recorded


class Told(NamedTuple):
    """What a person reading the body would say."""

    deeds: set[Deed]
    key: str = "TES-41"
    looked_at: str | None = "10040"
    """The issue that is fetched because of it."""
    by: str | None = None
    """Whose work the issue is."""
    status: str = "To Do"
    resolution: str | None = None


CHANGED, COMMENTED, MOVED = {Deed.CHANGED}, {Deed.COMMENTED}, {Deed.MOVED}
SERVER_TALK = Told(COMMENTED, "PRJX-14", None, "Lev Brouk")

EXPECTED = {
    "cloud-comment-created": Told(COMMENTED, looked_at=None),
    "cloud-comment-created-mention-user": Told(COMMENTED, looked_at=None),
    "cloud-comment-updated": Told(COMMENTED, looked_at=None),
    "cloud-issue-updated-custom-field": Told(CHANGED, "TES-14", "10368", "Sample User"),
    "issue-comment-created-indentation": Told(COMMENTED, "TEST-4", None),
    "issue-created": Told({Deed.CREATED}),
    "issue-created-no-description": Told({Deed.CREATED}),
    "issue-created-no-description-nor-relevant-fields": Told({Deed.CREATED}),
    "issue-created-no-relevant-fields": Told({Deed.CREATED}),
    "issue-created-with-security-level": Told({Deed.CREATED}),
    "issue-deleted": Told({Deed.DELETED}, "IDT-19", "10303"),
    "issue-updated-assigned-nobody": Told({Deed.UNASSIGNED}),
    "issue-updated-assigned-on-server": Told({Deed.ASSIGNED}, "PRJA-37", "10226", "Test User"),
    "issue-updated-components": Told(CHANGED, "TES-10", "10360"),
    "issue-updated-fix-version": Told(CHANGED),
    "issue-updated-issue-type": Told(CHANGED),
    "issue-updated-labels": Told(CHANGED),
    "issue-updated-lowered-priority": Told(CHANGED),
    "issue-updated-multiple-values": Told({Deed.ASSIGNED, Deed.CHANGED}),
    "issue-updated-raised-priority": Told(CHANGED),
    "issue-updated-rank": Told({Deed.RANKED}, looked_at=None),
    "issue-updated-renamed": Told(CHANGED),
    "issue-updated-reopened": Told({Deed.REOPENED, Deed.MOVED}),
    "issue-updated-reopened-one-changelog": Told({Deed.REOPENED}),
    "issue-updated-resolved-one-changelog": Told({Deed.RESOLVED}, status="Done", resolution="Done"),
    "issue-updated-sprint": Told(CHANGED),
    "issue-updated-started-working": Told(MOVED, status="In Progress"),
    "server-comment-deleted": Told(COMMENTED, "", None),
    "server-comment-updated": Told(COMMENTED, "", None),
    "server-issue-updated-closed": Told(MOVED, "TES-4", "10300", "admin", "Closed", "Done"),
    "server-issue-updated-comment-deleted": SERVER_TALK,
    "server-issue-updated-commented-2": Told(COMMENTED, "PRJA-42", None, "Dylan H"),
    "server-issue-updated-commented-3": Told(COMMENTED, "PRJA-42", None, "Dylan H"),
    "server-issue-updated-commented-mention-user": SERVER_TALK,
    "server-issue-updated-in-progress": Told(MOVED, "TES-4", "10300", "admin", "In Progress"),
    "server-issue-updated-many-fields": Told(CHANGED, "HEY-15", "10400", "user@example.com"),
    "server-issue-updated-resolved": Told(
        {Deed.MOVED, Deed.RESOLVED}, "TES-4", "10300", None, "Resolved", "Done"
    ),
    "server-old-issue-updated-no-event-type-assigned": Told({Deed.ASSIGNED}, by="Test User"),
    "server-old-issue-updated-no-event-type-comment-edited": SERVER_TALK,
    "server-old-issue-updated-no-event-type-commented": SERVER_TALK,
    "server-old-issue-updated-no-event-type-edited": Told(CHANGED),
    "server-updated-custom-field": Told(CHANGED, "TES-8", "10106"),
}
VOCABULARY = Vocabulary.of(
    {"resolved": ["Resolved", "Closed", "Done"], "time_zone": "America/Los_Angeles"}, JiraOptions()
)


@needs_recordings
def test_every_recording_is_in_the_table() -> None:
    assert {f"webhook-{name}.json" for name in EXPECTED} == set(names_in("webhooks"))


@needs_recordings
@pytest.mark.requirement(202)
@pytest.mark.parametrize("name", EXPECTED)
def test_a_recorded_body_is_understood(name: str) -> None:
    told, path = EXPECTED[name], FOLDER / "webhooks" / f"webhook-{name}.json"
    body = recorded(f"webhooks/webhook-{name}.json")
    assert what_happened(body) == told.deeds
    heard = hear(Hook(headers={}, body=path.read_bytes()))
    assert heard.external_ids == ([told.looked_at] if told.looked_at else [])
    assert not heard.milestones
    _check_issue(body.get("issue"), told, is_full=not name.startswith("cloud-comment"))


def _check_issue(issue: object, told: Told, *, is_full: bool) -> None:
    if not isinstance(issue, dict):
        assert told.key == ""
        return
    seen = observed(issue, VOCABULARY, site_url="https://jira.test")
    if not is_full:
        # Cloud tells of comments with a sketch of the issue: without a date it is no issue yet.
        assert seen is None
        return
    assert seen is not None
    assert (seen.details["key"], seen.url) == (told.key, f"https://jira.test/browse/{told.key}")
    assert seen.details["status"] == told.status
    assert (seen.details["resolution"] or None) == told.resolution
    assert (seen.account.name if seen.account else None) == told.by
    counts = bool(told.resolution and told.by)
    assert ("issues_resolved" in {one.key for one in seen.measures}) == counts
