"""People, projects, sprints and changes as the REST API shows them."""

from collections.abc import Sequence
from datetime import datetime

from fakes.jira.site import Frame, stamp
from fakes.jira.world import Account, Board, Change, Comment, Item, Project, Sprint, Version

Json = dict[str, object]


def user(frame: Frame, account: Account | None) -> Json | None:
    if account is None:
        return None
    shown: Json = {
        "displayName": account.name,
        "active": account.active,
        "timeZone": account.time_zone,
        "avatarUrls": avatars(frame, f"useravatar?ownerId={account.key}"),
    }
    if frame.is_cloud:
        shown |= {
            "self": frame.api(f"user?accountId={account.id}"),
            "accountId": account.id,
            "accountType": account.kind,
        }
    else:
        shown |= {
            "self": frame.api(f"user?username={account.username}"),
            "name": account.username,
            "key": account.key,
        }
    if account.shows_email or not frame.is_cloud:
        shown["emailAddress"] = account.email
    return shown


def avatars(frame: Frame, path: str) -> Json:
    sizes = {"48x48": "large", "32x32": "medium", "24x24": "small", "16x16": "xsmall"}
    return {across: f"{frame.base}/secure/{path}&size={size}" for across, size in sizes.items()}


def project(frame: Frame, shown: Project) -> Json:
    return {
        "self": frame.api(f"project/{shown.id}"),
        "id": str(shown.id),
        "key": shown.key,
        "name": shown.name,
        "projectTypeKey": "software",
        "avatarUrls": avatars(frame, f"projectavatar?pid={shown.id}"),
    } | ({"simplified": False} if frame.is_cloud else {})


def project_with_details(frame: Frame, shown: Project) -> Json:
    details = {"style": "classic", "isPrivate": False} if frame.is_cloud else {}
    return project(frame, shown) | {"lead": user(frame, shown.lead)} | details


def version(frame: Frame, shown: Version) -> Json:
    told: Json = {
        "self": frame.api(f"version/{shown.id}"),
        "id": str(shown.id),
        "name": shown.name,
        "archived": False,
        "released": shown.released,
    }
    if shown.released_on:
        told["releaseDate"] = shown.released_on.isoformat()
    return told


def board(frame: Frame, shown: Board) -> Json:
    about = shown.project
    return {
        "id": shown.id,
        "self": frame.agile(f"board/{shown.id}"),
        "name": shown.name,
        "type": shown.kind,
        "location": {
            "projectId": about.id,
            "displayName": f"{about.name} ({about.key})",
            "projectName": about.name,
            "projectKey": about.key,
            "projectTypeKey": "software",
            "name": f"{about.name} ({about.key})",
        },
    }


def sprint(frame: Frame, shown: Sprint) -> Json:
    told: Json = {
        "id": shown.id,
        "self": frame.agile(f"sprint/{shown.id}"),
        "state": shown.state,
        "name": shown.name,
        "originBoardId": shown.board.id,
        "goal": shown.goal,
    }
    return told | _dates(shown)


def sprint_in_field(shown: Sprint) -> Json:
    """As the custom field has it on Cloud."""
    told: Json = {
        "id": shown.id,
        "name": shown.name,
        "state": shown.state,
        "boardId": shown.board.id,
        "goal": shown.goal,
    }
    return told | _dates(shown)


def sprint_as_text(shown: Sprint) -> str:
    """As the custom field has it on Data Center: what Java prints of the object."""
    moments = {
        "startDate": shown.starts,
        "endDate": shown.ends,
        "completeDate": shown.completed,
    }
    dates = ",".join(f"{name}={_or_null(moment)}" for name, moment in moments.items())
    return (
        f"com.atlassian.greenhopper.service.sprint.Sprint@{shown.id:x}[id={shown.id},"
        f"rapidViewId={shown.board.id},state={shown.state.upper()},name={shown.name},{dates},"
        f"activatedDate={_or_null(shown.starts)},sequence={shown.id},goal={shown.goal}]"
    )


def _or_null(moment: datetime | None) -> str:
    return stamp(moment) or "<null>"


def _dates(shown: Sprint) -> Json:
    moments = {"startDate": shown.starts, "endDate": shown.ends, "completeDate": shown.completed}
    return {name: stamp(moment) for name, moment in moments.items() if moment is not None}


def change(frame: Frame, shown: Change) -> Json:
    return {
        "id": str(shown.id),
        "author": user(frame, shown.author),
        "created": stamp(shown.at),
        "items": [item(each, with_id=frame.is_cloud) for each in shown.items],
    }


def item(shown: Item, *, with_id: bool = True) -> Json:
    """Data Center names the field only; Cloud gives its id too."""
    ids = (shown.was[0], shown.now[0])
    was, now = ids if with_id or shown.keys is None else shown.keys
    told: Json = {
        "field": shown.field,
        "fieldtype": "custom" if shown.is_custom else "jira",
        "from": was,
        "fromString": shown.was[1],
        "to": now,
        "toString": shown.now[1],
    }
    return told | ({"fieldId": shown.field_id} if with_id else {})


def comment(frame: Frame, issue_id: int, shown: Comment) -> Json:
    author = user(frame, shown.author)
    return {
        "self": frame.api(f"issue/{issue_id}/comment/{shown.id}"),
        "id": str(shown.id),
        "author": author,
        "updateAuthor": author,
        "body": text(frame, shown.body),
        "created": stamp(shown.at),
        "updated": stamp(shown.at),
    }


def text(frame: Frame, written: str) -> object:
    """Version 3 has documents (ADF), version 2 has plain text; nothing is null in both."""
    if not written:
        return None
    if frame.version != "3":
        return written
    paragraphs = [part for part in written.split("\n\n") if part.strip()]
    content = [
        {"type": "paragraph", "content": [{"type": "text", "text": part}]} for part in paragraphs
    ]
    return {"type": "doc", "version": 1, "content": content}


def page(values: Sequence[object], start: int, limit: int, total: int) -> Json:
    return {
        "startAt": start,
        "maxResults": limit,
        "total": total,
        "isLast": start + len(values) >= total,
        "values": list(values),
    }
