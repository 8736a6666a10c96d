"""What a call has cost in Atlassian's points: one for itself, and one for each thing that came."""

import httpx2

from integrations.jira.reading import many, some


def price_of(response: httpx2.Response, *, at_most: int) -> int:
    """Counted from the answer where it is a list of things; otherwise what was paid beforehand."""
    if not response.is_success or not response.content:
        return 1
    try:
        told = response.json()
    except ValueError:
        return at_most
    if isinstance(told, list):
        return 1 + len(told)
    logs = many(some(told).get("issueChangeLogs"))
    if logs or "issueChangeLogs" in some(told):
        return 1 + sum(len(many(some(log).get("changeHistories"))) for log in logs)
    lists = [some(told)[name] for name in ("issues", "values") if name in some(told)]
    return 1 + len(many(lists[0])) if lists else at_most
