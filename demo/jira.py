"""The Jira that is played beside Tanlu, asked as anybody may ask a Jira: REST, with a token."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import httpx2

from demo.issues import DROPPED, Issue, read_moment

_FIELDS = ["summary", "status", "assignee", "reporter", "created", "resolution", "resolutiondate"]
_PAGE = 100


class Jira:
    """The largest site of the played Jira, and what to fill in to connect it."""

    def __init__(self, address: str) -> None:
        told = httpx2.get(f"{address}/control/jira", timeout=10, trust_env=False).json()
        site = max(told["sites"], key=lambda each: each["issues"])
        self.form = {
            "site_url": site["url"],
            "email": site["admin"],
            "api_token": told["apiToken"],
        }
        self.name: str = site["name"]
        self._http = httpx2.Client(
            base_url=f"{site['url']}/rest/api/3",
            auth=(site["admin"], told["apiToken"]),
            timeout=60,
            trust_env=False,
        )

    @classmethod
    def beside(cls, address: str) -> "Jira | None":
        """At the port after Tanlu's, if one is played there."""
        at = urlsplit(address)
        try:
            return cls(f"{at.scheme}://{at.hostname}:{(at.port or 80) + 1}")
        except (httpx2.HTTPError, ValueError):
            return None

    def people(self) -> dict[str, str | None]:
        """Names and the addresses that can be seen; no programs."""
        found: dict[str, str | None] = {}
        for start in range(0, 10_000, _PAGE):
            page = self._got("/users/search", startAt=start, maxResults=_PAGE)
            found |= {
                each["displayName"]: each.get("emailAddress") or None
                for each in page
                if each["accountType"] == "atlassian"
            }
            if len(page) < _PAGE:
                break
        return found

    def issues(self) -> Iterator[Issue]:
        """Every issue of every project, as its REST interface tells it."""
        body: dict[str, Any] = {
            "jql": "created >= '1990-01-01' order by key",
            "fields": _FIELDS,
            "maxResults": _PAGE,
        }
        found: list[dict[str, Any]] = []
        while True:
            page = self._found(body)
            found += page["issues"]
            if not (token := page.get("nextPageToken")):
                break
            body["nextPageToken"] = token
        yield from map(_read, found)

    def _got(self, path: str, **params: int) -> Any:  # noqa: ANN401 - JSON
        return self._http.get(path, params=params).raise_for_status().json()

    def _found(self, body: Mapping[str, Any]) -> dict[str, Any]:
        answer = self._http.post("/search/jql", json=body).raise_for_status()
        told: dict[str, Any] = answer.json()
        return told


def _read(raw: dict[str, Any]) -> Issue:
    fields = raw["fields"]
    resolved = fields.get("resolutiondate")
    assignee, reporter = (_name(fields.get(role)) for role in ("assignee", "reporter"))
    status, outcome = fields["status"], (fields.get("resolution") or {}).get("name")
    is_done = status["statusCategory"]["key"] == "done" and not {status["name"], outcome} & DROPPED
    created = read_moment(fields["created"])
    return Issue(
        key=raw["key"],
        summary=fields["summary"],
        status=status["name"],
        assignee=assignee,
        reporter=reporter,
        created=created,
        updated=read_moment(resolved) if resolved else created,
        done=bool(assignee and resolved and is_done),
    )


def _name(user: dict[str, Any] | None) -> str | None:
    return user["displayName"] if user else None


def is_over(issue: Issue, today: date) -> bool:
    """Whether it was resolved in a week that is over: the one under way is not counted yet."""
    return issue.updated.date().isocalendar()[:2] < today.isocalendar()[:2]
