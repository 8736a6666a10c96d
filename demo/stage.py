"""What the acts share: who is who, and a line for each step with its counts and its time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias

from rich.console import Console
from rich.progress import track

from demo.client import Client
from demo.issues import Issue
from demo.weeks import Fall

Push: TypeAlias = list[dict[str, object]]


class WrongError(Exception):
    """A step came out other than it must."""


@dataclass
class Player:
    """Somebody of the company, and what they know of themselves."""

    id: str
    name: str
    client: Client


@dataclass
class Stage:
    """One run of the demo."""

    console: Console
    address: str
    operator: Client
    today: date
    issues: list[Issue] = field(default_factory=list)
    weeks: dict[str, dict[date, int]] = field(default_factory=dict)
    falls: list[Fall] = field(default_factory=list)
    slug: str = ""
    admin: Player = field(init=False)
    people: dict[str, str] = field(default_factory=dict)
    """Names to ids."""
    manager_of: dict[str, str] = field(default_factory=dict)
    """Names to names."""
    manager: Player = field(init=False)
    employee: Player = field(init=False)
    connection: str = ""
    """The id of what was connected."""
    installation: str = ""
    """The id of the plugin's installation."""

    _players: dict[str, Player] = field(default_factory=dict)

    @property
    def promised_on(self) -> date:
        """When the manager's promise is due; it counts in the month of that day."""
        return self.today + timedelta(days=7)

    @property
    def last_fall(self) -> Fall:
        return self.falls[-1]

    @contextmanager
    def step(self, what: str) -> Iterator[list[str]]:
        """Prints what was done, what it counted and how long it took; a list takes the counts."""
        counts: list[str] = []
        started = time.perf_counter()
        yield counts
        told = f" [dim]{'; '.join(counts)}[/dim]" if counts else ""
        took = time.perf_counter() - started
        self.console.print(f"[green]✓[/green] {what}{told} [dim]({took:.1f} s)[/dim]")

    def counting(self, pushes: list[Push], what: str) -> Iterator[Push]:
        """The pushes, with a line that says how far they are."""
        yield from track(pushes, description=what, console=self.console, transient=True)

    def become_admin(self, player: Player) -> None:
        """The first admin is already in."""
        self.admin = self._players[player.name] = player

    def invite(self, name: str) -> Player:
        """The admin sends an invitation; whoever it is for uses it, once."""
        if name in self._players:
            return self._players[name]
        sent = self.admin.client.do("invitePerson", "url", personId=self.people[name])
        client = Client.signed_in(self.address, sent["url"])
        self._players[name] = Player(self.people[name], name, client)
        return self._players[name]


def several(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def must(what: str, found: object, wanted: object) -> None:
    """Raises WrongError unless they are the same."""
    if found != wanted:
        raise WrongError(f"{what}: {found!r}, where it must be {wanted!r}")
