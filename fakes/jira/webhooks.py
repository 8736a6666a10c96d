"""Registering for webhooks: dynamic ones for apps, lasting ones for admins."""

from urllib.parse import urlsplit, urlunsplit

from fakes.jira import shapes
from fakes.jira.call import Answer, Call, Endpoint, Refusal
from fakes.jira.hooks import EXPIRES_AFTER, Hook
from fakes.jira.shapes import Json
from fakes.jira.site import CLOUD, stamp

_MANAGE = ("read:jira-work", "manage:jira-webhook")
_SECTION = "issue-related-events-section"


def register(call: Call) -> Answer:
    """200 whatever happens: each webhook has its own result, a number or what is wrong."""
    _only_apps(call)
    url, wanted = call.text("url"), call.body.get("webhooks")
    if not url or not isinstance(wanted, list) or not wanted:
        raise Refusal(400, "The url and at least one webhook must be given.")
    return Answer({"webhookRegistrationResult": [_register(call, url, one) for one in wanted]}, 0)


def _register(call: Call, url: str, wanted: Json) -> Json:
    now = call.jira.clock.now()
    hook = Hook(
        0,
        call.site,
        _without_query(url),
        _set(wanted.get("events")),
        str(wanted.get("jqlFilter", "")),
        call.caller.account,
        call.caller.app,
        fields=_set(wanted.get("fieldIdsFilter")),
        expires=now + EXPIRES_AFTER,
    )
    problems = call.jira.hooks.what_is_wrong(hook, now)
    if problems:
        return {"errors": problems}
    return {"createdWebhookId": call.jira.hooks.add(hook).id}


def _without_query(url: str) -> str:
    """Deliveries come without it, whatever was registered."""
    return urlunsplit(urlsplit(url)._replace(query="", fragment=""))


def _set(value: object) -> set[str]:
    return {str(one) for one in value} if isinstance(value, list) else set()


def registered(call: Call) -> Answer:
    _only_apps(call)
    own = call.jira.hooks.of_app(call.site, call.caller.app)
    start, limit = call.number("startAt", 0), call.number("maxResults", 100, 100)
    kept = [_dynamic(hook) for hook in own[start : start + limit]]
    return Answer(shapes.page(kept, start, limit, len(own)), len(kept))


def _dynamic(hook: Hook) -> Json:
    told: Json = {
        "id": hook.id,
        "jqlFilter": hook.filter,
        "events": sorted(hook.events),
        "expirationDate": stamp(hook.expires),
        "url": hook.url,
    }
    return told | ({"fieldIdsFilter": sorted(hook.fields)} if hook.fields else {})


def refresh(call: Call) -> Answer:
    """Thirty days from now, for those of the app's own; the others are passed over."""
    expires = call.jira.clock.now() + EXPIRES_AFTER
    for hook in _named(call):
        hook.expires = expires
    return Answer({"expirationDate": stamp(expires)})


def unregister(call: Call) -> Answer:
    for hook in _named(call):
        del call.jira.hooks.all[hook.id]
    return Answer(None, status=202)


def _named(call: Call) -> list[Hook]:
    _only_apps(call)
    ids = call.texts("webhookIds")
    if not ids:
        raise Refusal(400, "The webhookIds must be given.")
    own = call.jira.hooks.of_app(call.site, call.caller.app)
    return [hook for hook in own if str(hook.id) in ids]


def _only_apps(call: Call) -> None:
    if call.caller.via != "oauth":
        raise Refusal(403, "Only Connect and OAuth 2.0 apps can use this operation.")


def set_up(call: Call) -> Answer:
    _only_admins(call)
    url, name = call.text("url"), call.text("name")
    if not url or not name:
        raise Refusal(400, "The name and the url of the webhook must be given.")
    hook = Hook(0, call.site, url, set(), "", call.caller.account)
    _apply(call, call.jira.hooks.add(hook))
    return Answer(_lasting(call, hook), status=201)


def change(call: Call) -> Answer:
    hook = _lasting_one(call)
    _apply(call, hook)
    return Answer(_lasting(call, hook))


def _apply(call: Call, hook: Hook) -> None:
    filters = call.body.get("filters")
    if isinstance(filters, dict):
        hook.filter = str(filters.get(_SECTION, ""))
    hook.name = call.text("name", hook.name)
    hook.url = call.text("url", hook.url)
    hook.secret = call.text("secret", hook.secret)
    hook.events = _set(call.body.get("events")) or hook.events
    hook.enabled = call.body.get("enabled", hook.enabled) is not False


def all_set_up(call: Call) -> Answer:
    _only_admins(call)
    return Answer([_lasting(call, hook) for hook in call.jira.hooks.of_app(call.site, "")])


def one_set_up(call: Call) -> Answer:
    return Answer(_lasting(call, _lasting_one(call)))


def take_down(call: Call) -> Answer:
    del call.jira.hooks.all[_lasting_one(call).id]
    return Answer(None, status=204)


def _lasting_one(call: Call) -> Hook:
    _only_admins(call)
    hook = call.jira.hooks.all.get(call.number_in_path("webhook"))
    if hook is None or hook.site is not call.site or hook.app:
        raise Refusal(404, "There is no such webhook.")
    return hook


def _lasting(call: Call, hook: Hook) -> Json:
    """The secret is never shown again, only that there is one."""
    return {
        "name": hook.name,
        "url": hook.url,
        "events": sorted(hook.events),
        "filters": {_SECTION: hook.filter},
        "excludeBody": False,
        "enabled": hook.enabled,
        "isSigned": bool(hook.secret),
        "self": f"{call.frame.base}/rest/webhooks/1.0/webhook/{hook.id}",
        "lastUpdatedDisplayName": hook.owner.name,
    }


def _only_admins(call: Call) -> None:
    """An app is none, unless the Data Center gave it that scope; everybody else here is."""
    if call.caller.via == "oauth" and "ADMIN" not in call.caller.scopes:
        raise Refusal(403, "You do not have permission to administer webhooks.")


_ADMIN = "/rest/webhooks/1.0/webhook"
ENDPOINTS = [
    Endpoint("POST", "/rest/api/{version}/webhook", register, _MANAGE, on=(CLOUD,)),
    Endpoint("GET", "/rest/api/{version}/webhook", registered, _MANAGE, on=(CLOUD,)),
    Endpoint("DELETE", "/rest/api/{version}/webhook", unregister, _MANAGE, on=(CLOUD,)),
    Endpoint("PUT", "/rest/api/{version}/webhook/refresh", refresh, _MANAGE, on=(CLOUD,)),
    Endpoint("POST", _ADMIN, set_up),
    Endpoint("GET", _ADMIN, all_set_up),
    Endpoint("GET", f"{_ADMIN}/{{webhook}}", one_set_up),
    Endpoint("PUT", f"{_ADMIN}/{{webhook}}", change),
    Endpoint("DELETE", f"{_ADMIN}/{{webhook}}", take_down),
]
