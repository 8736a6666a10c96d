"""One request to Jira's API, and what may come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakes.jira.shapes import Json
from fakes.jira.site import CLOUD, SERVER, Frame, Site
from fakes.jira.world import Account, World

if TYPE_CHECKING:
    from fakes.jira.jira import Jira


STRANGER = "stranger"
"""How whoever comes with an expired token came."""


@dataclass(frozen=True)
class Caller:
    account: Account
    via: str
    """oauth, basic, pat or stranger"""
    scopes: frozenset[str] = frozenset()
    """Only an app is held to scopes, and only its calls cost points."""
    app: str = ""


@dataclass(frozen=True)
class Call:
    jira: "Jira"
    site: Site
    frame: Frame
    caller: Caller
    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    body: Json
    by_tokens: bool = False
    """Asked below /rest/software, where lists go on by a token."""

    @property
    def world(self) -> World:
        """What is public for a stranger, to whom that is no refusal."""
        whole = self.site.world
        if self.caller.via != STRANGER:
            return whole
        public = {
            key: one for key, one in whole.issues.items() if one.project.key in self.jira.public
        }
        return World(whole.admin, projects=whole.projects, issues=public)

    def text(self, name: str, default: str = "") -> str:
        """From the body, or else from the query."""
        value = self.body.get(name, self.query.get(name, [default])[0])
        return value if isinstance(value, str) else default

    def number(self, name: str, default: int, most: int = 2**31) -> int:
        value = self.body.get(name, self.query.get(name, [str(default)])[0])
        try:
            return max(0, min(int(str(value)), most))
        except ValueError:
            raise Refusal(400, f"The value of {name} is not a number: {value}") from None

    def number_in_path(self, name: str) -> int:
        """Minus one, which nothing has, for what is not a number."""
        return int(self.path[name]) if self.path[name].isdecimal() else -1

    def texts(self, name: str) -> list[str]:
        """A list in the body, a repeated parameter, or one with commas in it."""
        value = self.body.get(name, self.query.get(name, []))
        many = value if isinstance(value, list) else [value]
        return [part for each in many for part in str(each).split(",") if part]


@dataclass(frozen=True)
class Answer:
    body: object
    objects: int = 0
    """Each costs a point, besides the one for the request; a user or a group counts twice."""
    status: int = 200


class Refusal(Exception):
    """Says no as Jira does: with sentences, or with the gateway's own body."""

    def __init__(self, status: int, *messages: str, body: Json | None = None) -> None:
        super().__init__(*messages)
        self.status = status
        self.body: Json = body or {"errorMessages": list(messages), "errors": {}}


@dataclass(frozen=True)
class Endpoint:
    method: str
    path: str
    """Below the site's address."""
    answer: Callable[[Call], Answer]
    scopes: tuple[str, ...] = ("read:jira-work",)
    """An app needs all of them."""
    on: tuple[str, ...] = (CLOUD, SERVER)
    anonymous: bool = False
