"""Orders from the control door that change what is in Jira."""

from collections.abc import Callable
from typing import TypeVar

from fakes.jira.call import Refusal
from fakes.jira.deeds import Hand
from fakes.jira.jira import Jira
from fakes.jira.orders import (
    Details,
    NewIssue,
    NewPerson,
    NewSprint,
    NewVersion,
    Order,
    Plain,
    Reassign,
    Resolve,
    Say,
)
from fakes.jira.people import person
from fakes.jira.shapes import Json
from fakes.jira.world import Account, Issue, Sprint, Version, World

T = TypeVar("T")


def create(jira: Jira, _: str, order: NewIssue) -> Json:
    hand = _hand(jira, order)
    project = _known(hand.world.project(order.project), "project", order.project)
    issue = hand.create(project, order.summary, order.type, "To Do")
    issue.parent = _issue(hand.world, order.parent) if order.parent else None
    issue.description = order.description
    hand.announce(issue)
    _apply(hand, issue, order.model_copy(update={"summary": None}))
    return _shown(issue)


def alter(jira: Jira, key: str, order: Details) -> Json:
    hand = _hand(jira, order)
    issue = _issue(hand.world, key)
    _apply(hand, issue, order)
    return _shown(issue)


def _apply(hand: Hand, issue: Issue, order: Details) -> None:
    """One change for each field, in the order in which they are declared."""
    world = hand.world
    deeds: dict[str, Callable[[], object]] = {
        "summary": lambda: hand.rename(issue, order.summary or ""),
        "assignee": lambda: hand.assign(issue, _somebody(world, order.assignee or "")),
        "points": lambda: hand.estimate(issue, order.points),
        "sprint": lambda: hand.plan(issue, _sprint(world, str(order.sprint))),
        "labels": lambda: hand.label(issue, order.labels or []),
        "fix_version": lambda: hand.fix_in(issue, _version(world, order.fix_version or "", issue)),
        "due": lambda: hand.due_on(issue, order.due),
        "status": lambda: hand.move(issue, order.status or "", order.resolution),
    }
    _word(order.status or "Done", world.words.statuses, "status")
    for name, deed in deeds.items():
        if getattr(order, name) is not None:
            deed()


def resolve(jira: Jira, key: str, order: Resolve) -> Json:
    """To the status in which work ends in its project: Closed where others are, else Done."""
    hand = _hand(jira, order)
    issue = _issue(hand.world, key)
    hand.move(issue, _end_of(hand.world, issue), order.resolution)
    return _shown(issue)


def _end_of(world: World, issue: Issue) -> str:
    others = (one for one in world.issues.values() if one.project is issue.project)
    return "Closed" if any(one.status == "Closed" for one in others) else "Done"


def reopen(jira: Jira, key: str, order: Plain) -> Json:
    hand = _hand(jira, order)
    issue = _issue(hand.world, key)
    hand.move(issue, "Reopened")
    return _shown(issue)


def reassign(jira: Jira, key: str, order: Reassign) -> Json:
    hand = _hand(jira, order)
    issue = _issue(hand.world, key)
    hand.assign(issue, _somebody(hand.world, order.to))
    return _shown(issue)


def say(jira: Jira, key: str, order: Say) -> Json:
    hand = _hand(jira, order)
    issue = _issue(hand.world, key)
    return {"id": str(hand.comment(issue, order.body).id), "key": issue.key}


def delete(jira: Jira, key: str, order: Plain) -> Json:
    hand = _hand(jira, order)
    issue = _issue(hand.world, key)
    hand.delete(issue)
    return _shown(issue)


def add_sprint(jira: Jira, _: str, order: NewSprint) -> Json:
    hand = _hand(jira, order)
    board = _known(hand.world.boards.get(order.board), "board", str(order.board))
    return {"id": hand.add_sprint(board, order.name, order.goal).id}


def start_sprint(jira: Jira, number: str, order: Plain) -> Json:
    hand = _hand(jira, order)
    hand.start_sprint(sprint := _sprint(hand.world, number))
    return {"id": sprint.id, "state": sprint.state}


def close_sprint(jira: Jira, number: str, order: Plain) -> Json:
    hand = _hand(jira, order)
    hand.close_sprint(sprint := _sprint(hand.world, number))
    return {"id": sprint.id, "state": sprint.state}


def add_version(jira: Jira, _: str, order: NewVersion) -> Json:
    hand = _hand(jira, order)
    project = _known(hand.world.project(order.project), "project", order.project)
    return {"id": str(hand.add_version(project, order.name, order.planned).id)}


def release(jira: Jira, number: str, order: Plain) -> Json:
    hand = _hand(jira, order)
    version = hand.world.versions.get(int(number) if number.isdecimal() else -1)
    hand.release(_known(version, "version", number))
    return {"id": number, "released": True}


def add_person(jira: Jira, _: str, order: NewPerson) -> Json:
    world = _hand(jira, order).world
    account = person(order.name, order.email.partition("@")[2], len(world.accounts))
    account.email, account.username = order.email, order.email.partition("@")[0]
    account.shows_email, account.active = order.shows_email, order.active
    world.add_account(account)
    return {"accountId": account.id}


def _hand(jira: Jira, order: Order) -> Hand:
    site = next((one for one in jira.sites if one.name == order.site), None)
    world = jira.sites[0].world if not order.site else _known(site, "site", order.site).world
    by = _somebody(world, order.by) or world.admin
    return Hand(world, by, jira.clock.now())


def _somebody(world: World, who: str) -> Account | None:
    return _known(world.account(who), "person", who) if who else None


def _issue(world: World, key: str) -> Issue:
    return _known(world.issue(key), "issue", key)


def _sprint(world: World, number: str) -> Sprint:
    found = world.sprints.get(int(number) if number.isdecimal() else -1)
    return _known(found, "sprint", number)


def _version(world: World, name: str, issue: Issue) -> Version:
    found = [one for one in world.versions.values() if one.project is issue.project]
    return _known(next((one for one in found if one.name == name), None), "version", name)


def _known(found: T | None, what: str, name: str) -> T:
    if found is None:
        raise Refusal(404, f"There is no {what} {name!r}.")
    return found


def _word(word: str, known: dict[str, T], what: str) -> None:
    if word not in known:
        raise Refusal(400, f"There is no {what} {word!r}, only {', '.join(known)}.")


def _shown(issue: Issue) -> Json:
    return {
        "key": issue.key,
        "id": str(issue.id),
        "status": issue.status,
        "resolution": issue.resolution,
        "assignee": issue.assignee.name if issue.assignee else None,
    }
