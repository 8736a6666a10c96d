"""Finding issues: Cloud's search that hands out tokens, and Data Center's that counts."""

import base64
import hashlib
import json
from datetime import datetime, timedelta

from fakes.jira import jql
from fakes.jira.call import Answer, Call, Endpoint, Refusal
from fakes.jira.issues import bean
from fakes.jira.jql_clauses import Asker, BadQuery
from fakes.jira.shapes import Json
from fakes.jira.site import CLOUD, SERVER
from fakes.jira.values import FIELDS, chosen
from fakes.jira.world import Issue

_TOKEN_LIVES = timedelta(days=7)
_MOST, _MOST_OF_IDS = 100, 5000
_MOST_RECONCILED = 50
_UNBOUNDED = (
    "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
)


def search_by_token(call: Call) -> Answer:
    """A query without a restriction is refused, and only ids come unless fields are named."""
    query, text = parsed(call)
    return token_page(call, query, text, query.select(call.world.issues.values()), "id")


def token_page(call: Call, query: jql.Query, text: str, found: list[Issue], default: str) -> Answer:
    """Issues after the token's, in the order of the query. The last page has no token."""
    wanted, expand = call.texts("fields"), call.texts("expand")
    names = chosen(wanted, default)
    limit = call.number("maxResults", 50, _MOST if names else _MOST_OF_IDS) or 50
    if len(call.texts("reconcileIssues")) > _MOST_RECONCILED:
        raise Refusal(400, f"reconcileIssues takes at most {_MOST_RECONCILED} ids.")
    token, now = call.text("nextPageToken"), call.jira.clock.now()
    if token:
        place = _read_token(token, text, now)
        found = [one for one in found if query.compare_places(query.place(one), place) > 0]
    page, rest = found[:limit], found[limit:]
    only_ids = not names and not {"key", "*all"} & set(wanted) and not expand
    issues = [
        {"id": str(one.id)} if only_ids else bean(call.frame, one, names, expand) for one in page
    ]
    told: Json = {"issues": issues, "isLast": not rest} | _legend(names, expand)
    if rest:
        told["nextPageToken"] = _token(query.place(page[-1]), text, now)
    if token and call.jira.circles:
        call.jira.circles -= 1
        told |= {"nextPageToken": token, "isLast": False}
    return Answer(told, len(page))


def _legend(names: list[str], expand: list[str]) -> Json:
    told: Json = {}
    if "names" in expand:
        told["names"] = {name: FIELDS[name].name for name in names}
    if "schema" in expand:
        told["schema"] = {name: FIELDS[name].schema(name) for name in names}
    return told


def approximate_count(call: Call) -> Answer:
    query, _ = parsed(call)
    return Answer({"count": len(query.select(call.world.issues.values()))})


def search_by_number(call: Call) -> Answer:
    """As Data Center does it: from which one, how many, out of how many."""
    query, _ = parsed(call, may_be_unbounded=True)
    found = query.select(call.world.issues.values())
    return numbered_page(call, found, most=1000)


def removed_search(call: Call) -> Answer:
    """Cloud had it too, until 2025."""
    raise Refusal(
        410,
        "The requested API has been removed. Please migrate to the"
        f" /rest/api/{call.frame.version}/search/jql API.",
    )


def numbered_page(call: Call, found: list[Issue], most: int) -> Answer:
    start, limit = call.number("startAt", 0), call.number("maxResults", 50, most)
    names = chosen(call.texts("fields"), "*navigable")
    expand = call.texts("expand")
    told: Json = {
        "expand": "schema,names",
        "startAt": start,
        "maxResults": limit,
        "total": len(found),
        "issues": [bean(call.frame, one, names, expand) for one in found[start : start + limit]],
    }
    return Answer(told | _legend(names, expand), len(found[start : start + limit]))


def parsed(call: Call, *, may_be_unbounded: bool = False) -> tuple[jql.Query, str]:
    text = call.text("jql")
    asker = Asker(call.caller.account, call.world, call.jira.clock.now())
    try:
        query = jql.parse(text, asker)
    except BadQuery as problem:
        raise Refusal(400, f"Error in the JQL Query: {problem}") from None
    if query.test is None and not may_be_unbounded:
        raise Refusal(400, _UNBOUNDED)
    return query, text


def _token(place: list[str | float], text: str, now: datetime) -> str:
    told = [place, _digest(text), now.timestamp()]
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode()


def _read_token(token: str, text: str, now: datetime) -> list[str | float]:
    try:
        place, digest, made_at = json.loads(base64.urlsafe_b64decode(token))
    except ValueError:
        raise Refusal(400, "The provided next page token is invalid.") from None
    if digest != _digest(text):
        raise Refusal(400, "The provided next page token belongs to another query.")
    if now - datetime.fromtimestamp(made_at, now.tzinfo) > _TOKEN_LIVES:
        raise Refusal(400, "The provided next page token has expired.")
    return list(place)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


ENDPOINTS = [
    Endpoint("GET", "/rest/api/{version}/search/jql", search_by_token, on=(CLOUD,)),
    Endpoint("POST", "/rest/api/{version}/search/jql", search_by_token, on=(CLOUD,)),
    Endpoint(
        "POST", "/rest/api/{version}/search/approximate-count", approximate_count, on=(CLOUD,)
    ),
    Endpoint("GET", "/rest/api/{version}/search", removed_search, on=(CLOUD,)),
    Endpoint("POST", "/rest/api/{version}/search", removed_search, on=(CLOUD,)),
    Endpoint("GET", "/rest/api/{version}/search", search_by_number, on=(SERVER,)),
    Endpoint("POST", "/rest/api/{version}/search", search_by_number, on=(SERVER,)),
]
