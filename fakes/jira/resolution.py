"""When an issue was resolved, as Jira tells it."""

from datetime import datetime

from fakes.jira.world import Issue


def resolution_date(issue: Issue) -> datetime | None:
    """When work ended that has a resolution. Without one Jira keeps no date."""
    return issue.resolved if issue.resolution else None
