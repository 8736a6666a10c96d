"""Accounts, as deterministic as their names."""

import re
import uuid
import zlib
from collections.abc import Iterable

from fakes.jira.world import Account, World

_NAMESPACE = uuid.UUID("5f0e1d0a-6a1c-4c53-9d0a-2f6d6a8f7a11")


def share(of: str, parts: int) -> int:
    """The same part for the same text, on every machine: 0 to `parts` - 1."""
    return zlib.crc32(of.encode()) % parts


def person(name: str, domain: str, number: int) -> Account:
    """Every third keeps their address to themselves."""
    username = re.sub(r"[^a-z0-9]+", ".", name.lower()).strip(".") or f"person{number}"
    return Account(
        id=f"557058:{uuid.uuid5(_NAMESPACE, f'{domain}/{name}')}",
        name=name,
        username=username,
        key=f"JIRAUSER{10100 + number}",
        email=f"{username}@{domain}",
        shows_email=share(name, 3) != 0,
    )


def admin_of(domain: str, time_zone: str) -> Account:
    """Who connects the app. Their time zone is the one in which JQL reads dates."""
    admin = person("Jira Admin", domain, 0)
    admin.shows_email, admin.time_zone = True, time_zone
    return admin


def add_people(world: World, names: Iterable[str], domain: str) -> None:
    """Some have left, and one is a program."""
    for number, name in enumerate(names, 1):
        account = world.add_account(person(name, domain, number))
        account.active = share(name, 11) != 0
    program = world.add_account(person("Automation for Jira", domain, 9000))
    program.kind, program.shows_email = "app", False
