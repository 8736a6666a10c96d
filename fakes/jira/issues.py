"""One issue, and what happened to it."""

import base64
from collections.abc import Sequence

from fakes.jira import shapes
from fakes.jira.call import Answer, Call, Endpoint, Refusal
from fakes.jira.shapes import Json
from fakes.jira.site import CLOUD, Frame
from fakes.jira.values import INLINE, chosen, values_of
from fakes.jira.world import Change, Issue

_MOST_BULK_ISSUES, _MOST_BULK_FIELDS, _MOST_BULK_CHANGES = 1000, 10, 10_000


def bean(frame: Frame, issue: Issue, names: Sequence[str], expand: Sequence[str]) -> Json:
    """At most twenty changes come along, the newest first; Data Center gives all, oldest first."""
    told: Json = {
        "id": str(issue.id),
        "key": issue.key,
        "self": frame.api(f"issue/{issue.id}"),
        "expand": "renderedFields,names,schema,operations,editmeta,changelog",
        "fields": values_of(frame, issue, names),
    }
    if "changelog" in expand:
        told["changelog"] = _history(frame, issue)
    return told


def _history(frame: Frame, issue: Issue) -> Json:
    kept = issue.changes[: -INLINE - 1 : -1] if frame.is_cloud else issue.changes
    return {
        "startAt": 0,
        "maxResults": INLINE if frame.is_cloud else len(kept),
        "total": len(issue.changes),
        "histories": [shapes.change(frame, each) for each in kept],
    }


def get_issue(call: Call) -> Answer:
    names = chosen(call.texts("fields"), "*all")
    return Answer(bean(call.frame, named(call), names, call.texts("expand")), 1)


def changelog(call: Call) -> Answer:
    """Oldest first."""
    issue = named(call)
    start, limit = call.number("startAt", 0), call.number("maxResults", 100, 100)
    kept = issue.changes[start : start + limit]
    values = [shapes.change(call.frame, each) for each in kept]
    told = shapes.page(values, start, limit, len(issue.changes))
    link = call.frame.api(f"issue/{issue.key}/changelog")
    told["self"] = f"{link}?startAt={start}&maxResults={limit}"
    if not told["isLast"]:
        told["nextPage"] = f"{link}?startAt={start + limit}&maxResults={limit}"
    return Answer(told, len(kept))


def bulk_changelogs(call: Call) -> Answer:
    """Of many issues, oldest change first, in pages. Here the moments are seconds since 1970."""
    issues = _asked_for(call)
    fields = call.texts("fieldIds")
    if len(fields) > _MOST_BULK_FIELDS:
        raise Refusal(400, f"fieldIds takes at most {_MOST_BULK_FIELDS} ids.")
    limit = call.number("maxResults", 1000, _MOST_BULK_CHANGES) or 1
    start = _read_token(call.text("nextPageToken"))
    changes = sorted(
        ((issue, change) for issue in issues for change in _about(issue, fields)),
        key=lambda pair: (pair[1].at, pair[0].id),
    )
    page = changes[start : start + limit]
    by_issue: dict[int, list[Json]] = {}
    for issue, change in page:
        created = {"created": int(change.at.timestamp())}
        by_issue.setdefault(issue.id, []).append(shapes.change(call.frame, change) | created)
    told: Json = {
        "issueChangeLogs": [
            {"issueId": str(number), "changeHistories": histories}
            for number, histories in by_issue.items()
        ]
    }
    if start + limit < len(changes):
        told["nextPageToken"] = base64.urlsafe_b64encode(str(start + limit).encode()).decode()
    return Answer(told, len(page))


def _asked_for(call: Call) -> list[Issue]:
    """Those that there are; the others are passed over."""
    names = call.texts("issueIdsOrKeys")
    if not 1 <= len(names) <= _MOST_BULK_ISSUES:
        raise Refusal(400, f"issueIdsOrKeys takes 1 to {_MOST_BULK_ISSUES} ids or keys.")
    found = (call.world.issue(name) for name in names)
    return [issue for issue in found if issue is not None]


def _about(issue: Issue, fields: list[str]) -> list[Change]:
    if not fields:
        return issue.changes
    return [one for one in issue.changes if {item.field_id for item in one.items} & set(fields)]


def _read_token(token: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(token)) if token else 0
    except ValueError:
        raise Refusal(400, "The provided next page token is invalid.") from None


def comments(call: Call) -> Answer:
    issue = named(call)
    start, limit = call.number("startAt", 0), call.number("maxResults", 100, 5000)
    kept = issue.comments[start : start + limit]
    shown = [shapes.comment(call.frame, issue.id, each) for each in kept]
    told: Json = {"startAt": start, "maxResults": limit, "total": len(issue.comments)}
    return Answer(told | {"comments": shown}, len(kept))


def named(call: Call) -> Issue:
    issue = call.world.issue(call.path["issue"])
    if issue is None:
        raise Refusal(404, "Issue does not exist or you do not have permission to see it.")
    return issue


ENDPOINTS = [
    Endpoint("GET", "/rest/api/{version}/issue/{issue}", get_issue),
    Endpoint("GET", "/rest/api/{version}/issue/{issue}/changelog", changelog, on=(CLOUD,)),
    Endpoint("GET", "/rest/api/{version}/issue/{issue}/comment", comments),
    Endpoint("POST", "/rest/api/{version}/changelog/bulkfetch", bulk_changelogs, on=(CLOUD,)),
]
