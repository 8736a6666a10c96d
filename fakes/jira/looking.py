"""What can be seen through the control door: what to enter, what was asked, sent and spent."""

from collections import Counter
from dataclasses import asdict

from fakes.jira.jira import Jira
from fakes.jira.orders import Nothing
from fakes.jira.shapes import Json
from fakes.jira.site import stamp


def what_to_enter(jira: Jira, _: str, _form: Nothing) -> Json:
    """All that an admin types into a connector's form."""
    admin = jira.sites[0].world.admin
    return {
        "authUrl": jira.base,
        "apiUrl": jira.base,
        "clientId": jira.app.client_id,
        "clientSecret": jira.app.client_secret,
        "email": admin.email,
        "apiToken": min(jira.api_tokens),
        "dataCenterUrl": f"{jira.base}{jira.server.path}",
        "personalAccessToken": min(jira.access_tokens),
        "sites": [
            {
                "id": site.id,
                "name": site.name,
                "url": f"{jira.base}{site.path}",
                "admin": site.world.admin.email,
                "issues": len(site.world.issues),
            }
            for site in jira.cloud_sites
        ],
    }


def people(jira: Jira, _: str, _form: Nothing) -> list[Json]:
    """Who works at the first site, whoever resolved most first: what an HR department knows."""
    issues = jira.sites[0].world.issues.values()
    resolved = Counter(issue.assignee for issue in issues if issue.assignee and issue.resolved)
    return [
        {"name": account.name, "email": account.email, "resolved": count}
        for account, count in resolved.most_common()
        if account.active
    ]


def webhooks(jira: Jira, _: str, _form: Nothing) -> list[Json]:
    return [
        {
            "id": hook.id,
            "site": hook.site.name,
            "url": hook.url,
            "events": sorted(hook.events),
            "filter": hook.filter,
            "expires": stamp(hook.expires),
            "app": hook.app,
        }
        for hook in jira.hooks.all.values()
    ]


def deliveries(jira: Jira, _: str, _form: Nothing) -> list[Json]:
    return [
        {
            "id": one.id,
            "webhook": one.hook.id,
            "event": one.event,
            "state": one.state,
            "retries": one.retries,
            "answers": one.answers,
            "due": stamp(one.due),
        }
        for one in jira.deliveries.all
    ]


def requests(jira: Jira, _: str, _form: Nothing) -> list[Json]:
    return [asdict(one) | {"at": stamp(one.at)} for one in jira.asked]


def points(jira: Jira, _: str, _form: Nothing) -> Json:
    """Of this hour."""
    jira.quota.spend(0)
    return {
        "hour": stamp(jira.quota.hour),
        "limit": jira.quota.limit,
        "spent": jira.quota.spent,
        "secondsLeft": jira.quota.seconds_left,
    }
