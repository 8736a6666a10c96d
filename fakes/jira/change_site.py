"""Orders from the control door that change what a whole site is like, or what is seen of it."""

from fakes.jira import vocabulary
from fakes.jira.call import Refusal
from fakes.jira.jira import Jira
from fakes.jira.orders import (
    AnotherPerson,
    AnotherStatus,
    Circles,
    Expiry,
    Language,
    NewStatus,
    Nothing,
    Order,
    Plain,
)
from fakes.jira.shapes import Json
from fakes.jira.world import World

_CATEGORIES = {category.key: category for category in vocabulary.CATEGORIES}


def add_status(jira: Jira, _: str, order: NewStatus) -> Json:
    number = order.id or vocabulary.number_of(order.name, {})
    words = _world(jira, order).words
    words.statuses[order.name] = (number, _CATEGORIES[order.category])
    return {"id": str(number), "name": order.name}


def alter_status(jira: Jira, name: str, order: AnotherStatus) -> Json:
    """Another name, or another category; its id stays, and so does what a history calls it."""
    words = _world(jira, order).words
    number, category = words.status(name)
    words.statuses[name] = (number, _CATEGORIES.get(order.category or "", category))
    words.called[name] = order.called or words.call(name)
    return {"id": str(number), "name": words.call(name)}


def speak(jira: Jira, _: str, order: Language) -> Json:
    words = _world(jira, order).words
    words.speak(order.language)
    return {"called": len(words.called)}


def hide_issue(jira: Jira, key: str, order: Plain) -> Json:
    """Archived, or closed to who asks. No webhook tells of it."""
    world = _world(jira, order)
    issue = world.issue(key)
    if issue is None:
        raise Refusal(404, f"There is no issue {key!r}.")
    world.remove_issue(issue)
    world.hidden.append(issue)
    return {"hidden": len(world.hidden)}


def show_issue(jira: Jira, key: str, order: Plain) -> Json:
    world = _world(jira, order)
    for issue in [one for one in world.hidden if one.key == key]:
        world.hidden.remove(issue)
        world.add_issue(issue)
    return {"hidden": len(world.hidden)}


def hide_project(jira: Jira, key: str, order: Plain) -> Json:
    """With all that is in it: from now on a question that names it is refused."""
    world = _world(jira, order)
    project = world.projects.pop(key, None)
    if project is None:
        raise Refusal(404, f"There is no project {key!r}.")
    world.lost.append(project)
    for issue in [one for one in world.issues.values() if one.project is project]:
        world.remove_issue(issue)
        world.hidden.append(issue)
    return {"projects": len(world.projects)}


def show_project(jira: Jira, key: str, order: Plain) -> Json:
    world = _world(jira, order)
    for project in [one for one in world.lost if one.key == key]:
        world.lost.remove(project)
        world.projects[key] = project
        for issue in [one for one in world.hidden if one.project is project]:
            world.hidden.remove(issue)
            world.add_issue(issue)
    return {"projects": len(world.projects)}


def alter_person(jira: Jira, who: str, order: AnotherPerson) -> Json:
    account = _world(jira, order).account(who)
    if account is None:
        raise Refusal(404, f"There is no person {who!r}.")
    account.email = order.email or account.email
    account.time_zone = order.time_zone or account.time_zone
    account.active = account.active if order.active is None else order.active
    return {"accountId": account.id, "timeZone": account.time_zone}


def go_in_circles(jira: Jira, _: str, order: Circles) -> Json:
    jira.circles = order.times
    return {"circles": jira.circles}


def expire_tokens(jira: Jira, _: str, order: Expiry) -> Json:
    jira.expired_tokens |= jira.api_tokens
    jira.public, jira.tells_strangers = frozenset(order.public), order.said
    return {"expired": len(jira.expired_tokens)}


def renew_tokens(jira: Jira, _: str, _form: Nothing) -> Json:
    jira.expired_tokens.clear()
    return {"expired": 0}


def _world(jira: Jira, order: Order) -> World:
    found = [one for one in jira.sites if one.name == order.site] if order.site else jira.sites
    if not found:
        raise Refusal(404, f"There is no site {order.site!r}.")
    return found[0].world
