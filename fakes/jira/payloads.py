"""What a webhook carries. Its shapes are those of REST version 2, whoever asked for it."""

from fakes.jira import shapes
from fakes.jira.shapes import Json
from fakes.jira.site import Frame, Site
from fakes.jira.values import FIELDS, values_of
from fakes.jira.world import Happening

_WITH_COMMENTS = ("summary", "issuetype", "project", "assignee", "priority", "status")
"""All that is told of an issue that was commented on."""
_EVENT_TYPES = {"assignee": "issue_assigned", "resolution": "issue_resolved"}


def payload(base: str, site: Site, happening: Happening) -> Json:
    """`matchedWebhookIds` is added for whom it goes to."""
    frame = Frame(f"{base}{site.path}", site.is_cloud, "2", site.world.words)
    told: Json = {
        "timestamp": int(happening.at.timestamp() * 1000),
        "webhookEvent": happening.event,
    }
    if happening.issue is not None:
        told["issue"] = _issue(frame, happening)
    if happening.comment is not None and happening.issue is not None:
        comment = shapes.comment(frame, happening.issue.id, happening.comment)
        told["comment"] = _private(comment | {"jsdPublic": True})
    elif happening.issue is not None:
        if happening.event != "jira:issue_deleted":
            told["issue_event_type_name"] = _event_type(happening)
        told["user"] = _private(shapes.user(frame, happening.by) or {})
    if happening.change is not None:
        items = [shapes.item(each) for each in happening.change.items]
        told["changelog"] = {"id": str(happening.change.id), "items": items}
    if happening.sprint is not None:
        told["sprint"] = shapes.sprint(frame, happening.sprint)
    if happening.version is not None:
        version = shapes.version(frame, happening.version)
        told["version"] = version | {"projectId": happening.version.project.id}
    return told


def _issue(frame: Frame, happening: Happening) -> Json:
    issue = happening.issue
    if issue is None:
        return {}
    navigable = [name for name, field in FIELDS.items() if field.navigable]
    fields = values_of(frame, issue, _WITH_COMMENTS if happening.comment else navigable)
    shown = {"id": str(issue.id), "self": frame.api(f"issue/{issue.id}"), "key": issue.key}
    return _private(shown | {"fields": fields})


def _private(value: Json) -> Json:
    """Webhooks tell nobody's address, however open its owner is."""
    return {
        name: _private(inner) if isinstance(inner, dict) else inner
        for name, inner in value.items()
        if name != "emailAddress"
    }


def _event_type(happening: Happening) -> str:
    if happening.change is None:
        return happening.event.removeprefix("jira:")
    touched = [item.field_id for item in happening.change.items]
    known = [_EVENT_TYPES[name] for name in touched if name in _EVENT_TYPES]
    return known[0] if known else "issue_generic" if "status" in touched else "issue_updated"
