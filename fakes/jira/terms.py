"""Types, statuses, priorities and resolutions as the REST API shows them."""

from fakes.jira import vocabulary
from fakes.jira.shapes import Json
from fakes.jira.site import Frame


def _named(frame: Frame, kind: str, ids: dict[str, int], name: str | None) -> Json | None:
    if name is None:
        return None
    number = str(vocabulary.number_of(name, ids))
    shown = frame.words.call(name)
    return {"self": frame.api(f"{kind}/{number}"), "id": number, "name": shown}


def issue_type(frame: Frame, name: str) -> Json:
    is_subtask = name in vocabulary.SUBTASKS
    told: Json = {
        "description": "",
        "iconUrl": f"{frame.base}/images/icons/{name}.svg",
        "subtask": is_subtask,
    }
    if frame.is_cloud:
        told["hierarchyLevel"] = -1 if is_subtask else 1 if name == "Epic" else 0
    return (_named(frame, "issuetype", vocabulary.TYPES, name) or {}) | told


def status(frame: Frame, name: str) -> Json:
    number, category = frame.words.status(name)
    return {
        "self": frame.api(f"status/{number}"),
        "id": str(number),
        "name": frame.words.call(name),
        "description": "",
        "iconUrl": f"{frame.base}/images/icons/statuses/generic.png",
        "statusCategory": {
            "self": frame.api(f"statuscategory/{category.id}"),
            "id": category.id,
            "key": category.key,
            "colorName": category.colour,
            "name": category.name,
        },
    }


def priority(frame: Frame, name: str | None) -> Json | None:
    named = _named(frame, "priority", vocabulary.PRIORITIES, name)
    return named and named | {"iconUrl": f"{frame.base}/images/icons/priorities/{name}.svg"}


def resolution(frame: Frame, name: str | None) -> Json | None:
    named = _named(frame, "resolution", vocabulary.RESOLUTIONS, name)
    return named and named | {"description": ""}
