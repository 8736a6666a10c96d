"""What there is besides issues: the people, the projects, their versions, the fields."""

from fakes.jira import shapes, terms, values, vocabulary
from fakes.jira.call import STRANGER, Answer, Call, Endpoint, Refusal
from fakes.jira.shapes import Json
from fakes.jira.site import CLOUD, stamp
from fakes.jira.world import Account, Project

_READ_USERS = ("read:jira-user",)


def server_info(call: Call) -> Answer:
    is_cloud = call.site.is_cloud
    told: Json = {
        "baseUrl": f"{call.jira.base}{call.site.path}",
        "version": "1001.0.0-SNAPSHOT" if is_cloud else "9.12.15",
        "versionNumbers": [1001, 0, 0] if is_cloud else [9, 12, 15],
        "deploymentType": call.site.deployment,
        "buildNumber": 100_300 if is_cloud else 9_120_015,
        "buildDate": "2026-01-15T00:00:00.000+0000",
        "serverTime": stamp(call.jira.clock.now()),
        "scmInfo": "0000000000000000000000000000000000000000",
        "serverTitle": call.site.name,
    }
    return Answer(told)


def myself(call: Call) -> Answer:
    return Answer(shapes.user(call.frame, call.caller.account), 2)


def all_users(call: Call) -> Answer:
    """Everybody, those who have left and programs included, and no count."""
    start, limit = call.number("startAt", 0), call.number("maxResults", 50, 1000)
    return _users(call, [*call.world.accounts.values()][start : start + limit])


def some_users(call: Call) -> Answer:
    ids = call.texts("accountId")
    if not ids:
        raise Refusal(400, "The accountId query parameter needs to be provided.")
    start, limit = call.number("startAt", 0), call.number("maxResults", 10, 200)
    known = [call.world.accounts[one] for one in dict.fromkeys(ids) if one in call.world.accounts]
    kept = known[start : start + limit]
    shown = [shapes.user(call.frame, each) for each in kept]
    return Answer(shapes.page(shown, start, limit, len(known)), 2 * len(kept))


def search_users(call: Call) -> Answer:
    """On Data Center `username=.` finds everybody, those who left only if asked for."""
    wanted = call.text("username" if not call.site.is_cloud else "query").lower()
    with_left = call.text("includeInactive") == "true" or call.site.is_cloud
    found = [
        account
        for account in call.world.accounts.values()
        if (account.active or with_left) and _fits(account, wanted)
    ]
    start, limit = call.number("startAt", 0), call.number("maxResults", 50, 1000)
    return _users(call, found[start : start + limit])


def _fits(account: Account, wanted: str) -> bool:
    return any(wanted in text.lower() for text in (account.username, account.name, account.email))


def one_user(call: Call) -> Answer:
    names = [call.text(name) for name in ("accountId", "username", "key")]
    account = call.world.account(next(filter(None, names), ""))
    if account is None:
        raise Refusal(404, "Specified user does not exist or you do not have required permissions")
    return Answer(shapes.user(call.frame, account), 2)


def _users(call: Call, accounts: list[Account]) -> Answer:
    return Answer([shapes.user(call.frame, one) for one in accounts], 2 * len(accounts))


def search_projects(call: Call) -> Answer:
    wanted, keys = call.text("query").lower(), call.texts("keys")
    found = [
        project
        for project in sorted(call.world.projects.values(), key=lambda one: one.key)
        if call.caller.via != STRANGER
        and wanted in f"{project.key} {project.name}".lower()
        and (not keys or project.key in keys)
    ]
    start, limit = call.number("startAt", 0), call.number("maxResults", 50, 100)
    kept = [shapes.project_with_details(call.frame, one) for one in found[start : start + limit]]
    told = shapes.page(kept, start, limit, len(found))
    link = call.frame.api("project/search")
    told["self"] = f"{link}?startAt={start}&maxResults={limit}"
    if not told["isLast"]:
        told["nextPage"] = f"{link}?startAt={start + limit}&maxResults={limit}"
    return Answer(told, len(kept))


def all_projects(call: Call) -> Answer:
    shown = [shapes.project_with_details(call.frame, one) for one in call.world.projects.values()]
    return Answer(shown, len(shown))


def one_project(call: Call) -> Answer:
    return Answer(shapes.project_with_details(call.frame, _project(call)), 1)


def all_versions(call: Call) -> Answer:
    shown = _versions(call, _project(call))
    return Answer(shown, len(shown))


def versions_in_pages(call: Call) -> Answer:
    shown = _versions(call, _project(call))
    start, limit = call.number("startAt", 0), call.number("maxResults", 50, 50)
    kept = shown[start : start + limit]
    return Answer(shapes.page(kept, start, limit, len(shown)), len(kept))


def _versions(call: Call, project: Project) -> list[Json]:
    return [
        shapes.version(call.frame, one) | {"projectId": project.id}
        for one in call.world.versions.values()
        if one.project is project
    ]


def _project(call: Call) -> Project:
    project = call.world.project(call.path["project"])
    if project is None:
        raise Refusal(404, f"No project could be found with key '{call.path['project']}'.")
    return project


def fields(call: Call) -> Answer:
    words = call.world.words
    shown = [
        field.details(name) | {"name": words.call(field.name)}
        for name, field in values.FIELDS.items()
    ]
    return Answer(shown, len(shown))


def resolutions(call: Call) -> Answer:
    shown = [terms.resolution(call.frame, name) for name in vocabulary.RESOLUTIONS]
    return Answer(shown, len(shown))


def statuses(call: Call) -> Answer:
    shown = [terms.status(call.frame, name) for name in call.world.words.statuses]
    return Answer(shown, len(shown))


ENDPOINTS = [
    Endpoint("GET", "/rest/api/{version}/serverInfo", server_info, scopes=(), anonymous=True),
    Endpoint("GET", "/rest/api/{version}/myself", myself, _READ_USERS),
    Endpoint("GET", "/rest/api/{version}/users/search", all_users, _READ_USERS, on=(CLOUD,)),
    Endpoint("GET", "/rest/api/{version}/user/bulk", some_users, _READ_USERS, on=(CLOUD,)),
    Endpoint("GET", "/rest/api/{version}/user/search", search_users, _READ_USERS),
    Endpoint("GET", "/rest/api/{version}/user", one_user, _READ_USERS),
    Endpoint("GET", "/rest/api/{version}/project/search", search_projects, on=(CLOUD,)),
    Endpoint("GET", "/rest/api/{version}/project", all_projects),
    Endpoint("GET", "/rest/api/{version}/project/{project}", one_project),
    Endpoint("GET", "/rest/api/{version}/project/{project}/versions", all_versions),
    Endpoint("GET", "/rest/api/{version}/project/{project}/version", versions_in_pages),
    Endpoint("GET", "/rest/api/{version}/field", fields),
    Endpoint("GET", "/rest/api/{version}/status", statuses),
    Endpoint("GET", "/rest/api/{version}/resolution", resolutions),
]
